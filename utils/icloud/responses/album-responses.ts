import {
  isObject,
  optionalArray,
  optionalNumber,
  optionalObject,
  optionalString,
  readObject,
} from '../../http/json.ts';
import { TransferError } from '../../errors.ts';
import type { Album, Member } from '../../domain/album/album.ts';
import { recordName } from '../../units.ts';
import { encodedTextField, type Fields, fieldsOf, flagField, intField, isOn, textField } from './fields.ts';
import { throwForWhole } from '../errors.ts';
import { isSparse } from './asset-kinds.ts';

/** One answer of the list of albums. */
export interface AlbumPage {
  albums: Album[];
  /** Where the next answer begins; null if this was the last. */
  nextMarker: string | null;
}

/** Names of the two roots: no albums of the user's. Source: docs/icloud-photos.md 3.6. */
const ROOT = /^----.*----$/;
/** Every other type is read as an album, so that its photos keep their folder. Source: docs/icloud-photos.md 3.6. */
const albumKinds: Record<number, Album['kind']> = { 3: 'folder', 6: 'smart' };

/** Reads `CPLAlbumByPositionLive`. @throws {TransferError} `bad-response` if it is no list of records */
export function parseAlbums(body: unknown): AlbumPage {
  const answer = readObject(body);
  if (!Array.isArray(answer['records'])) throw new TransferError('bad-response', 'no albums in the answer');
  throwForWhole(answer['records']);
  return {
    albums: (answer['records'] as unknown[]).map(readAlbum).filter((album) => album !== null),
    nextMarker: optionalString(answer, 'continuationMarker'),
  };
}

/** An album of any answer that holds records; null for what is none, is deleted, or is a root. */
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

/** One answer of an album's list. */
export interface MemberPage {
  members: Member[];
  /** Names of their photos. */
  names: string[];
  /** Names of which the answer holds no photo: it is gone, or lives in another library. */
  orphans: string[];
  /** Ranks that the answer covers. */
  rankCount: number;
  isFull: boolean;
  syncToken: string | null;
}

/** Reads an album's list. @throws {TransferError} `bad-response` if it is no list of records */
export function parseMembers(body: unknown): MemberPage {
  const answer = readObject(body);
  if (!Array.isArray(answer['records'])) throw new TransferError('bad-response', 'no records in the answer');
  throwForWhole(answer['records']);
  const members = new Map<string, Member>();
  const assets = new Set<string>();
  const sparse = new Set<string>();
  for (const record of answer['records'] as unknown[]) {
    const name = isObject(record) ? optionalString(record, 'recordName') : null;
    if (!isObject(record) || name === null) continue;
    if (optionalString(record, 'recordType') === 'CPLAsset') {
      assets.add(name);
      if (isSparse(fieldsOf(record))) sparse.add(name);
    }
    const relation = readRelation(record);
    if (relation) members.set(relation.assetName, relation);
  }
  // Should an answer hold photos without their relations, they are its members all the same.
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

/** A relation says in its fields, and by its name `<asset>-IN-<album>`, what belongs together. Source: docs/icloud-photos.md 3.6. */
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

/** Answers in a row without an album that was not there yet: a list that never ends is a fault. */
const MAX_BARREN_ANSWERS = 20;

/**
 * All albums and folders of one folder, each once.
 *
 * An answer without a new album is no end while a marker says that there is more; one that came before is: it is not heeded.
 *
 * @param read answer of Apple's that begins where the one before ended; null for the first
 * @throws {TransferError} also `bad-response` where markers come without end
 */
export async function readAlbumPages(read: (marker: string | null) => Promise<unknown>): Promise<Album[]> {
  const all = new Map<string, Album>();
  const markers = new Set<string>();
  let marker: string | null = null;
  for (let barren = 0; barren < MAX_BARREN_ANSWERS;) {
    const page = parseAlbums(await read(marker));
    const before = all.size;
    for (const album of page.albums) all.set(album.recordName, album);
    barren = all.size === before ? barren + 1 : 0;
    if (page.nextMarker === null || markers.has(page.nextMarker)) return [...all.values()];
    markers.add((marker = page.nextMarker));
  }
  throw new TransferError('bad-response', 'a list of albums without end', { service: 'icloud' });
}

/** Fields that may hold the name: the first is CloudKit's own, the others are guesses. Source: docs/icloud-photos.md 2.3. */
const PLAIN_TITLES = ['cloudkit.title', 'title', 'name'];
const ENCODED_TITLES = ['albumNameEnc', 'titleEnc', 'nameEnc'];

/**
 * Reads the name of a shared album from its share record; null where Apple tells none.
 *
 *     {"records": [{"recordName": "cloudkit.zoneshare", "fields": {"cloudkit.title": {"value": "Summer", "type": "STRING"}}}]}
 *
 * @throws {TransferError} what the record says of the whole call: to come again later, or to sign in
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
