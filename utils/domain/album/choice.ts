import type { EpochMs } from '../../units.ts';
import { kinds as allKinds, type Kind } from '../photo/kind.ts';

/** Which photos are to be copied; stored with the run. Each part narrows the ones before; null narrows nothing. */
export interface Choice {
  /** Keys of albums (not of folders): photos that are in one of them. */
  albums: string[] | null;
  /** With `albums`: photos that are in no album too. */
  unfiled: boolean;
  /** Days in the photos' own local time, `2024-06-01`, both included. */
  from: string | null;
  to: string | null;
  kinds: Kind[] | null;
  /** Keys of single items that were picked by hand. */
  items: string[] | null;
  /** Photos that were picked on Apple's page, by record name or by the fingerprint of a small picture. */
  picks: { assets: string[]; thumbs: string[] } | null;
}

export const everything: Choice = {
  albums: null,
  unfiled: false,
  from: null,
  to: null,
  kinds: null,
  items: null,
  picks: null,
};

/** Nothing is narrowed. */
export const isEverything = ({ albums, from, to, kinds: named, items, picks }: Choice): boolean =>
  [albums, from, to, named, items, picks].every((part) => part === null);

/** What the choice looks at. */
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

/** Lists of names are asked about once for each photo: as a set that is a matter of moments. */
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

/** Whether a photo is wanted. Without a date it is in no span of dates. */
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

/** Whether a choice takes in an album. */
export const isAlbumChosen = ({ albums }: Choice, key: string): boolean =>
  albums === null || albums.includes(key);

/** Local day of a moment, where the offset from Greenwich is known. */
export const localDay = (at: EpochMs, offsetSeconds: number): string =>
  new Date(at + offsetSeconds * 1_000).toISOString().slice(0, 10);

/** Albums, kinds or items that one choice may name; a person ticks a few hundred at most. */
const MAX_NAMED = 100_000;

/** A choice that a page sent, part by part; parts that make no sense narrow nothing. */
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
 * A choice that was stored with what was picked on Apple's page; null if a part of it makes no sense: unlike in
 * {@link parseChoice} it must not narrow nothing.
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

/** @returns undefined for what is no list of picks */
function parsePicks(value: unknown): Choice['picks'] | undefined {
  if (value === null || value === undefined) return null;
  const { assets, thumbs }: { assets?: unknown; thumbs?: unknown } = Object(value);
  return isTexts(assets) && isTexts(thumbs) ? { assets, thumbs } : undefined;
}

const isTexts = (list: unknown): list is string[] =>
  Array.isArray(list) && list.length <= MAX_NAMED && list.every((text) => typeof text === 'string');
