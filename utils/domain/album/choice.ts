import type { EpochMs } from '../../units.ts';
import { kinds as allKinds, type Kind } from '../photo/kind.ts';

/** Selects the photos to copy; stored with the run. Each part narrows the selection; null does not. */
export interface Choice {
  /** Keys of albums (not of folders), for photos in any of them. */
  albums: string[] | null;
  /** With `albums`: also photos that are in no album. */
  unfiled: boolean;
  /** Days in the photos' own local time, `2024-06-01`, both included. */
  from: string | null;
  to: string | null;
  kinds: Kind[] | null;
  /** Keys of single items. */
  items: string[] | null;
  /** Photos that were picked on iCloud Photos, by record name or by thumbnail fingerprint. */
  picks: { assets: string[]; thumbs: string[] } | null;
}

/** The choice of the whole library. */
export const everything: Choice = {
  albums: null,
  unfiled: false,
  from: null,
  to: null,
  kinds: null,
  items: null,
  picks: null,
};

/** Returns whether a choice narrows nothing. */
export const isEverything = ({ albums, from, to, kinds: named, items, picks }: Choice): boolean =>
  [albums, from, to, named, items, picks].every((part) => part === null);

/** Properties of a photo that a choice checks. */
export interface Candidate {
  key: string;
  kind: Kind;
  /** Local day, `2024-06-01`; null without a usable date. */
  day: string | null;
  /** Keys of the albums it is in. */
  albums: readonly string[];
  assetName: string;
  thumbs: readonly string[];
}

/** Caches lists as sets: each is searched once for each photo. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();
const holds = (list: readonly string[], name: string): boolean => {
  const set = sets.get(list) ?? new Set(list);
  sets.set(list, set);
  return set.has(name);
};

const isPicked = (
  { key, assetName, thumbs }: Candidate,
  items: Choice['items'],
  picks: Choice['picks'],
): boolean =>
  (items === null && picks === null) ||
  (items !== null && holds(items, key)) ||
  (picks !== null && (holds(picks.assets, assetName) || thumbs.some((thumb) => holds(picks.thumbs, thumb))));

/** Returns whether a choice includes a photo. A photo without a date is in no range of dates. */
export const isChosen = (
  { albums, unfiled, from, to, kinds: chosenKinds, items, picks }: Choice,
  candidate: Candidate,
): boolean =>
  isPicked(candidate, items, picks) &&
  (chosenKinds === null || chosenKinds.includes(candidate.kind)) &&
  (from === null || (candidate.day !== null && candidate.day >= from)) &&
  (to === null || (candidate.day !== null && candidate.day <= to)) &&
  (albums === null ||
    (unfiled && candidate.albums.length === 0) ||
    candidate.albums.some((key) => albums.includes(key)));

/** Returns whether a choice takes in an album. */
export const isAlbumChosen = ({ albums }: Choice, key: string): boolean =>
  albums === null || albums.includes(key);

/** Returns the local day of a moment, `2024-06-01`. @param offsetSeconds east of UTC */
export const localDay = (at: EpochMs, offsetSeconds: number): string =>
  new Date(at + offsetSeconds * 1_000).toISOString().slice(0, 10);

/** Albums, kinds or items that one choice may name. A person ticks a few hundred at most. */
const MAX_NAMED = 100_000;

/** Parses a choice from a page part by part; an invalid part narrows nothing. */
export function parseChoice(value: unknown): Choice {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const texts = (field: string): string[] | null => {
    const list: unknown = given[field];
    if (!Array.isArray(list) || list.length > MAX_NAMED) return null;
    const named: unknown[] = list;
    return named.filter((text) => typeof text === 'string').map(String);
  };
  const day = (field: string): string | null => {
    const text = given[field];
    return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
  };
  const named = texts('kinds');
  return {
    albums: texts('albums'),
    unfiled: given['unfiled'] === true,
    from: day('from'),
    to: day('to'),
    kinds: named && allKinds.filter((kind) => named.includes(kind)),
    items: texts('items'),
    picks: null,
  };
}

/**
 * Parses a stored choice with its picks; null if a part is invalid. Unlike in {@link parseChoice}, an invalid part must
 * not widen the choice.
 */
export function parseStoredChoice(value: unknown): Choice | null {
  if (typeof value !== 'object' || value === null) return null;
  const given: Record<string, unknown> = { ...value };
  const picks = parsePicks(given['picks']);
  if (picks === undefined) return null;
  const choice = { ...parseChoice(value), picks };
  const parts = ['albums', 'from', 'to', 'kinds', 'items'] as const;
  return parts.some((part) => choice[part] === null && (given[part] ?? null) !== null) ? null : choice;
}

/** @returns undefined for an invalid value */
function parsePicks(value: unknown): Choice['picks'] | undefined {
  if (value === null || value === undefined) return null;
  const { assets, thumbs }: { assets?: unknown; thumbs?: unknown } = Object(value);
  return isTexts(assets) && isTexts(thumbs) ? { assets, thumbs } : undefined;
}

const isTexts = (list: unknown): list is string[] =>
  Array.isArray(list) && list.length <= MAX_NAMED && list.every((text) => typeof text === 'string');
