import type { EpochMs, Md5 } from '../../units.ts';
import type { ManifestHeader } from './manifest.ts';

/** What is kept at the destination: a list with names, one with hashes in their place, or none. */
export type ManifestMode = 'names' | 'hashes' | 'off';

const modes: readonly ManifestMode[] = ['names', 'hashes', 'off'];

/** Parses a stored mode; the default for an invalid one. */
export const parseManifestMode = (value: unknown): ManifestMode =>
  modes.find((mode) => mode === value) ?? 'names';

/** This computer as another one sees it. */
export interface Device {
  /** 32 hex digits, chosen at random for each browser profile. */
  id: string;
  /** Name to show, `Chrome (Mac)`. */
  name: string;
}

/** Settings of the manifest, which only the background can read. */
export interface ManifestSettings {
  mode: ManifestMode;
  device: Device;
  /** Version of Fotoflytt. */
  writer: string;
}

/** The log's record of one manifest. */
export interface ManifestState extends Pick<ManifestHeader, 'id' | 'salt' | 'hasNames'> {
  destinationFolder: string;
  jottacloudUser: string;
  /** `placementOf` the run whose files it lists; null: before the first file. */
  placedUnder: string | null;
  /** Generation of the latest complete base; 0: there is none. */
  generation: number;
  /** Entries of that base, and of all its segments. */
  baseEntries: number;
  segmentEntries: number;
  /** Segments after the base. */
  segments: number;
  /** Contents that we wrote or began to write, by path. No other content is replaced. */
  written: Record<string, Md5[]>;
  /** Paths of the parts whose content has names. */
  named: string[];
  /** Changes of files in the log that the parts hold. */
  changes: number;
  /** Files confirmed up to then are in the parts. */
  coveredTo: EpochMs;
}

/** Facts that decide whether the next part is a base. */
export interface NextPart extends Pick<ManifestState, 'hasNames' | 'placedUnder'> {
  /** Entries that are new; null: all must be written again. */
  newEntries: number | null;
}

/** Segments after which a base takes their place. */
const MAX_SEGMENTS = 20;

/**
 * Whether everything is written into a new base instead of another segment. A new base is needed if there are many or large
 * segments, if files have other paths, or if the setting for names has changed.
 */
export function needsBase(state: ManifestState, next: NextPart): boolean {
  if (state.generation === 0 || next.newEntries === null) return true;
  if (state.hasNames !== next.hasNames || state.placedUnder !== next.placedUnder) return true;
  return state.segments >= MAX_SEGMENTS || state.segmentEntries + next.newEntries > state.baseEntries / 2;
}

/** Contents of one path that are remembered while uploads of it fail. */
const MAX_BEGUN = 8;

/** Returns a state that knows one content more of a path: it is about to be written. */
export function withBegun(state: ManifestState, path: string, md5: Md5): ManifestState {
  const [confirmed, ...begun] = state.written[path] ?? [];
  const known = [...(confirmed ? [confirmed] : []), ...begun.slice(1 - MAX_BEGUN)];
  return { ...state, written: { ...state.written, [path]: [...known, md5] } };
}

/** Returns a state after a content was written to a path. */
export function withWritten(
  state: ManifestState,
  path: string,
  { md5, hasNames }: { md5: Md5; hasNames: boolean },
): ManifestState {
  const others = state.named.filter((other) => other !== path);
  return {
    ...state,
    written: { ...state.written, [path]: [md5] },
    named: hasNames ? [...others, path] : others,
  };
}
