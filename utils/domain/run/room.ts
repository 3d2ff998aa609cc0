import type { JottacloudAccount } from './snapshot.ts';

/** Above it uploads get slower. Source: docs/jottacloud.md, 6. */
const SLOW_ABOVE_BYTES = 5e12;

type Room = Pick<JottacloudAccount, 'usedBytes' | 'totalBytes'>;

/** Bytes that are free at Jottacloud; null: unlimited. */
export const freeBytes = ({ usedBytes, totalBytes }: Room): number | null =>
  totalBytes === null ? null : Math.max(0, totalBytes - usedBytes);

/** Whether so much more fits. */
export const hasRoomFor = (room: Room, bytes: number): boolean => bytes <= (freeBytes(room) ?? Infinity);

/** Whether Jottacloud slows uploads down while so much more gets there. */
export const isSlowed = ({ usedBytes }: Pick<Room, 'usedBytes'>, moreBytes = 0): boolean =>
  usedBytes + moreBytes > SLOW_ABOVE_BYTES;
