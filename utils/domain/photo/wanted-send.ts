import { type Choice, everything } from '../album/choice.ts';

/** What somebody wants to send from iCloud Photos: photos by record or by small picture, an album, or all. */
export type WantedSend =
  { assetNames: string[]; thumbs: string[] } | { albumName: string } | { everything: true };

/** The choice of a run that sends this. @param albumKeys keys in the log of albums of that record name */
export function choiceOf(wanted: WantedSend, albumKeys: (recordName: string) => string[]): Choice {
  if ('everything' in wanted) return everything;
  if ('albumName' in wanted) return { ...everything, albums: albumKeys(wanted.albumName) };
  return { ...everything, picks: { assets: wanted.assetNames, thumbs: wanted.thumbs } };
}

/** Photos in one press; more than that is an album or the library. 20,000 names are less than 1 MB. */
export const MAX_SENT = 20_000;
/** Names of records are UUIDs, checksums, or words between hyphens. Source: docs/icloud-photos.md 3.6, 4.1. */
export const RECORD_NAME = /^[\w+/=-]{1,80}$/;
/** 21 bytes in base64 of either alphabet. Source: docs/icloud-photos.md 5.1. */
export const THUMB = /^[\w+/-]{28}$/;

/** Reads what a page or the storage says is wanted; null for anything of another shape or size. */
export function parseWanted(value: unknown): WantedSend | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: { everything?: unknown; albumName?: unknown; assetNames?: unknown; thumbs?: unknown } = value;
  const { everything: all, albumName, assetNames, thumbs } = given;
  if (all === true) return { everything: true };
  if (albumName !== undefined) return isWord(albumName, RECORD_NAME) ? { albumName } : null;
  if (!isWords(assetNames, RECORD_NAME) || !isWords(thumbs, THUMB)) return null;
  return { assetNames: [...new Set(assetNames)], thumbs: [...new Set(thumbs.map(plainThumb))] };
}

/** In the one alphabet in which Apple's fields have them. */
export const plainThumb = (thumb: string): string => thumb.replaceAll('-', '+').replaceAll('_', '/');

const isWord = (value: unknown, shape: RegExp): value is string =>
  typeof value === 'string' && shape.test(value);

const isWords = (value: unknown, shape: RegExp): value is string[] =>
  Array.isArray(value) && value.length <= MAX_SENT && value.every((word) => isWord(word, shape));
