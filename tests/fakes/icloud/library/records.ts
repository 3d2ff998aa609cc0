import type { Resource, ResourcePrefix } from './resource.ts';
import type { DatabaseName, ZoneDescription } from './zone-description.ts';

/** Form in which a master's name is stored. Source: docs/icloud-photos.md 4.4, 4.6 and the recorded variants of photo pages. */
export type StoredFileName =
  | { kind: 'encoded'; text: string }
  | { kind: 'plainString'; text: string }
  /** Sent as it is, in place of base64. */
  | { kind: 'badBase64'; value: string }
  | { kind: 'missing' };

/** A field as it goes over the wire, for fields the model itself does not know. */
export interface WireField {
  value?: unknown;
  type: string;
  /** Uses the newer form of encrypted values. */
  isEncrypted?: boolean;
}

/** What people wrote about a photo, and where it was taken; what is left out has no field. Source: docs/icloud-photos.md 4.3. */
export interface WrittenDetails {
  /** `captionEnc` */
  title?: string;
  /** `extendedDescEnc` */
  description?: string;
  keywords?: string[];
  /** Degrees and metres; `field`: default `locationEnc`. */
  location?: { lat: number; lon: number; alt?: number; field?: 'locationEnc' | 'locationV2Enc' };
  timeZoneName?: string;
  /** Format of keywords and place; default binary. */
  listFormat?: 'binary' | 'xml';
}

interface RecordBase {
  readonly zone: LibraryZone;
  readonly createdMs: number;
  modifiedMs: number;
  /** Grows with each change; shown as `recordChangeTag`. */
  changeNumber: number;
  /** Gone for good: only a tombstone is left in the change log. */
  isExpunged: boolean;
  /** Sent over the fields the fake makes itself; a field set to `undefined` is left out. */
  readonly oddFields: Map<string, WireField | undefined>;
}

/** The files of a photo, shared by all assets that refer to it. Source: docs/icloud-photos.md 4.2. */
export interface MasterRecord extends RecordBase {
  readonly kind: 'CPLMaster';
  /** The original's `fileChecksum`; computed on first use. */
  readonly recordName: string;
  fileName: StoredFileName;
  itemType: string | undefined;
  isVideo: boolean;
  originalOrientation: number;
  readonly resources: Map<ResourcePrefix, Resource>;
}

/** One photo as the user sees it. Source: docs/icloud-photos.md 4.3. */
export interface AssetRecord extends RecordBase {
  readonly kind: 'CPLAsset';
  readonly recordName: string;
  readonly master: MasterRecord;
  /** When taken, ms UTC; undefined = the field is missing. */
  takenMs: number | undefined;
  addedMs: number;
  timeZoneOffsetSeconds: number;
  isFavourite: boolean;
  isHidden: boolean;
  /** In Recently Deleted until this time, ms; undefined = not deleted. */
  expungeMs: number | undefined;
  durationMs: number;
  assetSubtype: number;
  assetSubtypeV2: number;
  /** Bits: 2 portrait, 4 long exposure. */
  renderType: number;
  adjustmentType: string | undefined;
  burstId: string | undefined;
  burstFlags: number;
  details: WrittenDetails;
  /** User record names; Shared Library only. */
  contributors: string[];
  /** The edited files and their previews. */
  readonly resources: Map<ResourcePrefix, Resource>;
}

/** An album (0), a folder (3) or a Mac's smart album (6); `createdMs` is its age. Source: docs/icloud-photos.md 3.6. */
export interface AlbumRecord extends RecordBase {
  readonly kind: 'CPLAlbum';
  readonly recordName: string;
  /** As typed, may be decomposed; undefined = the field is missing, as on the two roots. */
  name: string | undefined;
  readonly albumType: number;
  parent: AlbumRecord | undefined;
  readonly position: number;
  /** In a trash of its own; still listed, with `isDeleted` 1. */
  isDeleted: boolean;
}

/** A photo's place in an album. Source: docs/icloud-photos.md 3.6. */
export interface RelationRecord extends RecordBase {
  readonly kind: 'CPLContainerRelation';
  /** `<asset>-IN-<album>` */
  readonly recordName: string;
  readonly album: AlbumRecord;
  /** May name an asset that is gone or lives in another zone. */
  readonly itemId: string;
  /** It is the album's cover: `isKeyAsset`. */
  isCover: boolean;
  readonly position: number;
}

/**
 * Represents a photo of the Shared Library in the personal one: a `CPLAsset` without files and without a master.
 * Source: docs/icloud-photos.md 4.3.
 */
export interface SparseRecord extends RecordBase {
  readonly kind: 'SparseAsset';
  readonly recordName: string;
  readonly linked: AssetRecord;
}

/** Everything a zone can hold. */
export type LibraryRecord = MasterRecord | AssetRecord | SparseRecord | AlbumRecord | RelationRecord;

/** An unpicked frame of a burst: it is in the changes and in no list. */
export const isOtherFrame = ({ burstFlags }: AssetRecord): boolean =>
  (burstFlags & 2) !== 0 && (burstFlags & 24) === 0;

/** Whether the asset is in the lists a user scrolls through: neither hidden nor deleted, and picked of its burst. */
export function isVisible(asset: AssetRecord): boolean {
  return !asset.isExpunged && !asset.isHidden && asset.expungeMs === undefined && !isOtherFrame(asset);
}

/** One step in a zone's history; what the record looks like is asked when the history is read. */
export interface ZoneChange {
  readonly record: LibraryRecord;
}

/** One library, or one of the other zones Photos makes (`CMM-…`, `SharedCollection-…`). Source: docs/icloud-photos.md 2.1. */
export class LibraryZone {
  readonly zoneName: string;
  readonly ownerRecordName: string;
  readonly database: DatabaseName;
  /** Listed with `"deleted": true`; any use answers ZONE_NOT_FOUND. */
  isDeleted = false;
  /** Advanced Data Protection, and how encrypted values are shown: in base64, or as text with a mark. Source: docs/icloud-photos.md 4.7. */
  protection: 'off' | 'bytes' | 'marked' = 'off';
  /** Of a new shared album: its name, in the record `cloudkit.zoneshare`. */
  title: string | undefined;
  /** Of a new shared album: its photos are listed by the date they were added. False: Apple refuses every index of it. */
  hasAddedList = true;
  /** Photos that are counted but never listed, for libraries of a million that are not read. */
  countedOnly = 0;
  readonly records: LibraryRecord[] = [];
  /** Append-only; the position in it is what a sync token says. */
  readonly changes: ZoneChange[] = [];
  readonly #byName = new Map<string, LibraryRecord>();
  #namedCount = 0;
  readonly #assetsByMaster = new Map<MasterRecord, AssetRecord[]>();

  constructor(description: ZoneDescription) {
    this.zoneName = description.zoneName;
    this.ownerRecordName = description.ownerRecordName;
    this.database = description.database;
  }

  /** As in every record; `zoneType` since 2023. */
  get zoneID(): { zoneName: string; ownerRecordName: string; zoneType: string } {
    return {
      zoneName: this.zoneName,
      ownerRecordName: this.ownerRecordName,
      zoneType: 'REGULAR_CUSTOM_ZONE',
    };
  }

  /** Albums exist in the personal library alone. Source: docs/icloud-photos.md 1.7, "Index has invalid data". */
  get hasAlbums(): boolean {
    return this.zoneName.startsWith('PrimarySync');
  }

  /** A new shared album (iOS 27). Source: docs/icloud-photos.md 2.3. */
  get isSharedAlbum(): boolean {
    return this.zoneName.startsWith('SharedCollection-');
  }

  /** Keeps a new record and writes it into the history. */
  add<R extends LibraryRecord>(record: R): R {
    this.records.push(record);
    this.changes.push({ record });
    if (record.kind === 'CPLAsset') {
      const others = this.#assetsByMaster.get(record.master);
      if (others) others.push(record);
      else this.#assetsByMaster.set(record.master, [record]);
    }
    return record;
  }

  /** Writes a change of a record into the history. */
  touch(record: LibraryRecord, nowMs: number): void {
    record.modifiedMs = nowMs;
    record.changeNumber += 1;
    this.changes.push({ record });
  }

  /** The record of this name, unless it is gone. Computes the names of masters (checksums of their originals) when needed. */
  find(recordName: string): LibraryRecord | undefined {
    for (; this.#namedCount < this.records.length; this.#namedCount += 1) {
      const record = this.records[this.#namedCount];
      if (record) this.#byName.set(record.recordName, record);
    }
    const found = this.#byName.get(recordName);
    return found?.isExpunged === false ? found : undefined;
  }

  /** The assets that show a master; several after "Duplicate". */
  assetsOf(master: MasterRecord): AssetRecord[] {
    return (this.#assetsByMaster.get(master) ?? []).filter((asset) => !asset.isExpunged);
  }

  get assets(): AssetRecord[] {
    return this.records.filter((record) => record.kind === 'CPLAsset' && !record.isExpunged) as AssetRecord[];
  }

  get masters(): MasterRecord[] {
    return this.records.filter(
      (record) => record.kind === 'CPLMaster' && !record.isExpunged,
    ) as MasterRecord[];
  }

  get albums(): AlbumRecord[] {
    return this.records.filter((record) => record.kind === 'CPLAlbum' && !record.isExpunged) as AlbumRecord[];
  }

  get relations(): RelationRecord[] {
    return this.records.filter(
      (record) => record.kind === 'CPLContainerRelation' && !record.isExpunged,
    ) as RelationRecord[];
  }
}
