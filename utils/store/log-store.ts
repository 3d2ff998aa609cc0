import { InvariantError } from '../errors.ts';
import { selectionOf } from '../domain/plan/selection.ts';
import type { ListedAlbum, ListedLibrary, ListProgress } from '../ports/listed.ts';
import type { Store } from '../ports/store.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import { toldSizeOf } from '../domain/file/file.ts';
import { enterAlbums, enterMembers } from './listing/album-entry.ts';
import { assetsOfMasters, enterAlbumChanges, enterGone } from './listing/change-entry.ts';
import { claimAccount } from './listing/claim-account.ts';
import { readFacts, saveFacts } from './runs/account-facts.ts';
import { countPlan } from './plan/count-plan.ts';
import { changeLatestRun, emptyLog, readLatestRun, readLogRecord } from './database.ts';
import { createFileChanges, recoverFiles } from './queue/file-changes.ts';
import { failedCodes, putBackFailed } from './runs/retry-failed.ts';
import {
  emptyFolders,
  forgetFolders,
  forgetGoneFiles,
  forgetUnwantedFiles,
  missingFiles,
} from './placing/leftovers.ts';
import { enterGoneLibrary, enterGoneTold, enterLibraries, goneUntold } from './listing/gone-libraries.ts';
import { countUnusable, enterPhotos } from './listing/photo-entry.ts';
import { placeAlbumFiles, readOwnFile } from './placing/own-files.ts';
import { enterTypes, untypedFiles } from './placing/untyped-files.ts';
import { placeNext, preparePlaces } from './placing/place-photos.ts';
import { restartAlbums, restartLists, restartLibrary } from './listing/restart-lists.ts';
import { type LogRecord, restarted, withContent, ofOtherJottacloud } from './records.ts';
import { renameFile } from './placing/rename-file.ts';
import { savePlan } from './runs/runs.ts';
import { readSpeeds, saveSpeeds } from './runs/speeds.ts';
import { filesAt, openOrders, takeWork } from './queue/work-queue.ts';
import { allOfAfter } from './ranges.ts';
import type { LogDatabase } from './schema.ts';

/** The resume log in IndexedDB. */
export function createLogStore(database: LogDatabase): Store {
  const files = createFileChanges(database);
  const changeLog = async (change: (log: LogRecord) => LogRecord): Promise<void> => {
    const { store, done } = database.transaction('log', 'readwrite');
    await store.put(change((await store.get('log')) ?? emptyLog));
    await done;
  };
  const changeLibrary = async (
    key: string,
    change: (library: ListedLibrary) => ListedLibrary,
  ): Promise<void> => {
    const { store, done } = database.transaction('libraries', 'readwrite');
    const library = await store.get(key);
    if (library) await store.put(change(library));
    await done;
  };
  const changeList = (
    key: string,
    name: ListName,
    change: (list: ListProgress) => ListProgress,
  ): Promise<void> =>
    changeLibrary(key, (library) => ({
      ...library,
      lists: { ...library.lists, [name]: change(library.lists[name]) },
    }));
  const changeAlbum = async (key: string, change: (album: ListedAlbum) => ListedAlbum): Promise<void> => {
    const { store, done } = database.transaction('albums', 'readwrite');
    const album = await store.get(key);
    if (album) await store.put(change(album));
    await done;
  };

  return {
    readRun: () => readLatestRun(database),
    async changeRun(change, id) {
      let isOver = false;
      const run = await changeLatestRun(database, (old) => {
        isOver = id !== undefined && (old.id !== id || old.isStopped === true);
        return isOver ? old : { ...old, ...change };
      });
      if (!run) throw new InvariantError('there is no run to change');
      if (isOver) throw new DOMException('the run was stopped', 'AbortError');
      return run;
    },
    readTotals: async () => (await readLogRecord(database)).totals,

    claimAccount: (session) => claimAccount(database, session),
    async claimJottacloud(username) {
      const { jottacloudUser } = await readLogRecord(database);
      if (jottacloudUser === username) return false;
      await changeLog((log) => ofOtherJottacloud(log, username));
      await this.forgetFolders();
      return jottacloudUser !== undefined;
    },
    readFacts: (side, account) => readFacts(database, side, account),
    async refusesHandler() {
      const { refusesConflictHandler, jottacloudUser = '' } = await readLogRecord(database);
      const { takesConflictHandler } = await readFacts(database, 'jottacloud', jottacloudUser);
      return takesConflictHandler === undefined ? refusesConflictHandler === true : !takesConflictHandler;
    },
    async saveRefusesHandler() {
      const { jottacloudUser = '' } = await readLogRecord(database);
      await changeLog((log) => ({ ...log, refusesConflictHandler: true }));
      await saveFacts(database, 'jottacloud', jottacloudUser, { takesConflictHandler: false });
    },
    async saveLibraries(zones, skipped, isPart = false) {
      await changeLog((log) => ({
        ...log,
        skippedZones: (isPart ? [...new Set([...log.skippedZones, ...skipped])] : skipped).filter(
          (name) => !zones.some(({ zoneName }) => zoneName === name),
        ),
      }));
      await enterLibraries(database, zones);
    },
    libraries: async () => (await database.getAll('libraries')).filter(({ isGone }) => !isGone),
    sharedAlbums: async () => (await readLogRecord(database)).sharedAlbums ?? null,
    saveSharedAlbums: (zones) => changeLog((log) => ({ ...log, sharedAlbums: [...zones] })),
    async saveLeftOut(key) {
      await enterGoneLibrary(database, key);
      await changeLibrary(key, (library) => ({ ...library, isGoneTold: true }));
    },
    saveLibraryGone: (key) => enterGoneLibrary(database, key),
    goneUntold: () => goneUntold(database),
    saveGoneTold: () => enterGoneTold(database),
    saveMarks: (key, marks) => changeLibrary(key, (library) => ({ ...library, ...marks })),
    listLibraryAgain: (key) => restartLibrary(database, key),
    saveCount: (key, name, appleCount) => changeList(key, name, (list) => ({ ...list, appleCount })),
    savePhotos: (key, list, page) => enterPhotos(database, key, list, page),
    async listAgain(key, name) {
      await changeList(key, name, restarted);
      // What the list does not show in its next pass is gone: a plan that counts it is wrong.
      await changeLog((log) => ({ ...log, countedChanges: (log.countedChanges ?? 0) + 1 }));
    },
    saveSettled: (key, name, settled) =>
      changeList(key, name, (list) => {
        const { settled: old, ...rest } = list;
        return settled ? { ...list, settled } : old ? rest : list;
      }),
    saveFramesRead: (key) =>
      changeLibrary(key, ({ lists: { main, hidden, deleted }, ...library }) => {
        const read = { areFramesRead: true };
        return {
          ...library,
          lists: {
            main: { ...main, ...read },
            hidden: { ...hidden, ...read },
            deleted: { ...deleted, ...read },
          },
        };
      }),
    saveStartToken: (key, token) =>
      changeLibrary(key, (library) => ({ ...library, startToken: library.startToken ?? token })),
    saveRead: (key, at) =>
      changeLibrary(key, (library) => ({
        ...library,
        ...(library.syncToken === null && { readAt: at }),
        syncToken: library.syncToken ?? library.startToken,
        startToken: null,
      })),
    isSharedSilent: async () => (await readLogRecord(database)).isSharedSilent === true,
    saveSharedSilent: (isSharedSilent) => changeLog((log) => ({ ...log, isSharedSilent })),
    readTokens: async () => (await readLogRecord(database)).databaseTokens,
    saveDatabaseTokens: (databaseTokens) => changeLog((log) => ({ ...log, databaseTokens })),
    saveSyncToken: (key, syncToken) => changeLibrary(key, (library) => ({ ...library, syncToken })),
    async listAllAgain(id) {
      await restartLists(database);
      return this.changeRun({ listing: 'all', phase: 'counting', plan: null }, id);
    },
    saveGone: (key, recordNames) => enterGone(database, key, recordNames),
    isListed: async (key, recordName) =>
      ((await database.get('photos', `${key}/${recordName}`))?.seenInPass ?? 0) > 0,
    assetsOfMasters: (key, masterNames) => assetsOfMasters(database, key, masterNames),
    saveAlbumChanges: (key, albums, members) => enterAlbumChanges(database, key, albums, members),
    saveAlbums: (key, albums, unreadFolders) => enterAlbums(database, key, albums, unreadFolders),
    albums: () => database.getAll('albums'),
    async saveAlbumCounts(counts) {
      const { store, done } = database.transaction('albums', 'readwrite');
      for (const [key, appleCount] of counts) {
        const album = await store.get(key);
        if (album) await store.put({ ...album, list: { ...album.list, appleCount } });
      }
      await done;
    },
    saveMembers: (key, page) => enterMembers(database, key, page),
    async saveAlbumsSettled(settled) {
      const { store, done } = database.transaction('albums', 'readwrite');
      for (const [key, difference] of settled) {
        const album = await store.get(key);
        if (album) await store.put({ ...album, list: { ...album.list, settled: difference } });
      }
      await done;
    },
    listAlbumsAgain: (key, assets) => restartAlbums(database, key, assets),
    listAlbumAgain: (key) => changeAlbum(key, (album) => ({ ...album, list: restarted(album.list) })),

    countPlan: (run, at) => countPlan(database, run, at),
    savePlan: (run, plan, shortfalls) => savePlan(database, run, plan, shortfalls),
    async preparePlaces(run) {
      await preparePlaces(database, run);
      await forgetUnwantedFiles(database, run);
    },
    untypedFiles: (run) => untypedFiles(database, run),
    saveTypes: (types) => enterTypes(database, types),
    placeNext: (run) => placeNext(database, run),
    emptyFolders: () => emptyFolders(database),
    saveFolderMade: (key) => changeAlbum(key, (album) => ({ ...album, hasFolder: true })),
    forgetFolders: () => forgetFolders(database),
    failedCodes: () => failedCodes(database),
    tryAgain: (codes) => putBackFailed(database, codes),
    saveChecked: (checkedAt) => changeLog((log) => ({ ...log, checkedAt })),
    forgetGoneFiles: () => forgetGoneFiles(database),
    missingFiles: () => missingFiles(database),
    placeAlbumFiles: (run) => placeAlbumFiles(database, run, selectionOf(run)),
    async readOwnFile(file) {
      const run = await readLatestRun(database);
      if (!run) throw new InvariantError('there is no run');
      return readOwnFile(database, file, run);
    },
    readSpeeds: (runId) => readSpeeds(database, runId),
    saveSpeeds: (series) => saveSpeeds(database, series),
    saveSpeed: (bytesPerSecond) => changeLog((log) => ({ ...log, bytesPerSecond })),

    recover: () => recoverFiles(database),
    openOrders: (orders) => openOrders(database, orders),
    takeWork: (now, limit, isTaken, takenCount) => takeWork(database, now, limit, isTaken, takenCount),
    apply: (key, ...events) => files.apply(key, ...events),
    rename: (file, reason) => renameFile(database, file, reason),
    saveContentOf: (listed, checksum, sizeBytes) =>
      files.change(listed.key, (file) =>
        file.checksum === listed.checksum ? withContent(file, checksum, sizeBytes) : file,
      ),
    saveProvedSize: ({ key, checksum }, sizeBytes) =>
      files.change(key, (file) =>
        file.checksum === checksum ? { ...file, sizeBytes, toldBytes: toldSizeOf(file) } : file,
      ),

    knownContent: async (checksum) => (await database.get('contents', checksum)) ?? null,
    forgetContent: (checksum) => database.delete('contents', checksum),

    filesAt: (paths) => filesAt(database, paths),
    unusableCount: () => countUnusable(database),
    doneFiles: (afterOrder, limit) =>
      database.getAllFromIndex('files', 'byStatus', allOfAfter('done', afterOrder), limit),
  };
}
