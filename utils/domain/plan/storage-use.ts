import type { JottacloudAccount } from '../run/snapshot.ts';

/** Usage above which Jottacloud slows uploads down. Source: docs/jottacloud.md, 6. */
const SLOW_ABOVE_BYTES = 5e12;

type StorageUse = Pick<JottacloudAccount, 'usedBytes' | 'totalBytes'>;

/** Returns the free bytes at Jottacloud; null: unlimited. */
export const freeBytes = ({ usedBytes, totalBytes }: StorageUse): number | null =>
  totalBytes === null ? null : Math.max(0, totalBytes - usedBytes);

/** Returns whether more bytes fit. */
export const hasSpaceFor = (use: StorageUse, bytes: number): boolean => bytes <= (freeBytes(use) ?? Infinity);

/** Returns whether Jottacloud slows uploads down after this many more bytes. */
export const isSlowed = ({ usedBytes }: Pick<StorageUse, 'usedBytes'>, moreBytes = 0): boolean =>
  usedBytes + moreBytes > SLOW_ABOVE_BYTES;
