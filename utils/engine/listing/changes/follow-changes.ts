import { TransferError } from '../../../errors.ts';
import type { UnusableRecord } from '../../../domain/photo/record.ts';
import { recordName } from '../../../units.ts';
import type { ChangePage } from '../../../icloud/responses/change-responses.ts';
import { isSharedAlbum, type LibraryZone } from '../../../icloud/zone.ts';
import type { ListName } from '../../../domain/layout/destination-path.ts';
import { buildItem, type PhotoItem } from '../../../domain/photo/item.ts';
import { askPartOrThrow } from '../../flow/ask-part.ts';
import type { ListedLibrary } from '../../../ports/listed.ts';
import { keepUnknownFiles } from '../photos/unknown-files.ts';
import { withLinkedNames } from '../linked-names.ts';
import { joinRecords } from '../join-records.ts';
import { listOf } from '../list-membership.ts';
import type { ListerTools } from '../tools.ts';
import { PER_CALL_ERRORS, attemptOptional } from '../../flow/call-retry.ts';
import { MAX_EMPTY_ANSWERS } from './zone-history.ts';

/**
 * Brings a library in the log up to date from the end of its last reading. The cost grows with the changes, not with the
 * library. If Apple refuses its token, or a change cannot be read, the lists of the library restart.
 *
 * @returns true if there are albums to read: their lists may lack a photo that came back, or they were moved meanwhile
 * @throws {TransferError} if a person has to act, or if the changes cannot be read
 * Source: docs/icloud-photos.md 7. Assumption S3.
 */
export async function followChanges(
  library: ListedLibrary,
  names: readonly ListName[],
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { icloud, store } = tools;
  const { key, zone } = library;
  let token = library.syncToken;
  let haveAlbumsRestarted = false;
  for (let emptyAnswers = 0; token !== null;) {
    const from: string = token;
    // The first answer shows all fields, because new photos may bring new kinds of files.
    const fields = from === library.syncToken ? 'all' : 'known';
    const answer = await askPartOrThrow(tools, signal, () => icloud.readChanges(zone, from, signal, fields));
    if (answer === 'token-refused') {
      await assertReadable(zone, tools, signal);
      await store.listLibraryAgain(key);
      return haveAlbumsRestarted;
    }
    await keepUnknownFiles(key, answer.records.unknownFiles, tools);
    const entered = await saveChanges(answer, library, tools, signal);
    haveAlbumsRestarted ||= entered.haveAlbumsRestarted;
    if (!entered.isWhole) for (const name of names) await store.listAgain(key, name);
    await store.saveSyncToken(key, answer.syncToken);
    await tools.onPage();
    emptyAnswers = answer.records.assetCount === 0 ? emptyAnswers + 1 : 0;
    if (emptyAnswers > MAX_EMPTY_ANSWERS)
      throw new TransferError('bad-response', `changes without end: ${emptyAnswers} empty answers`, {
        service: 'icloud',
      });
    token = answer.moreComing ? answer.syncToken : null;
  }
  return haveAlbumsRestarted;
}

/**
 * Makes another call to a library whose token is refused. A library that cannot be opened refuses it in the same way,
 * and its lists must not restart for that reason.
 *
 * @throws {TransferError} if nothing of the library can be read
 */
async function assertReadable(zone: LibraryZone, tools: ListerTools, signal: AbortSignal): Promise<void> {
  const { icloud, isBrief } = tools;
  if (isSharedAlbum(zone.zoneName)) {
    // Apple may refuse all lists of a shared album and still show its history.
    const history = await askPartOrThrow(tools, signal, () => icloud.readChanges(zone, null, signal));
    if (history !== 'token-refused') return;
    throw new TransferError('bad-response', 'the history is refused', { service: 'icloud' });
  }
  const readFirst = () => icloud.readPage(zone, 'main', { rank: 0, limit: 1 }, signal);
  const page = await attemptOptional(tools, signal, readFirst, PER_CALL_ERRORS);
  if ('answer' in page) return;
  // The first photo may be the one that Apple fails to show.
  const state = isBrief
    ? page
    : await attemptOptional(tools, signal, () => icloud.readState(zone, signal), PER_CALL_ERRORS);
  if ('error' in state) throw page.error;
}

type ChangedLibrary = Pick<ListedLibrary, 'key' | 'zone' | 'lists'>;

/**
 * Enters one answer. Ignores an unreadable asset that is not in the log: it belongs to no list yet (a device may still
 * send it), or Apple's count shows that it is missing. Without a count, it is named.
 *
 * @returns `isWhole`: false if a photo of the log has changed in a way that cannot be read
 */
async function saveChanges(
  { records, albums, members, gone, modifiedAt }: ChangePage,
  library: ChangedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<{ isWhole: boolean; haveAlbumsRestarted: boolean }> {
  const { store } = tools;
  const { key, zone, lists } = library;
  const { items, unusable } = await joinRecords(records, zone, tools, signal);
  const named = new Set(items.map(({ asset }) => asset.recordName));
  for (const asset of await store.assetsOfMasters(key, [...records.masters.keys()])) {
    const master = records.masters.get(asset.masterName);
    if (master && !named.has(asset.recordName)) items.push(buildItem(asset, master));
  }
  const { haveAlbumsRestarted, framesLeftOut } = await savePhotos({ items, modifiedAt }, library, tools);
  const unknown: string[] = [];
  for (const { assetName } of members) if (!(await store.isListed(key, assetName))) unknown.push(assetName);
  const at = { zone, tools, signal };
  const linked = await withLinkedNames(members, unknown, records.links, at);
  const haveAlbumsMoved = await store.saveAlbumChanges(key, albums, linked.members);
  const isAlbumUnread = await readAgain(linked.failed, key, store);
  // A frame that is no longer picked is in no list, like a photo that is gone.
  await store.saveGone(key, [...gone, ...framesLeftOut]);
  const unknownRecords: UnusableRecord[] = [];
  for (const record of unusable) if (!(await isOfLog(record, key, store))) unknownRecords.push(record);
  const isWhole = unknownRecords.length === unusable.length;
  // Without a count, nothing else would show that they are missing.
  if (lists.main.appleCount === null && unknownRecords.length > 0)
    await store.savePhotos(key, 'main', { items: [], unusable: unknownRecords, progress: null });
  return { isWhole, haveAlbumsRestarted: haveAlbumsRestarted || haveAlbumsMoved || isAlbumUnread };
}

/** Whether a record is a listed photo, or holds the files of one. */
const isOfLog = async (
  record: UnusableRecord,
  libraryKey: string,
  store: ListerTools['store'],
): Promise<boolean> =>
  (await store.isListed(libraryKey, record.recordName)) ||
  (await store.assetsOfMasters(libraryKey, [recordName(record.recordName)])).length > 0;

/** Restarts the albums of members whose photos could not be read. @returns whether there are any */
async function readAgain(
  failed: ChangePage['members'],
  libraryKey: string,
  store: ListerTools['store'],
): Promise<boolean> {
  if (failed.length === 0) return false;
  const names = new Set(failed.map(({ albumName }) => albumName));
  for (const album of await store.albums())
    if (album.libraryKey === libraryKey && names.has(album.recordName)) await store.listAlbumAgain(album.key);
  await store.saveMarks(libraryKey, { areAlbumsUnread: true });
  return true;
}

/**
 * Saves changed photos, and restarts the album lists that may lack one of them.
 *
 * @returns `framesLeftOut`: names of the frames of bursts that are not kept
 */
async function savePhotos(
  { items, modifiedAt }: { items: readonly PhotoItem[] } & Pick<ChangePage, 'modifiedAt'>,
  { key, zone, lists }: ChangedLibrary,
  { store, withFrames }: ListerTools,
): Promise<{ haveAlbumsRestarted: boolean; framesLeftOut: string[] }> {
  const listed = items.filter(({ asset }) => asset.isOtherFrame !== true);
  const otherFrames = items.filter(({ asset }) => asset.isOtherFrame === true);
  const changed = listed.map(({ asset }) => asset);
  // Must come first: saving the photos overwrites the lists that they were in. Photos of a shared album are in no other
  // album.
  const haveAlbumsRestarted =
    !isSharedAlbum(zone.zoneName) && (await store.listAlbumsAgain(key, changed, modifiedAt));
  // Frames that were read once are kept up to date, even while they are not copied.
  const keepsFrames = withFrames === true || lists.main.areFramesRead === true;
  const kept = keepsFrames ? [...listed, ...otherFrames] : listed;
  for (const [list, found] of Map.groupBy(kept, ({ asset }) => listOf(asset)))
    await store.savePhotos(key, list, { items: found, unusable: [], progress: null });
  const framesLeftOut = keepsFrames ? [] : otherFrames.map(({ asset }) => asset.recordName);
  return { haveAlbumsRestarted, framesLeftOut };
}
