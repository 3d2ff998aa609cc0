import type { EpochMs, Md5, RelativePath } from '../../units.ts';
import { OWN_FILES_FOLDER } from '../layout/folder-names.ts';
import type { Proof } from '../file/file.ts';
import type { Arrangement } from '../layout/arrangement.ts';
import type { ListName } from '../layout/destination-path.ts';

/** Folder of the manifest, below the destination folder. */
export const MANIFEST_FOLDER = OWN_FILES_FOLDER;

/** Version of the format. A reader uses nothing of a newer one. */
export const MANIFEST_VERSION = 1;

/** First line of each file of a manifest. docs/decisions/018-manifest.md describes the format. */
export interface ManifestHeader {
  format: 'fotoflytt-manifest';
  version: number;
  /** 8 hex digits, chosen at random: one manifest for each Apple account and destination. Part of the file names. */
  id: string;
  /** Counts the bases. A segment belongs to the base of its generation. */
  generation: number;
  /** 0: the base. Later parts were written after it, and their entries replace equal keys. */
  part: number;
  writtenAt: EpochMs;
  /** 32 hex digits, chosen at random with the id. */
  salt: string;
  /** SHA-256 of salt and account number, in hex. */
  appleAccount: string;
  /** SHA-256 of salt and user name, in hex. */
  jottacloudAccount: string;
  /** False: paths are stored as hashes, and albums without their titles. */
  hasNames: boolean;
  arrangement: Arrangement;
  /** Sync tokens of Apple's databases at the time of writing; null: unknown. */
  tokens: { private: string | null; shared: string | null };
  /** Version of Fotoflytt. */
  writer: string;
}

/** A verified file at the destination. */
export interface ManifestFile {
  kind: 'file';
  /** The same on each computer: library, asset, role and album. `fileKeyOf` builds it. */
  fileKey: string;
  list: ListName;
  /** Apple's checksum. */
  checksum: string;
  md5: Md5;
  sizeBytes: number;
  /** Path, or null in a manifest without names. */
  path: RelativePath | null;
  /** In a manifest without names: first 32 hex digits of the SHA-256 of salt and `pathKey`; else null. */
  pathHash: string | null;
  proof: Proof;
}

/** A file that is no longer copied: a later part takes back an entry of an earlier one. */
export interface ManifestGone {
  kind: 'gone';
  fileKey: string;
}

/** An album with its folder. */
export interface ManifestAlbum {
  kind: 'album';
  albumKey: string;
  /** Titles of its folders and of the album, outermost first; null in a manifest without names. */
  titles: string[] | null;
}

/** A line between the header and the last line. */
export type ManifestEntry = ManifestFile | ManifestGone | ManifestAlbum;
