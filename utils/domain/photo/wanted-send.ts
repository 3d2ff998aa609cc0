import { type Choice, everything } from '../album/choice.ts';

/** What a person sends from iCloud Photos: photos by record name or thumbnail, an album, or everything. */
export type WantedSend =
  { assetNames: string[]; thumbs: string[] } | { albumName: string } | { everything: true };

/** Returns the choice of the run that sends it. @param albumKeys keys in the log of albums of that record name */
export function choiceOf(wanted: WantedSend, albumKeys: (recordName: string) => string[]): Choice {
  if ('everything' in wanted) return everything;
  if ('albumName' in wanted) return { ...everything, albums: albumKeys(wanted.albumName) };
  return { ...everything, picks: { assets: wanted.assetNames, thumbs: wanted.thumbs } };
}

/** Photos in one press. More are an album or the library. 20,000 names take less than 1 MB. */
export const MAX_SENT = 20_000;
/** Record names are UUIDs, checksums, or words between hyphens. Source: docs/icloud-photos.md 3.6, 4.1. */
export const RECORD_NAME = /^[\w+/=-]{1,80}$/;
/** Thumbnail fingerprint: 21 bytes as base64 in either alphabet. Source: docs/icloud-photos.md 5.1. */
export const THUMB = /^[\w+/-]{28}$/;

/** Parses a send from a page or from storage; null for another shape or size. */
export function parseWanted(value: unknown): WantedSend | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: { everything?: unknown; albumName?: unknown; assetNames?: unknown; thumbs?: unknown } = value;
  const { everything: all, albumName, assetNames, thumbs } = given;
  if (all === true) return { everything: true };
  if (albumName !== undefined) return isWord(albumName, RECORD_NAME) ? { albumName } : null;
  if (!isWords(assetNames, RECORD_NAME) || !isWords(thumbs, THUMB)) return null;
  return { assetNames: [...new Set(assetNames)], thumbs: [...new Set(thumbs.map(plainThumb))] };
}

/** Returns a fingerprint in the alphabet of Apple's fields. */
export const plainThumb = (thumb: string): string => thumb.replaceAll('-', '+').replaceAll('_', '/');

const isWord = (value: unknown, shape: RegExp): value is string =>
  typeof value === 'string' && shape.test(value);

const isWords = (value: unknown, shape: RegExp): value is string[] =>
  Array.isArray(value) && value.length <= MAX_SENT && value.every((word) => isWord(word, shape));
