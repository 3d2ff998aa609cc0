import {
  isObject,
  optionalArray,
  optionalNumber,
  optionalObject,
  optionalString,
  readArray,
  readObject,
} from '../../http/json.ts';
import { TransferError } from '../../errors.ts';
import type { Album, Member } from '../../domain/album/album.ts';
import { recordName } from '../../units.ts';
import { encodedTextField, type Fields, fieldsOf, flagField, intField, isOn, textField } from './fields.ts';
import { throwForWhole } from '../errors.ts';
import { isSparse } from './asset-kinds.ts';

/** One page of the list of albums. */
export interface AlbumPage {
  albums: Album[];
  /** Where the next page begins; null after the last. */
  nextMarker: string | null;
  /** State of the library when the page was made; null if Apple gives none. */
  syncToken: string | null;
}

/** All albums and folders of one folder. */
export interface FolderContent {
  albums: Album[];
  /** States of the library that its pages showed. */
  syncTokens: ReadonlySet<string | null>;
}

/** Names of the two root folders, which are no albums of the user. Source: docs/icloud-photos.md 3.6. */
const ROOT = /^----.*----$/;
/**
 * Album types. Every other type is read as an album, so that its photos keep their folder. Source:
 * docs/icloud-photos.md 3.6.
 */
const albumKinds: Record<number, Album['kind']> = { 3: 'folder', 6: 'smart' };

/**
 * Reads the response to `CPLAlbumByPositionLive`:
 *
 *     {"records": [{"recordType": "CPLAlbum", "recordName": "…", "fields": {"albumNameEnc": {…}, "albumType": {"value": 0}, …}}], "continuationMarker": "…"}
 *
 * @throws {TransferError} `bad-response` if it is not a list of records
 */
export function parseAlbums(body: unknown): AlbumPage {
  const answer = readObject(body);
  const records = readArray(answer, 'records');
  throwForWhole(records);
  return {
    albums: records.map(readAlbum).filter((album) => album !== null),
    nextMarker: optionalString(answer, 'continuationMarker'),
    syncToken: optionalString(answer, 'syncToken'),
  };
}

/** Reads an album from any list of records; null for another record, a deleted album, or a root folder. */
export function readAlbum(record: unknown): Album | null {
  if (!isObject(record) || optionalString(record, 'recordType') !== 'CPLAlbum') return null;
  const name = optionalString(record, 'recordName');
  if (!name || ROOT.test(name)) return null;
  const fields = fieldsOf(record);
  if (isOn(record['deleted']) || flagField(fields, 'isDeleted') || flagField(fields, 'isExpunged'))
    return null;
  const parent = textField(fields, 'parentId');
  return {
    recordName: recordName(name),
    name: encodedTextField(fields, 'albumNameEnc'),
    kind: albumKinds[intField(fields, 'albumType') ?? 0] ?? 'album',
    parent: parent === null || ROOT.test(parent) ? null : parent,
    createdAt: optionalNumber(optionalObject(record, 'created') ?? {}, 'timestamp') ?? 0,
    position: intField(fields, 'position') ?? 0,
  };
}

/** One page of an album's photos. */
export interface MemberPage {
  members: Member[];
  /** Record names of the photos. */
  names: string[];
  /** Names without a photo in the response: the photo is deleted, or belongs to another library. */
  orphans: string[];
  /** Number of ranks that the response covers. */
  rankCount: number;
  isFull: boolean;
  syncToken: string | null;
}

/**
 * Reads one page of an album:
 *
 *     {"records": [{"recordType": "CPLAsset", …}, {"recordType": "CPLMaster", …}, {"recordType": "CPLContainerRelation", "recordName": "<asset>-IN-<album>", …}], …}
 *
 * @throws {TransferError} `bad-response` if it is not a list of records
 */
export function parseMembers(body: unknown): MemberPage {
  const answer = readObject(body);
  const records = readArray(answer, 'records');
  throwForWhole(records);
  const members = new Map<string, Member>();
  const assets = new Set<string>();
  const sparse = new Set<string>();
  for (const record of records) {
    const name = isObject(record) ? optionalString(record, 'recordName') : null;
    if (!isObject(record) || name === null) continue;
    if (optionalString(record, 'recordType') === 'CPLAsset') {
      assets.add(name);
      if (isSparse(fieldsOf(record))) sparse.add(name);
    }
    const relation = readRelation(record);
    if (relation) members.set(relation.assetName, relation);
  }
  // Photos without their relations are members too.
  for (const assetName of assets)
    if (!members.has(assetName)) members.set(assetName, { assetName, position: 0, isCover: false });
  return {
    members: [...members.values()],
    names: [...members.keys()],
    orphans: [...members.keys()].filter((name) => !assets.has(name) || sparse.has(name)),
    rankCount: Math.max(members.size, assets.size),
    isFull: typeof answer['continuationMarker'] === 'string',
    syncToken: optionalString(answer, 'syncToken'),
  };
}

/**
 * Reads which photo a relation puts into which album: from its fields, else from its name `<asset>-IN-<album>`.
 * null for another record. Source: docs/icloud-photos.md 3.6.
 */
export function readRelation(record: unknown): (Member & { albumName: string; isGone: boolean }) | null {
  if (!isObject(record)) return null;
  const name = optionalString(record, 'recordName') ?? '';
  const named = /^(.+)-IN-(.+)$/.exec(name);
  if (
    optionalString(record, 'recordType') !== 'CPLContainerRelation' &&
    !(named && (isOn(record['deleted']) || record['serverErrorCode'] !== undefined))
  )
    return null;
  const fields = fieldsOf(record);
  const assetName = textField(fields, 'itemId') ?? named?.[1];
  const albumName = textField(fields, 'containerId') ?? named?.[2];
  if (assetName === undefined || albumName === undefined) return null;
  return {
    assetName,
    albumName,
    position: intField(fields, 'position') ?? 0,
    isCover: flagField(fields, 'isKeyAsset'),
    isGone: isOn(record['deleted']) || flagField(fields, 'isDeleted'),
  };
}

/** Most pages in a row without a new album. A list that never ends is a fault. */
const MAX_ANSWERS_WITHOUT_NEWS = 20;

/**
 * Reads all albums and folders of one folder, each once.
 *
 * A page without a new album is not the end while its marker is new. A repeated marker is the end, because Apple
 * then ignores markers.
 *
 * @param read reads the page that begins at a marker of Apple's; null for the first page
 * @throws {TransferError} also `bad-response` where new markers never end
 */
export async function readAlbumPages(
  read: (marker: string | null) => Promise<unknown>,
): Promise<FolderContent> {
  const all = new Map<string, Album>();
  const syncTokens = new Set<string | null>();
  const markers = new Set<string>();
  let marker: string | null = null;
  for (let withoutNews = 0; withoutNews < MAX_ANSWERS_WITHOUT_NEWS;) {
    const page = parseAlbums(await read(marker));
    const before = all.size;
    for (const album of page.albums) all.set(album.recordName, album);
    syncTokens.add(page.syncToken);
    withoutNews = all.size === before ? withoutNews + 1 : 0;
    if (page.nextMarker === null || markers.has(page.nextMarker))
      return { albums: [...all.values()], syncTokens };
    markers.add((marker = page.nextMarker));
  }
  throw new TransferError('bad-response', 'a list of albums without end', { service: 'icloud' });
}

/** Fields that may hold the name. The first is CloudKit's own; the others are guesses. Source: docs/icloud-photos.md 2.3. */
const PLAIN_TITLES = ['cloudkit.title', 'title', 'name'];
const ENCODED_TITLES = ['albumNameEnc', 'titleEnc', 'nameEnc'];

/**
 * Reads the name of a shared album from its share record; null where Apple gives none:
 *
 *     {"records": [{"recordName": "cloudkit.zoneshare", "fields": {"cloudkit.title": {"value": "Summer", "type": "STRING"}}}]}
 *
 * @throws {TransferError} the error of the record if it concerns the whole call: retry later, or sign in
 */
export function parseShareTitle(body: unknown): string | null {
  const records = optionalArray(readObject(body), 'records');
  throwForWhole(records);
  const record = records.find(isObject);
  const fields: Fields = record ? fieldsOf(record) : {};
  const names = [
    ...PLAIN_TITLES.map((name) => textField(fields, name)),
    ...ENCODED_TITLES.map((name) => encodedTextField(fields, name)),
  ];
  return names.find((name) => name !== null && name.trim() !== '') ?? null;
}
