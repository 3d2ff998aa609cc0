import { picturesInAnswer, type PictureSource } from '../../utils/icloud/session/picture-source.ts';
import { isPersonal, type LibraryZone, libraryKey } from '../../utils/icloud/zone.ts';
import type { PhotoLists, PickerList } from '../../utils/models/picker/photo-lists.ts';
import { epochMs, type RecordName } from '../../utils/units.ts';
import type { Album } from '../../utils/domain/album/album.ts';

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
  const read = async (list: PickerList, signal: AbortSignal) => {
    const zone = (await readZones(signal)).find((one) => list.id.startsWith(`${libraryKey(one)} `));
    if (!zone) throw new Error('a list of another account');
    return { zone, list: list.albumName === null ? ('main' as const) : { album: list.albumName } };
  };

  return {
    readLibraries: async (signal) => (await readZones(signal)).map((zone) => listOf(zone, null, [])),
    async readAlbums(signal) {
      const zone = (await readZones(signal)).find(({ zoneName }) => isPersonal(zoneName));
      return zone ? readAlbumLists(source, zone, signal) : []; // only the personal library has albums
    },
    count: async (list, signal) => source.countPictures(await read(list, signal), signal),
    async countEach(lists, signal) {
      const [first] = await Promise.all(lists.slice(0, 1).map((list) => read(list, signal)));
      if (!first) return [];
      const albums = lists.map(({ albumName }) =>
        albumName === null ? ('main' as const) : { album: albumName },
      );
      return source.countEach(first.zone, albums, signal);
    },
    async readPage(list, page, signal) {
      const pictures = await source.readPictures(await read(list, signal), page * list.pageSize, signal);
      return pictures.slice(0, list.pageSize);
    },
  };
}

/** Reads the albums of a library, level by level. */
async function readAlbumLists(
  source: PictureSource,
  zone: LibraryZone,
  signal: AbortSignal,
): Promise<PickerList[]> {
  const albums: PickerList[] = [];
  const folders: { name: RecordName | null; titles: string[] }[] = [{ name: null, titles: [] }];
  for (let done = 0; done < Math.min(folders.length, MAX_FOLDERS); done += 1) {
    const folder = folders[done];
    if (!folder) break;
    for (const album of await source.readAlbums(zone, folder.name, signal)) {
      const { recordName, name, kind } = album;
      if (name === null) continue;
      const titles = [...folder.titles, name.normalize('NFC')];
      if (kind === 'album') albums.push(listOf(zone, album, titles));
      else if (kind === 'folder' && titles.length < MAX_DEPTH) folders.push({ name: recordName, titles });
    }
  }
  return albums;
}

function listOf(zone: LibraryZone, album: Album | null, titles: string[]): PickerList {
  const albumName = album?.recordName ?? null;
  const ofLibrary = isPersonal(zone.zoneName) ? 'own-library' : 'shared-library';
  return {
    id: `${libraryKey(zone)} ${albumName ?? ''}`,
    kind: albumName === null ? ofLibrary : 'album',
    titles,
    albumName,
    createdAt: album && album.createdAt > 0 ? epochMs(album.createdAt) : null,
    pageSize: picturesInAnswer(albumName === null ? 'main' : { album: albumName }),
  };
}
