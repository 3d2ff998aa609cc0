import type { World } from './start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const arrangement = { ...defaultArrangement, layout: 'year-month' as const };
/** The option on, in folders by month. */
export const on = { arrangement: { ...arrangement, compatible: true } };
/** The option off. */
export const off = { arrangement };
/** When all photos were taken. */
export const JUNE = Date.UTC(2024, 5, 1);

/** One photo of each sort. */
export function libraryOfSorts(): Library {
  const library = createLibrary(31);
  const add = (method: 'addPhoto' | 'addVideo' | 'addLivePhoto', name: string, options = {}) =>
    library[method]({ name, takenAt: JUNE, ...options });
  add('addPhoto', 'PLAIN.JPG');
  add('addPhoto', 'HEIC.HEIC', { type: 'public.heic' });
  add('addPhoto', 'EDITED.HEIC', { type: 'public.heic', editedStill: { type: 'public.heic' } });
  add('addPhoto', 'OPEN.HEIC', { type: 'public.heic', editedStill: {} });
  add('addPhoto', 'RAW.DNG', { type: 'com.adobe.raw-image' });
  add('addPhoto', 'PAIR.DNG', { type: 'com.adobe.raw-image', alternative: {} });
  add('addPhoto', 'small.heic', { type: 'public.heic', width: 1600, height: 1200 });
  add('addLivePhoto', 'LIVE.HEIC');
  add('addVideo', 'VIDEO.MOV');
  return library;
}

/** Names of the files of {@link libraryOfSorts}. */
export const originals = [
  ...['EDITED-edited.HEIC', 'EDITED.HEIC', 'HEIC.HEIC', 'LIVE.HEIC', 'LIVE.MOV', 'OPEN-edited.JPG'],
  ...['OPEN.HEIC', 'PAIR.DNG', 'PAIR.JPG', 'PLAIN.JPG', 'RAW.DNG', 'VIDEO.MOV', 'small.heic'],
];
/** Names of their copies that open everywhere. */
export const copies = [
  ...['EDITED-edited.JPG', 'EDITED.JPG', 'HEIC.JPG', 'LIVE.JPG', 'OPEN.JPG', 'RAW.JPG', 'VIDEO.MP4'],
];

/** Files below a folder of the destination, without it. */
export const below = ({ jottacloud }: World, folder: string): string[] =>
  jottacloud.tree
    .files()
    .map(({ path }) => path)
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length))
    .toSorted();
/** The folder of the copies. */
export const COPIES = 'iCloud Photos/Compatible copies/2024/2024-06/';
