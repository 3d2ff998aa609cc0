import type { ListedLibrary } from '../../ports/listed.ts';
import { saveAlbums, saveMembers } from './album-entry.ts';
import { assetsOfMasters, saveAlbumChanges, saveGone } from './change-entry.ts';
import { readFacts } from '../runs/account-facts.ts';
import { readLogRecord } from '../database.ts';
import { saveGoneLibrary, saveGoneReported, saveLibraries, unreportedGone } from './gone-libraries.ts';
import { savePhotos } from './photo-entry.ts';
import { unplacedPhotos } from './unplaced-photos.ts';
import { restartAlbums, restartLists, restartList, restartLibrary } from './restart-lists.ts';
import { restarted } from '../records.ts';
import type { LogDatabase } from '../schema.ts';
import type { AlbumsLog } from '../../ports/albums-log.ts';
import type { LibrariesLog } from '../../ports/libraries-log.ts';
import type { ListingLog } from '../../ports/listing-log.ts';
import type { PhotosLog } from '../../ports/photos-log.ts';
import type { TokensLog } from '../../ports/tokens-log.ts';
import { moveRun } from '../runs/run-log.ts';
import { changeAlbum, changeAlbums, changeLibrary, changeList, changeLog } from '../change-record.ts';

/** Implements the port of libraries, lists and albums. */
export const createListingLog = (database: LogDatabase): ListingLog => ({
  ...createLibrariesLog(database),
  ...createPhotosLog(database),
  ...createAlbumsLog(database),
  ...createTokensLog(database),
});

const createLibrariesLog = (database: LogDatabase): LibrariesLog => ({
  readFacts: (side, account) => readFacts(database, side, account),
  async saveLibraries(zones, skipped, isPart = false) {
    await changeLog(database, (log) => ({
      ...log,
      skippedZones: (isPart ? [...new Set([...log.skippedZones, ...skipped])] : skipped).filter(
        (name) => !zones.some(({ zoneName }) => zoneName === name),
      ),
    }));
    await saveLibraries(database, zones);
  },
  libraries: async () => (await database.getAll('libraries')).filter(({ isGone }) => !isGone),
  sharedAlbums: async () => (await readLogRecord(database)).sharedAlbums ?? null,
  saveSharedAlbums: (zones) => changeLog(database, (log) => ({ ...log, sharedAlbums: [...zones] })),
  async saveLeftOut(key) {
    await saveGoneLibrary(database, key);
    await changeLibrary(database, key, (library) => ({ ...library, isGoneTold: true }));
  },
  saveLibraryGone: (key) => saveGoneLibrary(database, key),
  unreportedGone: () => unreportedGone(database),
  saveGoneReported: () => saveGoneReported(database),
  saveMarks: (key, marks) => changeLibrary(database, key, (library) => ({ ...library, ...marks })),
  listLibraryAgain: (key) => restartLibrary(database, key),
  isSharedSilent: async () => (await readLogRecord(database)).isSharedSilent === true,
  saveSharedSilent: (isSharedSilent) => changeLog(database, (log) => ({ ...log, isSharedSilent })),
  async listAllAgain(id) {
    await restartLists(database);
    return moveRun(database, { type: 'listedAgain' }, id);
  },
});

const createPhotosLog = (database: LogDatabase): PhotosLog => ({
  saveCount: (key, name, appleCount) => changeList(database, key, name, (list) => ({ ...list, appleCount })),
  savePhotos: (key, list, page) => savePhotos(database, key, list, page),
  listAgain: (key, name) => restartList(database, key, name),
  saveSteady: (key, name) => changeList(database, key, name, (list) => ({ ...list, isSteady: true })),
  saveSettled: (key, name, settled) =>
    changeList(database, key, name, (list) => {
      const { settled: old, ...rest } = list;
      return settled ? { ...list, settled } : old ? rest : list;
    }),
  saveFramesRead: (key) => changeLibrary(database, key, withFramesRead),
  saveGone: (key, recordNames) => saveGone(database, key, recordNames),
  isListed: async (key, recordName) =>
    ((await database.get('photos', `${key}/${recordName}`))?.seenInPass ?? 0) > 0,
  unplacedPhotos: (limit) => unplacedPhotos(database, limit),
  assetsOfMasters: (key, masterNames) => assetsOfMasters(database, key, masterNames),
});

const createAlbumsLog = (database: LogDatabase): AlbumsLog => ({
  saveAlbumChanges: (key, albums, members) => saveAlbumChanges(database, key, albums, members),
  saveAlbums: (key, albums, unreadFolders) => saveAlbums(database, key, albums, unreadFolders),
  albums: () => database.getAll('albums'),
  saveAlbumCounts: (counts) =>
    changeAlbums(database, counts, (album, appleCount) => ({
      ...album,
      list: { ...album.list, appleCount },
    })),
  saveMembers: (key, page) => saveMembers(database, key, page),
  saveAlbumsSettled: (differences) =>
    changeAlbums(database, differences, (album, settled) => ({ ...album, list: { ...album.list, settled } })),
  listAlbumsAgain: (key, assets, modifiedAt) => restartAlbums(database, key, { assets, modifiedAt }),
  listAlbumAgain: (key) => changeAlbum(database, key, (album) => ({ ...album, list: restarted(album.list) })),
});

const createTokensLog = (database: LogDatabase): TokensLog => ({
  saveStartToken: (key, token) =>
    changeLibrary(database, key, (library) => ({ ...library, startToken: library.startToken ?? token })),
  saveRead: (key, at) =>
    changeLibrary(database, key, (library) => ({
      ...library,
      ...(library.syncToken === null && { readAt: at }),
      syncToken: library.syncToken ?? library.startToken,
      startToken: null,
    })),
  readTokens: async () => (await readLogRecord(database)).databaseTokens,
  saveDatabaseTokens: (databaseTokens) => changeLog(database, (log) => ({ ...log, databaseTokens })),
  saveSyncToken: (key, syncToken) => changeLibrary(database, key, (library) => ({ ...library, syncToken })),
});

/** Marks all burst frames of a library as read. */
function withFramesRead({ lists: { main, hidden, deleted }, ...library }: ListedLibrary): ListedLibrary {
  const read = { areFramesRead: true };
  return {
    ...library,
    lists: { main: { ...main, ...read }, hidden: { ...hidden, ...read }, deleted: { ...deleted, ...read } },
  };
}
