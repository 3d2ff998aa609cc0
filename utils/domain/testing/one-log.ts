import { FIRST_LOG } from '../account/logs.ts';
import type { TransferSnapshot } from '../run/snapshot.ts';

/** A browser with one log, whose account nobody needs to know. */
export const oneLog: Pick<TransferSnapshot, 'whose'> = {
  whose: { log: FIRST_LOG, shown: null, signedIn: null, others: [] },
};
