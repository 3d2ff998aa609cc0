import { epochMs, recordName } from '../../units.ts';
import type { AlbumNode } from '../album/album-tree.ts';
import type { ListName } from './destination-path.ts';
import { noDetails } from '../photo/details.ts';
import type { PhotoItem } from '../photo/item.ts';

/** A photo of a sample, with what decides its folders. */
export interface SamplePhoto {
  item: PhotoItem;
  library: 'personal' | 'shared';
  list: ListName;
  /** Keys of the albums it is in. */
  albums: string[];
}

/** Albums and photos that show what a layout does. */
export interface LayoutSample {
  /** True for the user's own photos, false for an example. */
  isOwn: boolean;
  albums: AlbumNode[];
  photos: SamplePhoto[];
}

/** Builds an example until the user's own photos are known. @param names of two albums and of a folder that holds the second */
export function exampleSample(names: { album: string; folder: string; inFolder: string }): LayoutSample {
  return {
    isOwn: false,
    albums: [
      album('a1', names.album, null, 1),
      album('f1', names.folder, null, 2),
      album('a2', names.inFolder, 'f1', 3),
    ],
    photos: [
      photo('IMG_0412.HEIC', [2019, 6, 14], { albums: ['a1'] }),
      photo('IMG_1755.JPG', [2023, 2, 3], { albums: ['a2'] }),
      photo('IMG_2231.HEIC', [2024, 5, 21], {}),
      ...exampleOfOtherLists,
    ],
  };
}

const album = (key: string, name: string, parent: string | null, createdAt: number): AlbumNode => ({
  key,
  name,
  parent,
  createdAt,
  recordName: key,
  path: null,
});

function photo(
  fileName: string,
  [year, month, day]: [number, number, number],
  { library = 'personal', list = 'main', albums = [] }: Partial<Omit<SamplePhoto, 'item'>>,
): SamplePhoto {
  const at = epochMs(Date.UTC(year, month, day, 12));
  const asset = {
    recordName: recordName(fileName),
    masterName: recordName(fileName),
    capturedAt: at,
    addedAt: at,
    timeZoneOffsetSeconds: 0,
    isHidden: list === 'hidden',
    isDeleted: list === 'deleted',
    isFavorite: false,
    subtype: 0,
    subtypeV2: 0,
    renderType: 0,
    details: noDetails,
    editedStill: null,
    editedVideo: null,
    thumbs: [],
  };
  const original = {
    role: 'original' as const,
    holder: asset.masterName,
    field: 'resOriginalRes',
    checksum: '',
    sizeBytes: 0,
    fileType: null,
  };
  return {
    item: { asset, fileName, itemType: null, originals: [original], originalMissing: false, thumbs: [] },
    library,
    list,
    albums,
  };
}

/** Example photos of the optional lists. */
export const exampleOfOtherLists: readonly SamplePhoto[] = [
  photo('IMG_1980.JPG', [2024, 6, 9], { library: 'shared' }),
  photo('IMG_1204.JPG', [2022, 9, 2], { list: 'hidden' }),
  photo('IMG_2300.MOV', [2024, 7, 30], { list: 'deleted' }),
];
