import { isVideoType } from './file-type.ts';
import type { RecordName } from '../../units.ts';
import type { AssetRecord, Companion, MasterRecord, Rendition, Resource } from './record.ts';
import type { CompatibleRole, CompatibleSource, Role } from './role.ts';

/** A compatible copy: a rendition that opens everywhere, made by Apple. It is never the original. */
export interface CompatibleFile extends Rendition {
  role: CompatibleRole;
  /** Record to look up for a new signed URL. */
  holder: RecordName;
}

/** A photo, as far as its need of compatible copies depends on it. */
interface FilesOfPhoto {
  itemType: string | null;
  originals: readonly (Pick<Resource, 'field' | 'fileType'> & { role: Role })[];
  compatible?: readonly CompatibleFile[];
}

/** Types that every device and program opens. */
const OPEN_STILLS: readonly (string | null)[] = ['public.jpeg', 'public.png', 'com.compuserve.gif'];
const OPEN_VIDEO = 'public.mpeg-4';

type Files = Pick<MasterRecord, 'original' | 'liveVideo' | 'alternative' | 'itemType'> &
  Pick<AssetRecord, 'editedStill' | 'editedVideo'>;

const typeOf = (file: Companion): string | null => file?.fileType ?? null;

/** Whether the camera's still opens everywhere, or has a second original that does. */
const isStillOpen = ({ original, alternative, itemType }: Files): boolean =>
  OPEN_STILLS.includes(typeOf(original) ?? itemType) || OPEN_STILLS.includes(typeOf(alternative));

/**
 * Lists the compatible copies of a photo: a JPEG for each still that does not open everywhere, and an MP4 for each video.
 *
 * Records name no codec, so an MP4 may hold HEVC: its rendition is taken too, unless it has the same bytes. Apple's
 * renditions of the videos of Live Photos are QuickTime movies, as the videos are, and are not taken.
 * Source: docs/icloud-photos.md 4.8. Decision: docs/decisions/016-compatible-copies.md.
 */
export function compatibleFiles(
  asset: AssetRecord,
  master: MasterRecord,
  isVideo: boolean,
): CompatibleFile[] {
  const jpeg = (source: CompatibleSource, { recordName, renditions }: AssetRecord | MasterRecord) =>
    fileOf(
      source,
      recordName,
      renditions?.find(({ fileType }) => fileType === 'public.jpeg'),
    );
  const mp4 = (
    source: CompatibleSource,
    of: Companion,
    { recordName, renditions }: AssetRecord | MasterRecord,
  ) => {
    const rendition = renditions?.find(({ fileType }) => fileType === OPEN_VIDEO);
    const isTheSame = of !== null && 'checksum' in of && of.checksum === rendition?.checksum;
    return of === null || isTheSame ? [] : fileOf(source, recordName, rendition);
  };
  if (master.original === null) return [];
  const { editedStill, editedVideo } = asset;
  if (isVideo)
    return [...mp4('original', master.original, master), ...mp4('edited-video', editedVideo, asset)];
  return [
    ...(isStillOpen({ ...master, ...asset }) ? [] : jpeg('original', master)),
    ...mp4('live-video', master.liveVideo, master),
    ...(editedStill === null || OPEN_STILLS.includes(typeOf(editedStill)) ? [] : jpeg('edited-still', asset)),
    ...mp4('edited-video', editedVideo, asset),
  ];
}

const fileOf = (
  source: CompatibleSource,
  holder: RecordName,
  rendition: Rendition | undefined,
): CompatibleFile[] => (rendition ? [{ role: `compatible:${source}`, holder, ...rendition }] : []);

/**
 * Returns whether a file of a photo may not open everywhere and Apple has no compatible copy of it. A Live Photo needs
 * only its still.
 */
export function lacksCompatible({ originals, itemType, compatible = [] }: FilesOfPhoto): boolean {
  const typeOfRole = (role: CompatibleSource | 'alternative'): string | null | undefined => {
    const file = originals.find((original) => original.role === role);
    return file && file.field !== '' ? (file.fileType ?? (role === 'original' ? itemType : null)) : undefined;
  };
  const isVideo = isVideoType(typeOfRole('original') ?? itemType);
  const isOpen = (type: string | null): boolean =>
    isVideo ? type === OPEN_VIDEO : OPEN_STILLS.includes(type);
  const has = (source: CompatibleSource): boolean =>
    compatible.some(({ role }) => role === `compatible:${source}`);
  const needed: CompatibleSource[] = ['original', isVideo ? 'edited-video' : 'edited-still'];
  return needed.some((source) => {
    const type = typeOfRole(source);
    if (type === undefined || isOpen(type) || has(source)) return false;
    return source !== 'original' || !isOpen(typeOfRole('alternative') ?? null);
  });
}
