/** The frame in which the Photos application runs inside icloud.com's shell. Seen 2026-11 (docs/icloud-photos.md 9.1). */
export const PHOTOS_FRAME = 'iframe[src*="/applications/photos"]';

/** Path of that frame's own address, whatever the language. Seen 2026-11. */
export const PHOTOS_FRAME_PATH = /^\/applications\/photos/;

/** Path of the shell around it, with or without a language. Seen 2026-11. */
export const PHOTOS_SHELL_PATH = /^\/([a-z]{2}(-[a-z]{2})?\/)?photos(\/|$)/i;

/**
 * The shell's `#/i,pz,49F535F0-7F87-4CCE-BB87-09C434C22F73,1352/`: one photo is open, by its asset record name. Seen in
 * public files and two extensions, undated; the newest of 2026 (docs/icloud-photos.md 9.2).
 */
export const OPEN_PHOTO = /^#\/i,[^,/]{0,40},([\w-]{1,80})[,/]/;

/** Any UUID in the shell's address. Of albums' addresses nothing is known but that they name something: never seen. */
export const ADDRESS_UUID = /[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}/gi;

/** How many photos are selected, in words: "24 selected". Seen undated, on a shared page (docs/icloud-photos.md 9.3). */
export const SELECTION_COUNT = '.placard-count';

/** Picture inside a tile. Seen 2026-08. */
export const TILE_PICTURE = 'img';

/** A method to find the tiles of the grid and their selection. The first one that finds any is used. */
export interface TileStrategy {
  /** When it was last seen to work. */
  seen: string;
  findTiles(page: ParentNode): Element[];
  isSelected(tile: Element): boolean;
}

const SIGNED_PICTURE = 'img[src*=".icloud-content.com"][src*="/B/"]';
const SELECTABLE = '[aria-selected], [aria-checked]';
/** Pictures without a signed URL count only inside a selectable element: any page may show others. */
const UNSIGNED_PICTURE = ':is([aria-selected], [aria-checked]) img[src^="blob:"]';

/**
 * No script of ours reads the properties of the page's own elements (`el.view`, React's keys), which would tell record
 * names: they live in the page's world, where ours would be in reach of the page. Source: docs/icloud-photos.md 9.4.
 */
export const tileStrategies: readonly TileStrategy[] = [
  {
    seen: '2026-08', // five scripts agree
    findTiles: (page) => [...page.querySelectorAll('.PhotoItemView')],
    isSelected: (tile) => tile.classList.contains('is-selected'),
  },
  {
    seen: 'undated', // two scripts name the cell around the tile
    findTiles: (page) => [...page.querySelectorAll('.grid-item')],
    isSelected: (tile) =>
      tile.classList.contains('is-selected') || tile.querySelector('.is-selected') !== null,
  },
  {
    seen: 'never', // what is left when all class names change: Apple's signed addresses, and what ARIA asks of a grid
    findTiles: (page) =>
      [...page.querySelectorAll(`${SIGNED_PICTURE}, ${UNSIGNED_PICTURE}`)].map(
        (picture) => picture.closest(SELECTABLE) ?? picture,
      ),
    isSelected: (tile) =>
      tile.getAttribute('aria-selected') === 'true' || tile.getAttribute('aria-checked') === 'true',
  },
];

/** Elements that our button must not cover: Apple's own controls, custom ones included. Seen 2026 (docs/icloud-photos.md 9.3). */
export const CONTROLS =
  'button, a[href], input, select, textarea, ui-button, ui-menu-item, [role="button"], [role="slider"], [role="menuitem"], [role="tab"], .SidebarItem';

/** Apple's tools above the grid and the photo; our button is beside them if there is space. Seen 2026 (docs/icloud-photos.md 9.3). */
export const TOOLBAR_BUTTONS =
  'ui-button.DownloadButton, ui-button.DeleteButton, ui-button.ContextMeatballButton';
