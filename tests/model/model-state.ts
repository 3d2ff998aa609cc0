import type { ModelWorld } from './model-world.ts';
import type { AlbumRecord, AssetRecord, LibraryZone } from '../fakes/icloud/library/records.ts';

/** Requested photos, until they are copied or the request is withdrawn. */
export interface ModelRequest {
  kind: 'copy' | 'send';
  /** The presses on one photo of Apple's page name it. */
  assetNames: string[];
  /** Number of the moment at which it was pressed. */
  at: number;
}

/** All that a life has made so far, in its own words: nothing of it comes from the product's log. */
export interface ModelState {
  world: ModelWorld;
  /** Counts the steps; what happens in one step happens at once. */
  moment: number;
  photos: AssetRecord[];
  albums: AlbumRecord[];
  folders: AlbumRecord[];
  shared: LibraryZone | null;
  /** Moment of the last change at Apple, by record name of the photo. */
  touchedAt: Map<string, number>;
  /** Moment of the last change of any kind that gives the next press something to do. */
  newsAt: number;
  /** Parents that an album or a folder has had. */
  parents: Map<AlbumRecord, (AlbumRecord | undefined)[]>;
  /** Album folders that a photo was in, to which a copy may still point. */
  formerAlbums: Map<string, Set<AlbumRecord>>;
  /** Foreign files by path, with the MD5 they were planted with. */
  foreign: Map<string, string>;
  /** Versions of files that the person has changed, by path. */
  versionsByHand: Map<string, number>;
  /** Moment at which something was last taken away at Jottacloud, or put in the way there. */
  damagedAt: number;
  /** The same, while a run was looking through it: it may have looked there before. */
  damagedInCheckAt: number;
  /** Paths that foreign files have had at some time. */
  disturbed: Set<string>;
  wishes: ModelRequest[];
  /** When Apple was last asked without a press, in milliseconds since 1970. */
  lookedAt: number;
  /** Something blocks the product at this moment. */
  readonly isTroubled: boolean;
  /** Trouble of services began or ended last at this moment. */
  troubledAt: number;
}

/** A photo by its number, counted round; undefined while there is none. */
export const nth = <T>(all: readonly T[], number: number): T | undefined =>
  all.length === 0 ? undefined : all[number % all.length];

/** Writes down that something of a photo changed at Apple. */
export function touch(state: ModelState, ...assets: readonly AssetRecord[]): void {
  for (const { recordName } of assets) state.touchedAt.set(recordName, state.moment);
  state.newsAt = state.moment;
}
