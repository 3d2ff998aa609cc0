import type { FolderLanguage } from './folder-names.ts';
import { type Layout, layouts } from './layouts.ts';

/** Files beside each photo that hold what is no part of its bytes. */
export type DetailsFormat = 'off' | 'json' | 'xmp';

/** Where things land and what belongs to the copy; stored with each run, so that a change begins with the next one. */
export interface Arrangement {
  layout: Layout;
  /** The Shared Library in a top folder of its own, or among the user's own photos. */
  sharedLibrary: 'own-folder' | 'together';
  /** Hidden photos too, in a folder of their own. */
  hidden: boolean;
  /** Recently deleted photos too, in a folder of their own. */
  recentlyDeleted: boolean;
  /** New shared albums (iOS 27) too, each in a folder of its own. */
  sharedAlbums: boolean;
  /** Of a burst: the frames that were picked, or all. */
  bursts: 'chosen' | 'all';
  /** Also the further files of a photo: what an edit was made from, sound, what lies outside the frame. */
  editData: boolean;
  details: DetailsFormat;
  /** Language of our own folders, chosen at the first copy and kept by all later ones; absent: English. */
  folderLanguage?: FolderLanguage;
  /** Whether details files tell where a photo was taken. */
  places: boolean;
}

export const defaultArrangement: Arrangement = {
  layout: 'albums',
  sharedLibrary: 'own-folder',
  hidden: false,
  recentlyDeleted: false,
  sharedAlbums: false,
  bursts: 'chosen',
  editData: false,
  details: 'off',
  places: true,
};

/** What was stored or sent by a page, with the usual in place of anything that makes no sense. */
export function parseArrangement(value: unknown): Arrangement {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const oneOf = <Name extends string>(field: string, names: readonly Name[], usual: Name): Name =>
    names.find((name) => name === given[field]) ?? usual;
  const flag = (field: string, usual: boolean): boolean =>
    typeof given[field] === 'boolean' ? given[field] : usual;
  return {
    layout: oneOf('layout', layouts, defaultArrangement.layout),
    sharedLibrary: oneOf('sharedLibrary', ['own-folder', 'together'], defaultArrangement.sharedLibrary),
    hidden: flag('hidden', defaultArrangement.hidden),
    recentlyDeleted: flag('recentlyDeleted', defaultArrangement.recentlyDeleted),
    sharedAlbums: flag('sharedAlbums', defaultArrangement.sharedAlbums),
    bursts: oneOf('bursts', ['chosen', 'all'], defaultArrangement.bursts),
    editData: flag('editData', defaultArrangement.editData),
    details: oneOf('details', ['off', 'json', 'xmp'], defaultArrangement.details),
    places: flag('places', defaultArrangement.places),
    ...(given['folderLanguage'] === 'nb' && { folderLanguage: 'nb' }),
  };
}
