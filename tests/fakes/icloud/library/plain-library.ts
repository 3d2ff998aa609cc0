import { createLibrary, type Library } from './library.ts';

/**
 * Ordinary photos, all small: of ten items six are JPEGs, two Live Photos, one a movie, one an edited photo.
 * One album holds the first tenth. No two items share a name, a date or a master.
 */
export function plainLibrary({ items = 300, seed = 1 }: { items?: number; seed?: number } = {}): Library {
  const library = createLibrary(seed);
  for (let index = 0; index < items; index += 1) {
    const kind = index % 10;
    if (kind === 3 || kind === 6) library.addLivePhoto();
    else if (kind === 8) library.addVideo();
    else if (kind === 9) library.addEditedPhoto();
    else library.addPhoto();
  }
  const album = library.albums.addAlbum('First tenth');
  library.albums.addTo(album, ...library.primary.assets.slice(0, Math.ceil(items / 10)));
  return library;
}
