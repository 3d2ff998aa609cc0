import type { WaitingSends } from '../run/snapshot.ts';

/** No pending sends, for tests. */
export const nothingWaits: WaitingSends = { photos: 0, albums: 0, isEverything: false, tasks: 0 };
