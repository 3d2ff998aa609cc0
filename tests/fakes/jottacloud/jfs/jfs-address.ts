import { findNameFault } from './jfs-name.ts';

/** An address below `/jfs/`, decoded: `user[/device[/mountpoint[/names…]]]`. */
export interface JfsAddress {
  segments: string[];
  query: URLSearchParams;
}

/** Refused before the application sees it: an HTML page. */
export class BadAddressError extends Error {
  override readonly name = 'BadAddressError';
}

/**
 * Reads a raw path of the jfs host. A `+` is a space, so that a client which forgets `%2B` fails.
 *
 * @throws {BadAddressError} for `%25` or anything that is not percent-encoded UTF-8. Source: docs/jottacloud.md 2.8, 8.2.
 */
export function parseJfsAddress(rawPath: string): JfsAddress {
  const questionMark = rawPath.indexOf('?');
  const path = questionMark < 0 ? rawPath : rawPath.slice(0, questionMark);
  const query = new URLSearchParams(questionMark < 0 ? '' : rawPath.slice(questionMark + 1));
  if (!path.startsWith('/jfs/') || path.includes('%25')) throw new BadAddressError(path);
  // The source address of `mvDir` ends in a slash.
  const segments = path.slice('/jfs/'.length).replace(/\/$/, '').split('/');
  try {
    return { segments: segments.map((segment) => decodeURIComponent(segment.replaceAll('+', ' '))), query };
  } catch {
    throw new BadAddressError(path);
  }
}

/** Why the application refuses the address, or nothing. */
export function findAddressFault(segments: string[]): string | undefined {
  return segments.map(findNameFault).find((found) => found !== undefined);
}
