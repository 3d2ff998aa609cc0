/** How the tree at Jottacloud looks: as the albums are, by year and month, or one folder for all. */
export type Layout = 'albums' | 'year-month' | 'one-folder';

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
  details: DetailsFormat;
  /** Whether details files tell where a photo was taken. */
  places: boolean;
}

export const usualArrangement: Arrangement = {
  layout: 'albums',
  sharedLibrary: 'own-folder',
  hidden: false,
  recentlyDeleted: false,
  details: 'off',
  places: true,
};
