import { recordName, type RecordName } from '../../units.ts';
import { isVideoType } from './file-type.ts';
import type { AssetRecord, Companion, MasterRecord } from './record.ts';
import { type NamedRole, type Role, traitsOf } from './role.ts';

/** One file to move, and where Apple keeps it. */
export interface Original {
  role: Role;
  /** Record to look up for a fresh address: the master's for what the camera made, the asset's for an edit. */
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  fileType: string | null;
  /** Type that its first bytes tell, where Apple does not tell one; null: they tell none. Absent: nobody has looked. */
  sniffed?: string | null;
}

/** What a person calls a photo, with all its files; it is done when they all are. */
export interface PhotoItem {
  asset: AssetRecord;
  /** Name that the camera or the importer gave; null if there is none. */
  fileName: string | null;
  itemType: string | null;
  originals: Original[];
  /** Apple lists the photo, but has not got its original yet: that has no `field` and no bytes, and only a name. */
  originalMissing: boolean;
  /** Files that are moved only when they are wanted, e.g. the sound of a photo; absent: none. */
  further?: Original[];
  /** Fingerprints of its small pictures. */
  thumbs: string[];
}

/** Whether a file has bytes at Apple. Our own files and missing ones have no field there. */
export const isAtApple = ({ field }: Pick<Original, 'field'>): boolean => field !== '';

/** Whether Apple names the file, but has not got it, or does not say what it is; files of our own are never missing. */
export const isMissing = ({ role, field }: Pick<Original, 'role' | 'field'>): boolean =>
  !isAtApple({ field }) && !traitsOf(role).isOwn;

/** What is said of a file that Apple names and has not got. */
export const missingCode = (role: Role): 'original-missing' | 'part-missing' =>
  role === 'original' ? 'original-missing' : 'part-missing';

/** Stands for a file that there is, and that cannot be fetched yet. */
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
type AppleRole = Exclude<NamedRole, 'details' | 'album'>;

/**
 * Puts the two records of a photo together. Two assets on one master give two items.
 *
 * Of an edited video, the still is only a poster and no file of the user's: it is left out. A Live Photo has a video,
 * also where its record names none yet. An edit without a rendered file is none of its files: slow motion never has one.
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
    thumbs: [...new Set([...asset.thumbs, ...master.thumbs])],
  };
}

/** Both records may have a file of one name: the second one gets another role, for a role is part of a file's key. */
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

/** Name of a file at Apple, e.g. `resAudio` for the field `resAudioRes`. */
export const baseOf = (field: string): string => field.replace(/Res$/, '');

/** A photo with its further files among its files, where those are wanted. */
export const withFurther = (item: PhotoItem, isWanted: boolean | undefined): PhotoItem =>
  isWanted && item.further ? { ...item, originals: [...item.originals, ...item.further] } : item;
