import type { AlbumRecord, AssetRecord, RelationRecord, LibraryZone } from './records.ts';
import type { SeededRandom } from './content/seeded-random.ts';

/** The two records above all albums; they have no name. Source: docs/icloud-photos.md 3.6. */
const ROOTS = ['----Project-Root-Folder----', '----Root-Folder----'];
/** The record above the user's own albums. */
export const ROOT_FOLDER = '----Root-Folder----';

/** Whether the album is one of the two records above all others. */
export const isRootFolder = ({ recordName }: Pick<AlbumRecord, 'recordName'>): boolean =>
  ROOTS.includes(recordName);

/** How a new album differs from an ordinary one. */
export interface AlbumOptions {
  parent?: AlbumRecord;
  /** Set if a test has to know it; default: drawn from the seed. */
  recordName?: string;
  /** `created.timestamp` of the record, ms; default: the library's time. */
  createdAt?: number;
  /** 0 album (default), 3 folder, 6 a Mac's smart album. */
  albumType?: number;
  isDeleted?: boolean;
}

/** Albums and folders of the personal library; the Shared Library has none. */
export class LibraryAlbums {
  readonly #zone: LibraryZone;
  readonly #random: SeededRandom;
  readonly #now: () => number;
  #lastPosition = 0;

  constructor(zone: LibraryZone, random: SeededRandom, now: () => number) {
    this.#zone = zone;
    this.#random = random;
    this.#now = now;
    for (const recordName of ROOTS) this.#addRecord(recordName, undefined, { albumType: 3 });
  }

  /** Names need not be unique and may contain anything; undefined = the field is missing. */
  addAlbum(name: string | undefined, options: AlbumOptions = {}): AlbumRecord {
    return this.#addRecord(options.recordName ?? this.#random.uuid(), name, options);
  }

  addFolder(name: string | undefined, options: AlbumOptions = {}): AlbumRecord {
    return this.addAlbum(name, { ...options, albumType: 3 });
  }

  /** Puts photos into an album, behind those already there; they may live in another zone. */
  addTo(album: AlbumRecord, ...assets: AssetRecord[]): RelationRecord[] {
    return assets.map((asset) => this.addRelation(album, asset.recordName));
  }

  /** A place in an album for a record name, whether or not such a photo exists. */
  addRelation(album: AlbumRecord, itemId: string): RelationRecord {
    const nowMs = this.#now();
    this.#lastPosition += 1024;
    return this.#zone.add({
      kind: 'CPLContainerRelation',
      zone: this.#zone,
      recordName: `${itemId}-IN-${album.recordName}`,
      album,
      itemId,
      isCover: false,
      position: this.#lastPosition,
      createdMs: nowMs,
      modifiedMs: nowMs,
      changeNumber: 1,
      isExpunged: false,
      oddFields: new Map(),
    });
  }

  /** Takes a photo out of an album; a tombstone of the relation is left. */
  removeFrom(album: AlbumRecord, asset: AssetRecord): void {
    for (const relation of this.#zone.relations) {
      if (relation.album === album && relation.itemId === asset.recordName) this.#bury(relation);
    }
  }

  /** Makes a photo that is in the album its cover. */
  setCover(album: AlbumRecord, asset: AssetRecord): void {
    for (const relation of this.#zone.relations) {
      if (relation.album !== album) continue;
      relation.isCover = relation.itemId === asset.recordName;
      this.#zone.touch(relation, this.#now());
    }
  }

  rename(album: AlbumRecord, name: string): void {
    album.name = name;
    this.#zone.touch(album, this.#now());
  }

  /** Puts an album or a folder into another folder; undefined: to the top. */
  move(album: AlbumRecord, parent: AlbumRecord | undefined): void {
    album.parent = parent;
    this.#zone.touch(album, this.#now());
  }

  /** Deletes the album and its relations, not the photos. */
  remove(album: AlbumRecord): void {
    for (const relation of this.#zone.relations) if (relation.album === album) this.#bury(relation);
    this.#bury(album);
  }

  #addRecord(recordName: string, name: string | undefined, options: AlbumOptions): AlbumRecord {
    const nowMs = this.#now();
    this.#lastPosition += 1024;
    return this.#zone.add({
      kind: 'CPLAlbum',
      zone: this.#zone,
      recordName,
      name,
      albumType: options.albumType ?? 0,
      parent: options.parent,
      position: this.#lastPosition,
      isDeleted: options.isDeleted ?? false,
      createdMs: options.createdAt ?? nowMs,
      modifiedMs: nowMs,
      changeNumber: 1,
      isExpunged: false,
      oddFields: new Map(),
    });
  }

  #bury(record: AlbumRecord | RelationRecord): void {
    record.isExpunged = true;
    this.#zone.touch(record, this.#now());
  }
}
