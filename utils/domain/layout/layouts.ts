import type { ListName } from './destination-path.ts';

/** How the tree at Jottacloud looks: folders as the albums are, by year and month, or one folder for all. */
export const layouts = ['albums', 'year-month', 'one-folder'] as const;

/** Name of a layout. */
export type Layout = (typeof layouts)[number];

/** What a layout makes of a photo's albums and date. */
interface LayoutRules {
  /** Each album is a folder, and a photo is in the folders of all its albums. */
  hasAlbumFolders: boolean;
  /** Folders by date inside the folder of a list. */
  listDates: 'year' | 'month' | 'none';
  /** Folders by date inside the folder of a shared album. */
  sharedAlbumDates: 'month' | 'none';
}

const rules: Record<Layout, LayoutRules> = {
  albums: { hasAlbumFolders: true, listDates: 'year', sharedAlbumDates: 'none' },
  'year-month': { hasAlbumFolders: false, listDates: 'month', sharedAlbumDates: 'month' },
  'one-folder': { hasAlbumFolders: false, listDates: 'none', sharedAlbumDates: 'none' },
};

/** Returns the rules of a layout. */
export const rulesOf = ({ layout }: { layout: Layout }): LayoutRules => rules[layout];

/** Returns whether photos of a list are in the folders of their albums. */
export const usesAlbumFolders = (arrangement: { layout: Layout }, list: ListName): boolean =>
  hasAlbumFolders(arrangement) && list === 'main';

/** Returns whether each album is a folder. */
export const hasAlbumFolders = (arrangement: { layout: Layout }): boolean =>
  rulesOf(arrangement).hasAlbumFolders;
