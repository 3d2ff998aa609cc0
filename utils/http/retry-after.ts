import { MAX_RETRY_AFTER_MS } from '../errors.ts';
import type { EpochMs } from '../units.ts';

/**
 * Reads the header `Retry-After` in both its forms, as milliseconds from now; undefined if it is missing or
 * unreadable. Source: RFC 9110, 10.2.3.
 */
export function parseRetryAfter(header: string | null, now: EpochMs): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER_MS) : undefined;
}
