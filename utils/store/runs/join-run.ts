import type { WantedSend } from '../../domain/photo/wanted-send.ts';
import { isWanted } from '../../domain/plan/selection.ts';
import { isOpenRun } from '../../domain/run/run-request.ts';
import type { Run } from '../../domain/run/run.ts';
import { isDue, type JoinedRun, type PendingSend } from '../../settings/pending-sends.ts';
import type { EpochMs } from '../../units.ts';
import { readLatestRun } from '../database.ts';
import { addPriorities } from '../queue/priorities.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import { isListedNow } from '../records.ts';
import { readAlbumKeys } from '../reads/read-page-answers.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/**
 * Moves the photos of a press to the front of the running copy, if it copies all of them anyway: the files are the same,
 * only their order changes. The press keeps waiting, and its own run finds what changed since. A run counts its photos
 * first, so before that there is nothing to move. Decision: docs/decisions/013-sent-photos-go-first.md.
 *
 * @returns null if no such run is open, or it is still counting
 */
async function joinRun(
  database: LogDatabase,
  send: { id: string; wanted: WantedSend },
): Promise<JoinedRun | null> {
  const run = await readLatestRun(database);
  if (!run || !isOpenRun(run) || !run.isConfirmed || !run.plan) return null;
  const keys = await keysOf(database, run, send.wanted);
  await addPriorities(database, send.id, keys);
  return { runId: run.id, photos: keys.length };
}

/** Returns the keys of the photos of a press, if the run copies them all; else none. */
async function keysOf(database: LogDatabase, run: Run, wanted: WantedSend): Promise<string[]> {
  if ('everything' in wanted) return [];
  const isAlbum = 'albumName' in wanted;
  const names = isAlbum ? await membersOf(database, wanted.albumName) : wanted.assetNames;
  const transaction = database.transaction(['photos', 'libraries']);
  const byThumb = transaction.objectStore('photos').index('byThumb');
  const found = await Promise.all([
    ...names.map(createPhotosOfAsset(transaction)),
    ...(isAlbum ? [] : wanted.thumbs).map((thumb) => byThumb.getAll(thumb)),
  ]);
  const libraries = new Map((await database.getAll('libraries')).map((library) => [library.key, library]));
  const isCopied = async (photo: PhotoRecord): Promise<boolean> => {
    const members = await database.getAllFromIndex('members', 'byAsset', photo.assetName);
    const albums = members.map(({ albumKey }) => albumKey);
    return isListedNow(photo, libraries) && isWanted(photo, albums, run);
  };
  const keys = await Promise.all(
    found.map(async (photos) => {
      const areCopied = await Promise.all(photos.map(isCopied));
      return photos.flatMap(({ key }, index) => (areCopied[index] ? [key] : []));
    }),
  );
  // An album may hold hidden and deleted photos, which no copy of it has. Each picked photo was meant.
  if (!isAlbum && keys.some((each) => each.length === 0)) return [];
  return [...new Set(keys.flat())];
}

/** Names the photos that an album in the log has. */
async function membersOf(database: LogDatabase, recordName: string): Promise<string[]> {
  const keys = await readAlbumKeys(database, recordName);
  const members = await Promise.all(
    keys.map((key) =>
      database.getAllFromIndex('members', 'byAlbum', IDBKeyRange.bound([key, -Infinity], [key, Infinity])),
    ),
  );
  return members.flat().map(({ assetName }) => assetName);
}

/** Lets the running copy take up all presses that are due and that it has not seen. @returns all presses */
export async function joinWaiting(
  database: LogDatabase,
  at: EpochMs,
  pending: readonly PendingSend[],
): Promise<readonly PendingSend[]> {
  const run = await readLatestRun(database);
  if (!run || !isOpenRun(run)) return pending;
  return Promise.all(
    pending.map(async (send) => {
      const { id, wanted } = send;
      if ('choice' in wanted || !isDue(send, at) || send.joined?.runId === run.id) return send;
      const joined = await joinRun(database, { id, wanted });
      return joined ? { ...send, joined } : send;
    }),
  );
}
