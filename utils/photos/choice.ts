import type { EpochMs } from '../units.ts';
import type { Kind } from './kind.ts';

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
}

export const everything: Choice = {
  albums: null,
  unfiled: false,
  from: null,
  to: null,
  kinds: null,
  items: null,
};

/** What the choice looks at. */
export interface Candidate {
  key: string;
  kind: Kind;
  /** Local day, `2024-06-01`; null without a usable date. */
  day: string | null;
  /** Keys of the albums it is in. */
  albums: readonly string[];
}

/** Whether a photo is wanted. Without a date it is in no span of dates. */
export const isChosen = (
  { albums, unfiled, from, to, kinds, items }: Choice,
  candidate: Candidate,
): boolean =>
  (items === null || items.includes(candidate.key)) &&
  (kinds === null || kinds.includes(candidate.kind)) &&
  (from === null || (candidate.day !== null && candidate.day >= from)) &&
  (to === null || (candidate.day !== null && candidate.day <= to)) &&
  (albums === null ||
    (unfiled && candidate.albums.length === 0) ||
    candidate.albums.some((key) => albums.includes(key)));

/** Local day of a moment, where the offset from Greenwich is known. */
export const localDay = (at: EpochMs, offsetSeconds: number): string =>
  new Date(at + offsetSeconds * 1_000).toISOString().slice(0, 10);
