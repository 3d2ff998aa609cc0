import type { Fetch } from '../../http/send.ts';
import type { SendBody } from '../../jottacloud/client.ts';
import type { GetToken } from '../../jottacloud/sign-in/authorized-call.ts';
import type { EpochMs } from '../../units.ts';
import type { Renewal } from './renew-sign-in.ts';

/** Everything that the checks write is in this folder of the destination's mountpoint. Nobody else's file is touched. */
export const CHECK_FOLDER = 'Fotoflytt check';

/** What the Jottacloud checks need. The checks make their clients of it, with the product's own code. */
export interface JottacloudContext {
  fetch: Fetch;
  sendBody: SendBody;
  tokens: GetToken;
  /** Names the folder of this run, so that a second run meets no file of the first. */
  startedAt: EpochMs;
  /** Trades the refresh token, in the one place that may. */
  renewSignIn(): Promise<Renewal>;
  /** Lets the browser show the extension's `Origin` while the work makes {@link CHECK_FOLDER}. */
  withOrigin<T>(work: () => Promise<T>): Promise<T>;
}

/** Folder of one run below {@link CHECK_FOLDER}, e.g. `2026-11-29 145236`. */
export const runFolder = ({ startedAt }: Pick<JottacloudContext, 'startedAt'>): string =>
  `${CHECK_FOLDER}/${new Date(startedAt).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '')}`;
