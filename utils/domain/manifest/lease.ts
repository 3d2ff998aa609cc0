import { type EpochMs, epochMs, type RelativePath, relativePath } from '../../units.ts';
import { MANIFEST_FOLDER } from './manifest.ts';

/** Says which computer copies to a destination, and until when that holds. Jottacloud keeps it as a file of ours. */
export interface Lease {
  /** 32 hex digits, chosen at random for each browser profile. */
  device: string;
  /** Name to show, `Chrome (Mac)`. */
  name: string;
  from: EpochMs;
  until: EpochMs;
}

/** Time for which a lease holds. It is renewed three times within it. */
export const LEASE_MS = 15 * 60_000;

/** Clocks of two computers differ by less; a lease that is further ahead says nothing. */
const MAX_AHEAD_MS = 60 * 60_000;
const MAX_NAME = 60;

/** Meaning of a lease for one computer. */
export type LeaseMeaning =
  /** Nobody else copies. */
  | { kind: 'free' }
  | { kind: 'held'; lease: Lease }
  /** The file cannot be read, or its times are impossible. Copying is not stopped by it. */
  | { kind: 'unclear' };

/** Returns the path of the lease below the destination. `account`: hash of the Apple account; eight digits of it name the file. */
export const leasePath = (account: string): RelativePath =>
  relativePath(`${MANIFEST_FOLDER}/lease-${account.slice(0, 8)}.json`);

/** Writes the file of a lease. */
export const writeLease = ({ device, name, from, until }: Lease): string =>
  `${JSON.stringify({ format: 'fotoflytt-lease', version: 1, device, name, from, until })}\n`;

/** Parses the file of a lease; null for anything else. */
export function parseLease(text: string): Lease | null {
  const value = parse(text);
  if (value?.['format'] !== 'fotoflytt-lease' || value['version'] !== 1) return null;
  const { device, name, from, until } = value;
  if (typeof device !== 'string' || !/^[0-9a-f]{32}$/.test(device)) return null;
  if (typeof name !== 'string' || !isTime(from) || !isTime(until)) return null;
  return { device, name: shownName(name), from: epochMs(from), until: epochMs(until) };
}

/** Returns what the file at the path of the lease means. @param text null: there is no file */
export function meaningOfLease(text: string | null, device: string, now: EpochMs): LeaseMeaning {
  if (text === null) return { kind: 'free' };
  const lease = parseLease(text);
  if (!lease) return { kind: 'unclear' };
  if (lease.device === device || lease.until <= now) return { kind: 'free' };
  if (lease.from - now > MAX_AHEAD_MS || lease.until - now > MAX_AHEAD_MS) return { kind: 'unclear' };
  return { kind: 'held', lease };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Another computer wrote the name: only plain characters are shown. */
const shownName = (name: string): string => name.replace(/[^\p{L}\p{N} ().,-]/gu, '').slice(0, MAX_NAME);
