import { TransferError } from '../../../errors.ts';
import type { ChangePage } from '../../../icloud/responses/change-responses.ts';
import { isSharedAlbum, type LibraryZone } from '../../../icloud/zone.ts';
import type { ListName } from '../../../domain/layout/destination-path.ts';
import { buildItem } from '../../../domain/photo/item.ts';
import { askPartOrThrow } from '../../flow/ask-part.ts';
import type { ListedLibrary } from '../../../ports/listed.ts';
import { keepUnknownFiles } from '../unknown-files.ts';
import { withLinkedNames } from '../linked-names.ts';
import { joinRecords } from '../join-records.ts';
import { listOf } from './read-frames.ts';
import type { ListerTools } from '../tools.ts';
import { PER_CALL_ERRORS, attemptOptional } from '../../flow/call-retry.ts';

/** Answers in a row that may be empty although more is to come: dozens were seen. */
const MAX_EMPTY_ANSWERS = 500;

/**
 * Brings a library in the log up to date from where its last reading ended. The cost grows with the changes, not with
 * the library. Where its token is refused, or what changed cannot be read, its lists have to be read: they begin again.
 *
 * @returns true if the album lists have restarted: they may lack a photo that came back
 * @throws {TransferError} what needs a person, and the error of changes that cannot be read
 * Source: docs/icloud-photos.md 7.
 */
export async function followChanges(
  library: ListedLibrary,
  names: readonly ListName[],
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { icloud, store } = tools;
  const { key, zone, lists } = library;
  let token = library.syncToken;
  let haveAlbumsBegun = false;
  for (let empty = 0; token !== null;) {
    const from: string = token;
    // The first answer shows all fields: a new kind of file comes with new photos.
    const fields = from === library.syncToken ? 'all' : 'known';
    const answer = await askPartOrThrow(tools, signal, () => icloud.readChanges(zone, from, signal, fields));
    if (answer === 'token-refused') {
      await provedOpen(zone, tools, signal);
      await store.listLibraryAgain(key);
      return haveAlbumsBegun;
    }
    await keepUnknownFiles(key, answer.records.unknownFiles, tools);
    const { isWhole, ...entered } = await enterChanges(answer, { key, zone, lists }, tools, signal);
    haveAlbumsBegun ||= entered.haveAlbumsBegun;
    if (!isWhole) for (const name of names) await store.listAgain(key, name);
    await store.saveSyncToken(key, answer.syncToken);
    await tools.onPage();
    empty = answer.records.assetCount === 0 ? empty + 1 : 0;
    if (empty > MAX_EMPTY_ANSWERS)
      throw new TransferError('bad-response', 'changes without end', { service: 'icloud' });
    token = answer.moreComing ? answer.syncToken : null;
  }
  return haveAlbumsBegun;
}

/**
 * Asks a library whose token is refused for something else: one that cannot be opened answers in the same way, and its
 * lists must not begin again for that.
 *
 * @throws {TransferError} why nothing of it can be read
 */
async function provedOpen(zone: LibraryZone, tools: ListerTools, signal: AbortSignal): Promise<void> {
  const { icloud, isBrief } = tools;
  if (isSharedAlbum(zone.zoneName)) {
    // Apple may refuse all its lists, and show its history all the same.
    const history = await askPartOrThrow(tools, signal, () => icloud.readChanges(zone, null, signal));
    if (history !== 'token-refused') return;
    throw new TransferError('bad-response', 'the history is refused', { service: 'icloud' });
  }
  const first = () => icloud.readPage(zone, 'main', { rank: 0, most: 1 }, signal);
  const page = await attemptOptional(tools, signal, first, PER_CALL_ERRORS);
  if ('answer' in page) return;
  // The first photo may be the one that Apple fails to show.
  const state = isBrief
    ? page
    : await attemptOptional(tools, signal, () => icloud.readState(zone, signal), PER_CALL_ERRORS);
  if ('error' in state) throw page.error;
}

/**
 * Enters one answer. An asset that cannot be read and is not in the log belongs to no list yet, or is missing there by
 * Apple's count: a device may still send it.
 *
 * @returns `isWhole`: false if a photo of the log has changed in a way that cannot be read
 */
async function enterChanges(
  { records, albums, members, gone }: ChangePage,
  { key, zone, lists }: Pick<ListedLibrary, 'key' | 'zone' | 'lists'>,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<{ isWhole: boolean; haveAlbumsBegun: boolean }> {
  const { store } = tools;
  const { items, unusable } = await joinRecords(records, zone, tools, signal);
  const named = new Set(items.map(({ asset }) => asset.recordName));
  for (const asset of await store.assetsOfMasters(key, [...records.masters.keys()])) {
    const master = records.masters.get(asset.masterName);
    if (master && !named.has(asset.recordName)) items.push(buildItem(asset, master));
  }
  const listed = items.filter(({ asset }) => asset.isOtherFrame !== true);
  // This comes first: once the photos are entered, nothing shows where they came from.
  const changed = listed.map(({ asset }) => asset);
  // Photos of a shared album are in no other album.
  const haveAlbumsBegun = !isSharedAlbum(zone.zoneName) && (await store.listAlbumsAgain(key, changed));
  const otherFrames = items.filter(({ asset }) => asset.isOtherFrame === true);
  // Frames that were read once are kept up to date, also while they are not copied.
  const keepsFrames = tools.withFrames === true || lists.main.areFramesRead === true;
  const entering = keepsFrames ? [...listed, ...otherFrames] : listed;
  for (const [list, found] of Map.groupBy(entering, ({ asset }) => listOf(asset)))
    await store.savePhotos(key, list, { items: found, unusable: [], progress: null });
  const unknown: string[] = [];
  for (const { assetName } of members) if (!(await store.isListed(key, assetName))) unknown.push(assetName);
  const at = { zone, tools, signal };
  await store.saveAlbumChanges(key, albums, await withLinkedNames(members, unknown, records.links, at));
  // Else a frame that is not picked any more is in no list, like one that is gone.
  const left = keepsFrames ? [] : otherFrames.map(({ asset }) => asset.recordName);
  await store.saveGone(key, [...gone, ...left]);
  let isWhole = true;
  for (const { recordName } of unusable) if (await store.isListed(key, recordName)) isWhole = false;
  return { isWhole, haveAlbumsBegun };
}
