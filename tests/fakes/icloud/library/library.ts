import type { AssetOptions } from './asset-options.ts';
import { addEdits, buildAsset } from './build-asset.ts';
import { buildMaster } from './build-master.ts';
import { expectedOriginalsOf, type ExpectedOriginal } from './expected-originals.ts';
import { LibraryAlbums } from './library-albums.ts';
import {
  type AssetRecord,
  isOtherFrame,
  type LibraryRecord,
  type MasterRecord,
  type SparseRecord,
  LibraryZone,
} from './records.ts';
import { SeededRandom } from './content/seeded-random.ts';
import type { DatabaseName } from './zone-description.ts';

/** Originals up to this size are compared with those already there: equal bytes are one master, as at Apple. */
const COMPARED_BYTES = 1024 * 1024;
/** Recently Deleted keeps things this long. */
const TRASH_MS = 30 * 24 * 60 * 60 * 1000;
const FIRST_ADDED_MS = Date.UTC(2024, 0, 1, 12);

/** An account's photos: zones with their records, filled by the methods below and changeable while the fake runs. */
export class Library {
  readonly random: SeededRandom;
  /** In the order in which they are listed. */
  readonly zones: LibraryZone[] = [];
  /** The personal library. */
  readonly primary: LibraryZone;
  /** Albums, folders and what is in them. */
  readonly albums: LibraryAlbums;
  /** The time that new records and changes carry, ms. */
  nowMs = Date.UTC(2026, 10, 1);
  readonly #mastersByChecksum = new Map<LibraryZone, Map<string, MasterRecord>>();
  #itemCount = 0;
  #lastAddedMs = FIRST_ADDED_MS;

  /** `primaryName` differs on migrated accounts (`PrimarySync1`). */
  constructor(seed: number, primaryName = 'PrimarySync') {
    this.random = new SeededRandom(seed);
    this.primary = this.addZone(primaryName);
    this.albums = new LibraryAlbums(this.primary, this.random, () => this.nowMs);
  }

  /** Any further zone, by default owned by the user and in the private database. */
  addZone(
    zoneName: string,
    options: { database?: DatabaseName; ownerRecordName?: string } = {},
  ): LibraryZone {
    const {
      database = 'private',
      ownerRecordName = this.zones[0]?.ownerRecordName ?? this.random.userRecordName(),
    } = options;
    const zone = new LibraryZone({ zoneName, database, ownerRecordName });
    this.zones.push(zone);
    return zone;
  }

  /** The Shared Library: `private` for its owner, `shared` for a participant. Source: docs/icloud-photos.md 2.1. */
  addSharedLibrary(database: DatabaseName): LibraryZone {
    const name = `SharedSync-${this.random.uuid()}`;
    return this.addZone(
      name,
      database === 'shared' ? { database, ownerRecordName: this.random.userRecordName() } : {},
    );
  }

  /** A new shared album: `private` for its owner, `shared` for others. */
  addSharedAlbum(title: string, database: DatabaseName = 'private'): LibraryZone {
    const owner = database === 'shared' ? { ownerRecordName: this.random.userRecordName() } : {};
    const zone = this.addZone(`SharedCollection-${this.random.uuid()}`, { database, ...owner });
    zone.title = title;
    return zone;
  }

  /** A photo, by default a JPEG of 4 to 16 KB; with options anything else. */
  addPhoto(options: AssetOptions = {}): AssetRecord {
    this.#itemCount += 1;
    const { zone = this.primary } = options;
    const context = { random: this.random, zone, nowMs: this.nowMs, itemNumber: this.#itemCount };
    const built = buildMaster(options, context);
    const master = this.#sameMaster(built) ?? zone.add(built);
    return this.#addAsset(master, options);
  }

  /** Adds the sparse record of a photo in the Shared Library. It is in the changes and in no list. */
  addSparse(linked: AssetRecord, recordName = this.random.uuid()): SparseRecord {
    const { nowMs, primary: zone } = this;
    return zone.add({
      ...{ kind: 'SparseAsset', zone, recordName, linked },
      ...{ createdMs: nowMs, modifiedMs: nowMs, changeNumber: 1, isExpunged: false, oddFields: new Map() },
    });
  }

  /** A movie: MOV unless another type is given. */
  addVideo(options: AssetOptions = {}): AssetRecord {
    return this.addPhoto({ type: 'com.apple.quicktime-movie', durationMs: 12_000, ...options });
  }

  /** A HEIC still (or another type) with its MOV. */
  addLivePhoto(options: AssetOptions = {}): AssetRecord {
    return this.addPhoto({ type: 'public.heic', liveVideo: {}, assetSubtypeV2: 2, ...options });
  }

  /** Two originals of one shot; `rawFirst` says which of them is `resOriginal`. */
  addRawAndJpeg(
    options: AssetOptions & { raw?: AssetOptions['alternative']; rawFirst?: boolean } = {},
  ): AssetRecord {
    const { raw = {}, rawFirst = false, bytes, ...rest } = options;
    const rawFile = { type: 'com.canon.cr2-raw-image', ...raw };
    const jpeg = { type: 'public.jpeg', ...(bytes === undefined ? {} : { bytes }) };
    return rawFirst
      ? this.addPhoto({ ...rest, ...rawFile, alternative: jpeg })
      : this.addPhoto({ ...rest, ...jpeg, alternative: rawFile });
  }

  /** A photo with an edited version, JPEG unless `editedStill.type` says HEIC. */
  addEditedPhoto(options: AssetOptions = {}): AssetRecord {
    return this.addPhoto({ editedStill: {}, ...options });
  }

  /** A movie with an edited version and that version's poster picture. */
  addEditedVideo(options: AssetOptions = {}): AssetRecord {
    return this.addVideo({ editedVideo: {}, ...options });
  }

  /** A second item with the same master, as "Duplicate" makes it. Source: docs/icloud-photos.md 3.5. */
  duplicateOf(asset: AssetRecord, options: AssetOptions = {}): AssetRecord {
    asset.zone.touch(asset.master, this.nowMs); // the master comes again in changes/zone: docs/icloud-photos.md 7
    const takenAt = asset.takenMs ?? null;
    return this.#addAsset(asset.master, {
      takenAt,
      durationMs: asset.durationMs,
      ...options,
      zone: asset.zone,
    });
  }

  /** Marks as favourite, or not. */
  setFavourite(asset: AssetRecord, isFavourite: boolean): void {
    asset.isFavourite = isFavourite;
    asset.zone.touch(asset, this.nowMs);
  }

  /** Hides, or shows again. */
  setHidden(asset: AssetRecord, isHidden: boolean): void {
    asset.isHidden = isHidden;
    asset.zone.touch(asset, this.nowMs);
  }

  /** Picks another frame of a burst. */
  setBurstFlags(asset: AssetRecord, burstFlags: number): void {
    asset.burstFlags = burstFlags;
    asset.zone.touch(asset, this.nowMs);
  }

  /** Gives the asset an edited version, or a new one. */
  edit(
    asset: AssetRecord,
    edits: Pick<AssetOptions, 'editedStill' | 'editedVideo' | 'thumbnail'> = { editedStill: {} },
  ): void {
    asset.adjustmentType ??= 'com.apple.photo';
    addEdits(asset, edits, { random: this.random });
    asset.zone.touch(asset, this.nowMs);
  }

  /** Moves into Recently Deleted. */
  delete(asset: AssetRecord): void {
    asset.expungeMs = this.nowMs + TRASH_MS;
    this.#touchBoth(asset);
  }

  /** Takes back out of Recently Deleted. */
  restore(asset: AssetRecord): void {
    asset.expungeMs = undefined;
    this.#touchBoth(asset);
  }

  /** Deletes for good: the asset, and its master if no other asset shows it, leave a tombstone. */
  expunge(asset: AssetRecord): void {
    this.#bury(asset);
    if (asset.zone.assetsOf(asset.master).length === 0) this.#bury(asset.master);
  }

  /** Moves between libraries: gone from the one, new in the other, same files. Source: docs/icloud-photos.md 2.2. */
  moveTo(zone: LibraryZone, asset: AssetRecord): AssetRecord {
    this.expunge(asset);
    const { recordName } = asset.master;
    const master = zone.add({ ...asset.master, recordName, zone, isExpunged: false });
    return this.#addAsset(master, { zone, takenAt: asset.takenMs ?? null, addedAt: asset.addedMs });
  }

  /**
   * Expected files of a complete copy, in the order of the zones and of adding.
   * Hidden items are in it (marked), Recently Deleted only with `deleted: true`.
   */
  expectedOriginals(options: { deleted?: boolean } = {}): ExpectedOriginal[] {
    const assets = this.zones.filter((zone) => !zone.isDeleted).flatMap((zone) => zone.assets);
    return assets
      .filter((asset) => options.deleted === true || asset.expungeMs === undefined)
      .filter((asset) => !isOtherFrame(asset))
      .flatMap((asset) => expectedOriginalsOf(asset));
  }

  #addAsset(master: MasterRecord, options: AssetOptions): AssetRecord {
    const { zone = this.primary } = options;
    this.#lastAddedMs = options.addedAt ?? this.#lastAddedMs + 60_000;
    const context = { random: this.random, zone, nowMs: this.nowMs, itemNumber: this.#itemCount };
    return zone.add(buildAsset(master, options, context, this.#lastAddedMs));
  }

  #sameMaster(built: MasterRecord): MasterRecord | undefined {
    const original = built.resources.get('resOriginal');
    if (!original || original.sizeBytes > COMPARED_BYTES) return undefined;
    const known = this.#mastersByChecksum.get(built.zone) ?? new Map<string, MasterRecord>();
    this.#mastersByChecksum.set(built.zone, known);
    const same = known.get(original.fileChecksum);
    if (same && !same.isExpunged) return same;
    known.set(original.fileChecksum, built);
    return undefined;
  }

  /** One deletion is two changed records, master and asset. Source: docs/icloud-photos.md 7. */
  #touchBoth(asset: AssetRecord): void {
    asset.zone.touch(asset.master, this.nowMs);
    asset.zone.touch(asset, this.nowMs);
  }

  #bury(record: LibraryRecord): void {
    record.isExpunged = true;
    record.zone.touch(record, this.nowMs);
  }
}

/** An empty library whose names, ids and bytes come from the seed. */
export function createLibrary(seed = 1, primaryName = 'PrimarySync'): Library {
  return new Library(seed, primaryName);
}
