import type { ByteSource } from './content/byte-source.ts';
import type { FurtherPrefix } from './resource.ts';
import type { StoredFileName, WireField, WrittenDetails, LibraryZone } from './records.ts';

/** A file's content: bytes, a source, or only a size (then it is made from the library's seed). */
export type FileBytes = ByteSource | Uint8Array | number;

/** One file of an asset. */
export interface FileOptions {
  bytes?: FileBytes;
  /** Uniform type; each method has its own default. */
  type?: string;
}

/** How a new item differs from an ordinary photo; everything has a default. */
export interface AssetOptions extends FileOptions {
  /** The asset's record name, where a test has to know it; default: drawn from the seed. */
  recordName?: string;
  /** Default: the personal library. */
  zone?: LibraryZone;
  /** Default: `IMG_<number>` with the type's extension; null = the field is missing. */
  name?: string | null | StoredFileName;
  /** `itemType` if it is not the original's type; null = the field is missing. */
  itemType?: string | null;
  /** ms UTC; null = the field is missing. Default: four seconds before `addedAt`. */
  takenAt?: number | null;
  /** ms UTC; default: a minute after the last one. */
  addedAt?: number;
  timeZoneOffsetSeconds?: number;
  width?: number;
  height?: number;
  favourite?: boolean;
  hidden?: boolean;
  durationMs?: number;
  /** 1 panorama, 100 slo-mo, 101 time-lapse. */
  assetSubtype?: number;
  /** 2 Live Photo, 3 screenshot, 101 time-lapse. */
  assetSubtypeV2?: number;
  /** Bit mask `adjustmentRenderType`: 2 portrait, 4 long exposure. */
  renderType?: number;
  burstId?: string;
  /** Bits: 2 not picked, 4 default pick, 8 picked, 16 key photo. Source: docs/icloud-photos.md 3.7. */
  burstFlags?: number;
  /** User record names; default in a Shared Library: its owner. */
  contributors?: string[];
  /** JPEG for the tile; a few bytes are added so that each item has its own. */
  thumbnail?: Uint8Array;
  /** Size of the medium preview; default a few bytes more than the thumbnail. */
  mediumBytes?: number;
  /** A third, larger preview, as few pictures have one. */
  largePreview?: boolean;
  /** No `resOriginalRes`: the device has not uploaded it yet. */
  originalMissing?: boolean;
  /** `downloadURL` is missing until looked up. */
  urlOnlyOnLookup?: boolean;
  liveVideo?: FileOptions;
  alternative?: FileOptions;
  sidecar?: FileOptions;
  editedStill?: FileOptions;
  /** Of a movie: `resVidFull`. Of a Live Photo: `resVidCompl`. */
  editedVideo?: FileOptions;
  /** Further files on the master, and on the asset. */
  masterFiles?: Partial<Record<FurtherPrefix, FileOptions>>;
  assetFiles?: Partial<Record<FurtherPrefix, FileOptions>>;
  /** Default where something is edited: `com.apple.photo`. */
  adjustmentType?: string;
  /** Texts that people wrote, and the place where it was taken. */
  details?: WrittenDetails;
  /** Fields of the asset sent as given; undefined = left out. */
  oddAssetFields?: Record<string, WireField | undefined>;
  /** Fields of the master sent as given; undefined = left out. */
  oddMasterFields?: Record<string, WireField | undefined>;
}
