import { picturesInAnswer, type PictureSource } from '../../utils/icloud/session/picture-source.ts';
import { isPersonal, type LibraryZone, libraryKey } from '../../utils/icloud/zone.ts';
import type { PhotoLists, PickerList } from '../../utils/models/picker/photo-picker-model.ts';
import type { RecordName } from '../../utils/units.ts';

/** Limits of the search for albums: people have hundreds of them, in nested folders. */
const MAX_FOLDERS = 200;
const MAX_DEPTH = 8;

/** Creates the lists of the account that is signed in on this page. */
export function createPhotoLists(source: PictureSource): PhotoLists {
  let zones: Promise<LibraryZone[]> | null = null;
  const readZones = (signal: AbortSignal): Promise<LibraryZone[]> => {
    zones ??= source.readLibraries(signal).catch((error: unknown) => {
      zones = null;
      throw error;
    });
    return zones;
  };
  const listOf = (zone: LibraryZone, albumName: RecordName | null, titles: string[]): PickerList => {
    const ofLibrary = isPersonal(zone.zoneName) ? 'own-library' : 'shared-library';
    return {
      id: `${libraryKey(zone)} ${albumName ?? ''}`,
      kind: albumName === null ? ofLibrary : 'album',
      titles,
      albumName,
      pageSize: picturesInAnswer(albumName === null ? 'main' : { album: albumName }),
    };
  };
  const read = async (list: PickerList, signal: AbortSignal) => {
    const zone = (await readZones(signal)).find((one) => list.id.startsWith(`${libraryKey(one)} `));
    if (!zone) throw new Error('a list of another account');
    return { zone, list: list.albumName === null ? ('main' as const) : { album: list.albumName } };
  };

  return {
    readLibraries: async (signal) => (await readZones(signal)).map((zone) => listOf(zone, null, [])),
    async readAlbums(signal) {
      const zone = (await readZones(signal)).find(({ zoneName }) => isPersonal(zoneName));
      if (!zone) return []; // only the personal library has albums
      const albums: PickerList[] = [];
      const folders: { name: RecordName | null; titles: string[] }[] = [{ name: null, titles: [] }];
      for (let done = 0; done < Math.min(folders.length, MAX_FOLDERS); done += 1) {
        const folder = folders[done];
        if (!folder) break;
        for (const { recordName, name, kind } of await source.readAlbums(zone, folder.name, signal)) {
          if (name === null) continue;
          const titles = [...folder.titles, name.normalize('NFC')];
          if (kind === 'album') albums.push(listOf(zone, recordName, titles));
          else if (kind === 'folder' && titles.length < MAX_DEPTH) folders.push({ name: recordName, titles });
        }
      }
      return albums;
    },
    count: async (list, signal) => source.countPictures(await read(list, signal), signal),
    async readPage(list, page, signal) {
      const pictures = await source.readPictures(await read(list, signal), page * list.pageSize, signal);
      return pictures.slice(0, list.pageSize);
    },
  };
}
