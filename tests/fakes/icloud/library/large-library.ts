import { createLibrary, type Library } from './library.ts';
import type { AlbumRecord, AssetRecord } from './records.ts';

/** How a large library differs from the one of 10,000 items in 200 albums. */
export interface LargeOptions {
  items?: number;
  seed?: number;
}

const FIRST_TAKEN_MS = Date.UTC(2015, 0, 1, 12);
/** Time between two photos: 100,000 of them fill 91 years. */
const EIGHT_HOURS_MS = 8 * 60 * 60 * 1000;
/** Albums that take a share of every second place: longer than one page. */
const BUSY_ALBUMS = 20;

/**
 * Three photos a day from 2015 on, of some twenty bytes each; every tenth is a Live Photo. 200 albums in three levels: 16 on
 * top, 24 in 8 folders, 160 in 40 folders within those. Every fourth item is in two albums, the others in none. Of each
 * hundred items one is a "Duplicate" of the one before it, and two have the name of the one before them.
 */
export function largeLibrary({ items = 10_000, seed = 1 }: LargeOptions = {}): Library {
  const library = createLibrary(seed);
  const albums = addAlbums(library);
  let last: AssetRecord | undefined;
  for (let index = 0; index < items; index += 1) {
    last = addItem(library, index, last);
    if (index % 4 !== 0) continue;
    const position = index / 4;
    const [own, busy] = [albums[position % albums.length], albums[position % BUSY_ALBUMS]];
    const other = own === busy ? albums[(position % BUSY_ALBUMS) + BUSY_ALBUMS] : busy;
    for (const album of [own, other]) if (album) library.albums.addTo(album, last);
  }
  return library;
}

function addItem(library: Library, index: number, before: AssetRecord | undefined): AssetRecord {
  const inHundred = index % 100;
  const takenAt = FIRST_TAKEN_MS + index * EIGHT_HOURS_MS;
  const when = { takenAt, addedAt: takenAt + 5_000 };
  if (inHundred === 10 && before) return library.duplicateOf(before, when);
  const hasNameOfLast = inHundred === 2 || inHundred === 7;
  const number = String(hasNameOfLast ? index - 1 : index).padStart(5, '0');
  const isLive = index % 10 === 5;
  const file = (what: string) => ({ bytes: Buffer.from(`${what} ${index} of ${library.primary.zoneName}`) });
  return library.addPhoto({
    ...when,
    ...file('photo'),
    name: `IMG_${number}.${isLive ? 'HEIC' : 'JPG'}`,
    width: 1_200, // no medium preview
    height: 900,
    ...(isLive ? { type: 'public.heic', liveVideo: file('video'), assetSubtypeV2: 2 } : {}),
  });
}

/** All albums, those on top first. */
function addAlbums({ albums }: Library): AlbumRecord[] {
  const made = (count: number, name: string, parent?: AlbumRecord): AlbumRecord[] =>
    Array.from({ length: count }, (_, index) =>
      albums.addAlbum(`${name} ${index + 1}`, parent ? { parent } : {}),
    );
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const folders = numbers(8).map((number) => albums.addFolder(`Folder ${number}`));
  const inner = folders.flatMap((parent) =>
    numbers(5).map((number) => albums.addFolder(`Inner ${number}`, { parent })),
  );
  return [
    ...made(16, 'Top album'),
    ...folders.flatMap((folder) => made(3, 'Album', folder)),
    ...inner.flatMap((folder) => made(4, 'Album', folder)),
  ];
}
