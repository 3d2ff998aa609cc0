import type { Fetch } from '../../http/send.ts';
import type { SendBody } from '../../jottacloud/client.ts';
import type { GetToken } from '../../jottacloud/sign-in/authorized-call.ts';
import type { EpochMs } from '../../units.ts';
import type { Renewal } from './renew-sign-in.ts';

/** Folder of the destination's mountpoint that holds everything the checks write. They touch nobody else's file. */
export const CHECK_FOLDER = 'Fotoflytt check';

/** Surroundings of the Jottacloud checks. They create their clients from it, with the product's own code. */
export interface JottacloudContext {
  fetch: Fetch;
  sendBody: SendBody;
  tokens: GetToken;
  /** When the run began. It names the run's folder, so that a second run meets no file of the first. */
  startedAt: EpochMs;
  /** Renews the sign-in, in the one place that uses the refresh token. */
  renewSignIn(): Promise<Renewal>;
  /** Lets the browser send the extension's `Origin` while the work creates {@link CHECK_FOLDER}. */
  withOrigin<T>(work: () => Promise<T>): Promise<T>;
}

/** Returns the folder of one run below {@link CHECK_FOLDER}, e.g. `2026-11-29 145236`. */
export const runFolder = ({ startedAt }: Pick<JottacloudContext, 'startedAt'>): string =>
  `${CHECK_FOLDER}/${new Date(startedAt).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '')}`;
