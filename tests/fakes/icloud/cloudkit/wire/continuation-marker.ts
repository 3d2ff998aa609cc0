import { badRequest } from './cloudkit-error.ts';

/** Lists count down from this moment, 2032-01-02 00:00 UTC: newest first is ascending. Source: docs/icloud-photos.md 3.4. */
const END_OF_TIME_MS = 1956614400000;
/** The code of the number 0; n more for a number of n bytes, n less (bytes inverted) below zero. Seen: 0x19 with five bytes. */
const ZERO_CODE = 0x14;

/** The place in a list behind its last entry: the sort key and the record name, not an offset. */
export interface ListPosition {
  key: number;
  recordName: string;
}

/** The sort key of a time, ms; the later the smaller. */
export function timeKey(timeMs: number): number {
  return END_OF_TIME_MS - timeMs;
}

/**
 * base64 of `12 <length> <key>` and `1a <length> 0a <length> <record name> 10 01`; the bytes of the recorded markers
 * where the key has five bytes. Other lengths follow the scheme that fits (an ordered tuple encoding): our conclusion.
 */
export function buildMarker({ key, recordName }: ListPosition): string {
  const encodedKey = encodeKey(key);
  const name = Buffer.from(recordName, 'latin1');
  const tail = Buffer.concat([Buffer.of(0x0a, name.length), name, Buffer.of(0x10, 0x01)]);
  return Buffer.concat([
    Buffer.of(0x12, encodedKey.length),
    encodedKey,
    Buffer.of(0x1a, tail.length),
    tail,
  ]).toString('base64');
}

/** @throws CloudKitError (400) for anything that {@link buildMarker} did not make. */
export function parseMarker(marker: string): ListPosition {
  const bytes = Buffer.from(marker, 'base64');
  const keyLength = bytes[1] ?? 0;
  const nameStart = 2 + keyLength + 4;
  const nameLength = bytes[nameStart - 1] ?? 0;
  const position = {
    key: decodeKey(bytes.subarray(2, 2 + keyLength)),
    recordName: bytes.subarray(nameStart, nameStart + nameLength).toString('latin1'),
  };
  if (buildMarker(position) !== marker) throw badRequest('Invalid continuation format');
  return position;
}

function encodeKey(key: number): Buffer {
  if (key === 0) return Buffer.of(ZERO_CODE);
  const hex = Math.abs(key).toString(16);
  const magnitude = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  if (key > 0) return Buffer.concat([Buffer.of(ZERO_CODE + magnitude.length), magnitude]);
  return Buffer.concat([Buffer.of(ZERO_CODE - magnitude.length), magnitude.map((byte) => byte ^ 0xff)]);
}

function decodeKey(bytes: Buffer): number {
  const isNegative = (bytes[0] ?? 0) < ZERO_CODE;
  const magnitude = isNegative
    ? Buffer.from(bytes.subarray(1).map((byte) => byte ^ 0xff))
    : bytes.subarray(1);
  const value = magnitude.length === 0 ? 0 : Number.parseInt(magnitude.toString('hex'), 16);
  return isNegative ? -value : value;
}
