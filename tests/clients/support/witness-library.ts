import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import type { AssetRecord } from '../../fakes/icloud/library/records.ts';

/** More than one page of any list. */
const PLAIN_PHOTOS = 230;
/** More than two pages of an album. */
const ALBUM_PHOTOS = 150;

/** Albums of {@link witnessLibrary}, by the path that a client shows. */
export interface WitnessAlbum {
  path: string;
  assets: AssetRecord[];
}

/** The library that other programs copy. */
export interface WitnessLibrary {
  library: Library;
  albums: WitnessAlbum[];
}

/** Contents of the library. */
export interface WitnessOptions {
  /** Includes the Live Photo whose still Apple lacks: icloudpd ends at it with an error. Default true. */
  withUnfinished?: boolean;
}

/**
 * A library with every kind of item that at least one of the programs is known to treat in its own way, and with lists
 * that need several pages. Small files, always the same.
 */
export function witnessLibrary({ withUnfinished = true }: WitnessOptions = {}): WitnessLibrary {
  const library = createLibrary(1401);
  const plain = Array.from({ length: PLAIN_PHOTOS }, (_, index) =>
    library.addPhoto({ name: `IMG_${String(index + 1).padStart(4, '0')}.JPG` }),
  );
  addKinds(library);
  if (withUnfinished) library.addLivePhoto({ name: 'UPLOADING_0001.HEIC', originalMissing: true });
  addNames(library);
  addSharedLibrary(library);

  const { albums } = library;
  const folder = albums.addFolder('Resor');
  const inner = albums.addAlbum('Lofoten', { parent: folder });
  const large = albums.addAlbum('Sommar');
  const few = plain.slice(0, 3);
  albums.addTo(inner, ...few);
  albums.addTo(large, ...plain.slice(0, ALBUM_PHOTOS));
  return {
    library,
    albums: [
      { path: 'Resor/Lofoten', assets: few },
      { path: 'Sommar', assets: plain.slice(0, ALBUM_PHOTOS) },
    ],
  };
}

function addKinds(library: Library): void {
  library.addLivePhoto({ name: 'LIVE_0001.HEIC', favourite: true });
  library.addLivePhoto({ name: 'LIVE_0002.HEIC', editedStill: {}, editedVideo: {} });
  library.addEditedPhoto({ name: 'EDIT_0001.JPG' });
  library.addEditedPhoto({
    name: 'EDIT_0002.HEIC',
    type: 'public.heic',
    editedStill: { type: 'public.heic' },
  });
  library.addVideo({ name: 'MOV_0001.MOV' });
  library.addEditedVideo({ name: 'MOV_0002.MOV' });
  library.addEditedVideo({
    name: 'MOV_0003.MOV',
    assetSubtype: 100,
    adjustmentType: 'com.apple.video.slomo',
  });
  library.addRawAndJpeg({ name: 'RAW_0001.JPG' });
  library.addRawAndJpeg({ name: 'RAW_0002.CR2', rawFirst: true });
  library.addPhoto({ name: 'SIDE_0001.JPG', sidecar: {} });
  library.addPhoto({ name: 'LATER_0001.JPG', urlOnlyOnLookup: true });
  library.duplicateOf(library.addPhoto({ name: 'TWICE_0001.JPG' }));
  library.addPhoto({ name: 'HIDDEN_0001.JPG', hidden: true });
  library.delete(library.addPhoto({ name: 'DELETED_0001.JPG' }));
  library.delete(library.addPhoto({ name: 'DELETED_0002.JPG' }));
}

function addNames(library: Library): void {
  library.addPhoto({ name: 'cafe\u0301.jpg' });
  library.addPhoto({ name: 'sol ☀️ 写真 100% & +.jpg' });
  library.addPhoto({ name: 'SAME_0001.JPG' });
  library.addPhoto({ name: 'SAME_0001.JPG' });
  library.addPhoto({ name: null });
  library.addPhoto({ name: { kind: 'plainString', text: 'plain.jpg' } });
}

function addSharedLibrary(library: Library): void {
  const zone = library.addSharedLibrary('shared');
  const shared = library.addPhoto({ zone, name: 'SHARED_0001.JPG' });
  library.addLivePhoto({ zone, name: 'SHARED_0002.HEIC' });
  library.addSparse(shared);
}
