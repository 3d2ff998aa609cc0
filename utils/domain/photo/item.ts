import { recordName, type RecordName } from '../../units.ts';
import { isVideoType } from './file-type.ts';
import { compatibleFiles, type CompatibleFile } from './compatible.ts';
import type { AssetRecord, Companion, MasterRecord } from './record.ts';
import { type NamedRole, type Role, traitsOf } from './role.ts';

/** One file to copy, and where Apple keeps it. */
export interface Original {
  role: Role;
  /** Record to look up for a new signed URL: the master for camera files, the asset for edits. */
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  fileType: string | null;
  /** Type by its first bytes, where Apple names none; null: unknown. Absent: not read yet. */
  sniffed?: string | null;
}

/** One photo or video with all its files. It is done when they all are. */
export interface PhotoItem {
  asset: AssetRecord;
  /** Name from the camera or the importer; null: none. */
  fileName: string | null;
  itemType: string | null;
  originals: Original[];
  /** Apple lists the photo but lacks its original, which then has a name but no `field` and no bytes. */
  originalMissing: boolean;
  /** Files that are copied only on request, e.g. the sound of a photo; absent: none. */
  further?: Original[];
  /** Renditions by Apple that open everywhere, copied only on request; absent: none, or not requested. */
  compatible?: CompatibleFile[];
  /** Fingerprints of its thumbnails. */
  thumbs: string[];
}

/** Returns whether a file has bytes at Apple. Our own files and missing ones have no field there. */
export const isAtApple = ({ field }: Pick<Original, 'field'>): boolean => field !== '';

/** Returns whether Apple names the file but lacks it or describes it too poorly. Our own files are never missing. */
export const isMissing = ({ role, field }: Pick<Original, 'role' | 'field'>): boolean =>
  !isAtApple({ field }) && !traitsOf(role).isOwn;

/** Returns the error code of a missing file. */
export const missingCode = (role: Role): 'original-missing' | 'part-missing' =>
  role === 'original' ? 'original-missing' : 'part-missing';

/** Placeholder of a file that cannot be downloaded yet. */
const missingFile = (role: Role, fileType: string | null): Original => ({
  role,
  holder: recordName(''),
  field: '',
  checksum: '',
  sizeBytes: 0,
  fileType,
});

/** `assetSubtypeV2` of a Live Photo. Source: docs/icloud-photos.md 4.3. */
const LIVE_PHOTO = 2;

/** A role whose files Apple serves and that are always copied. */
type AppleRole = Exclude<NamedRole, 'details' | 'album' | 'gallery'>;

/**
 * Joins the two records of a photo. Two assets on one master give two items.
 *
 * The still of an edited video is only a poster, so it is omitted. A Live Photo has a video even if its record names none
 * yet. An edit without a rendered file has no file here: slow motion never has one.
 * Source: docs/icloud-photos.md 4.5.
 */
export function buildItem(asset: AssetRecord, master: MasterRecord): PhotoItem {
  const of = (role: Role, holder: RecordName, resource: Companion): Original[] => {
    if (!resource) return [];
    if ('isUnreadable' in resource) return [missingFile(role, resource.fileType)];
    const { field, checksum, sizeBytes, fileType } = resource;
    return [{ role, holder, field, checksum, sizeBytes, fileType }];
  };
  const isVideo = master.original !== null && isVideoType(master.original.fileType ?? master.itemType);
  const awaitedVideo: Companion =
    asset.subtypeV2 === LIVE_PHOTO && !isVideo ? { isUnreadable: true, fileType: null } : null;
  const further = furtherOf(asset, master);
  const compatible = compatibleFiles(asset, master, isVideo);
  const files: Record<AppleRole, Original[]> = {
    original: of('original', master.recordName, master.original ?? { isUnreadable: true, fileType: null }),
    'live-video': of('live-video', master.recordName, master.liveVideo ?? awaitedVideo),
    alternative: of('alternative', master.recordName, master.alternative),
    'edited-still': of(
      'edited-still',
      asset.recordName,
      isVideo && asset.editedVideo ? null : asset.editedStill,
    ),
    'edited-video': of('edited-video', asset.recordName, asset.editedVideo),
    sidecar: of('sidecar', master.recordName, master.sidecar),
  };
  return {
    asset: { ...asset, capturedAt: asset.capturedAt ?? master.createdAt },
    fileName: master.fileName,
    itemType: master.itemType,
    originals: Object.values(files).flat(),
    originalMissing: master.original === null,
    ...(further.length > 0 && { further }),
    ...(compatible.length > 0 && { compatible }),
    thumbs: [...new Set([...asset.thumbs, ...master.thumbs])],
  };
}

/** Lists further files of both records. A second file of one name gets another role, because the role is part of its key. */
function furtherOf(asset: AssetRecord, master: MasterRecord): Original[] {
  const roles = new Set<Role>();
  return [master, asset].flatMap(({ recordName: holder, further = [] }) =>
    further.map(({ field, checksum, sizeBytes, fileType }) => {
      const first: Role = `further:${baseOf(field)}`;
      const role: Role = roles.has(first) ? `${first}+` : first;
      roles.add(role);
      return { role, holder, field, checksum, sizeBytes, fileType };
    }),
  );
}

/** Returns the base name of a field, e.g. `resAudio` for `resAudioRes`. */
export const baseOf = (field: string): string => field.replace(/Res$/, '');

/** Files beside the usual ones that a copy takes in. */
export interface WantedExtras {
  /** Further files. */
  editData?: boolean | undefined;
  /** Compatible copies. */
  compatible?: boolean | undefined;
}

/** Adds the wanted extras of a photo to its files, compatible copies last. */
export function withExtras(item: PhotoItem, wanted: WantedExtras): PhotoItem {
  const further = (wanted.editData && item.further) || [];
  const compatible = (wanted.compatible && item.compatible) || [];
  return further.length + compatible.length === 0
    ? item
    : { ...item, originals: [...item.originals, ...further, ...compatible] };
}
