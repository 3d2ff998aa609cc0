import type { ManifestAlbum } from '../../domain/manifest/manifest.ts';
import type { ManifestState } from '../../domain/manifest/manifest-state.ts';
import type { ListedAlbum } from '../../ports/listed.ts';
import type { ManifestFacts, ManifestLog } from '../../ports/destination-index.ts';
import { changeLog } from '../change-record.ts';
import { readLogRecord } from '../database.ts';
import type { LogDatabase } from '../schema.ts';
import type { ChangeTracker } from './changed-files.ts';

/** Manifests that are remembered: one for each destination. */
const MAX_MANIFESTS = 8;
/** Folders of an album, one in the other. A circle ends there too. */
const MAX_LEVELS = 32;

/** Implements the port of the manifest. */
export const createManifestLog = (database: LogDatabase, changes: ChangeTracker): ManifestLog => ({
  readManifest: (destinationFolder) => readFacts(database, destinationFolder),
  saveManifest: (state) =>
    changeLog(database, (log) => {
      const others = (log.manifests ?? []).filter((known) => !isOfSame(known, state));
      return { ...log, manifests: [state, ...others].slice(0, MAX_MANIFESTS) };
    }),
  async readChanged() {
    const { fileChanges = 0 } = await readLogRecord(database);
    return changes.read(fileChanges);
  },
  forgetChanged: (upTo) => changes.forget(upTo),
  async filesOf(keys) {
    const { store } = database.transaction('files');
    return Promise.all(keys.map(async (key) => (await store.get(key)) ?? null));
  },
  albumTitles: () => readTitles(database),
});

const isOfSame = (
  one: ManifestState,
  other: Pick<ManifestState, 'destinationFolder' | 'jottacloudUser'>,
): boolean =>
  one.destinationFolder === other.destinationFolder && one.jottacloudUser === other.jottacloudUser;

async function readFacts(database: LogDatabase, destinationFolder: string): Promise<ManifestFacts> {
  const log = await readLogRecord(database);
  const { manifests = [], jottacloudUser = '', accountNumber, placedUnder, databaseTokens, totals } = log;
  return {
    state: manifests.find((known) => isOfSame(known, { destinationFolder, jottacloudUser })) ?? null,
    accountNumber: accountNumber ?? '',
    jottacloudUser,
    placedUnder,
    tokens: databaseTokens,
    filesDone: totals.filesDone,
  };
}

async function readTitles(database: LogDatabase): Promise<ManifestAlbum[]> {
  const albums = await database.getAll('albums');
  const byKey = new Map(albums.map((album) => [album.key, album]));
  return albums
    .filter(({ kind }) => kind === 'album')
    .map((album) => ({ kind: 'album', albumKey: album.key, titles: titlesOf(album, byKey) }));
}

function titlesOf(album: ListedAlbum, byKey: ReadonlyMap<string, ListedAlbum>): string[] {
  const titles: string[] = [];
  let level: ListedAlbum | undefined = album;
  for (
    ;
    level && titles.length < MAX_LEVELS;
    level = level.parent === null ? undefined : byKey.get(level.parent)
  )
    titles.unshift(level.name ?? '');
  return titles;
}
