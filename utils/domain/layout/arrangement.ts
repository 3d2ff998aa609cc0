import { type FolderLanguage, folderLanguages } from './folder-names.ts';
import { type Layout, layouts } from './layouts.ts';

/** Format of the files beside each photo that hold details which its own bytes lack. */
export type DetailsFormat = 'off' | 'json' | 'xmp';

/** How a copy is laid out and what belongs to it. Stored with each run, so that a change applies to the next run. */
export interface Arrangement {
  layout: Layout;
  /** Puts the Shared Library into a top folder of its own, or among the user's own photos. */
  sharedLibrary: 'own-folder' | 'together';
  /** Copies hidden photos too, into a folder of their own. */
  hidden: boolean;
  /** Copies recently deleted photos too, into a folder of their own. */
  recentlyDeleted: boolean;
  /** Copies new shared albums (iOS 27) too, each into a folder of its own. */
  sharedAlbums: boolean;
  /** Frames of bursts to copy: the picked ones, or all. */
  bursts: 'chosen' | 'all';
  /** Copies further files too: the base of an edit, sound, the area outside the frame. */
  editData: boolean;
  /** Copies renditions by Apple that open everywhere too, into a folder of their own. Absent in older runs: off. */
  compatible?: boolean;
  details: DetailsFormat;
  /** Language of our own folders, chosen at the first copy and kept by all later ones; absent: English. */
  folderLanguage?: FolderLanguage;
  /** Includes the place of a photo in its details file, and in galleries. */
  places: boolean;
  /** Writes a gallery into each folder, if there are details files; absent: not. */
  gallery?: boolean;
}

/** The arrangement before any setting was changed. */
export const defaultArrangement: Arrangement = {
  layout: 'albums',
  sharedLibrary: 'own-folder',
  hidden: false,
  recentlyDeleted: false,
  sharedAlbums: false,
  bursts: 'chosen',
  editData: false,
  compatible: false,
  details: 'off',
  places: true,
};

/** Returns whether a copy writes galleries: their captions come from the same details. */
export const wantsGallery = ({ gallery, details }: Pick<Arrangement, 'gallery' | 'details'>): boolean =>
  gallery === true && details !== 'off';

/** Parses a stored or sent arrangement, with the default in place of each invalid field. */
export function parseArrangement(value: unknown): Arrangement {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const oneOf = <Name extends string>(field: string, names: readonly Name[], usual: Name): Name =>
    names.find((name) => name === given[field]) ?? usual;
  const flag = (field: string, usual: boolean): boolean =>
    typeof given[field] === 'boolean' ? given[field] : usual;
  const language = folderLanguages.find((known) => known === given['folderLanguage'] && known !== 'en');
  return {
    layout: oneOf('layout', layouts, defaultArrangement.layout),
    sharedLibrary: oneOf('sharedLibrary', ['own-folder', 'together'], defaultArrangement.sharedLibrary),
    hidden: flag('hidden', defaultArrangement.hidden),
    recentlyDeleted: flag('recentlyDeleted', defaultArrangement.recentlyDeleted),
    sharedAlbums: flag('sharedAlbums', defaultArrangement.sharedAlbums),
    bursts: oneOf('bursts', ['chosen', 'all'], defaultArrangement.bursts),
    editData: flag('editData', defaultArrangement.editData),
    compatible: flag('compatible', false),
    details: oneOf('details', ['off', 'json', 'xmp'], defaultArrangement.details),
    places: flag('places', defaultArrangement.places),
    ...(flag('gallery', false) && { gallery: true }),
    ...(language && { folderLanguage: language }),
  };
}
