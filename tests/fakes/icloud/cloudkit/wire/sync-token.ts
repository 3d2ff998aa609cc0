import { createHash } from 'node:crypto';
import type { LibraryZone } from '../../library/records.ts';

/** Position of a reader in a zone's history. */
export interface HistoryPosition {
  /** Number of changes read. */
  changeCount: number;
  /** Number of empty pages returned after the last change (a switch of the fake). */
  emptyPages: number;
}

/** 0x01, eight bytes counting, eight bytes `7f ff …`, 16 bytes of the zone: 33 bytes as in the recordings. */
const TOKEN_BYTES = 33;
/** `7f ff …`, from which recorded tokens count down. */
const COUNTDOWN_START = 0x7fffffffffffffffn;

/** The token of a place; opaque to clients, the same for the same place. */
export function buildSyncToken(
  zone: LibraryZone,
  position: HistoryPosition = { changeCount: zone.changes.length, emptyPages: 0 },
): string {
  const token = Buffer.alloc(17);
  token[0] = 1;
  token.writeBigUInt64BE(BigInt(position.changeCount), 1);
  token.writeBigUInt64BE(COUNTDOWN_START - BigInt(position.emptyPages), 9);
  return Buffer.concat([token, zoneMark(zone)]).toString('base64');
}

/** The place of a token, or the reason Apple gives for not knowing it. Source: docs/icloud-photos.md 7. */
export function parseSyncToken(zone: LibraryZone, token: string): HistoryPosition | { reason: string } {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.length !== TOKEN_BYTES) return { reason: 'Invalid continuation format' };
  if (bytes[0] !== 1 || !bytes.subarray(17).equals(zoneMark(zone)))
    return { reason: 'Unknown sync continuation type' };
  const changeCount = Number(bytes.readBigUInt64BE(1));
  if (changeCount > zone.changes.length) return { reason: 'Unknown sync continuation type' };
  return { changeCount, emptyPages: Number(COUNTDOWN_START - bytes.readBigUInt64BE(9)) };
}

function zoneMark(zone: LibraryZone): Buffer {
  return createHash('sha256').update(`${zone.ownerRecordName}/${zone.zoneName}`).digest().subarray(0, 16);
}
