import type { AlbumRecord, AssetRecord, LibraryRecord, MasterRecord, RelationRecord } from './records.ts';

/** Which of an account's two databases a zone stands in. */
export type DatabaseName = 'private' | 'shared';

/** One step in a zone's history; what the record looks like is asked when the history is read. */
export interface ZoneChange {
  readonly record: LibraryRecord;
}

/** What makes a zone. */
export interface ZoneDescription {
  zoneName: string;
  ownerRecordName: string;
  database: DatabaseName;
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
  /** So many more photos are counted but never shown: who reads the lists is short by them. For libraries of a million of which nothing is listed. */
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

  /** As it stands in every record; `zoneType` since 2023. */
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
