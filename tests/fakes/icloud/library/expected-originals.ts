import type { AssetRecord } from './records.ts';
import type { Resource, ResourcePrefix } from './resource.ts';

/** Role of a file in its photo. */
export type OriginalRole =
  'original' | 'liveVideo' | 'alternative' | 'editedStill' | 'editedVideo' | 'sidecar' | CompatibleRole;

/** Role of a rendition that opens everywhere. */
export type CompatibleRole = 'compatibleStill' | 'compatibleVideo' | 'compatibleEdit';

/** One file that a complete copy holds, once for each asset that shows it. */
export interface ExpectedOriginal {
  assetRecordName: string;
  zoneName: string;
  role: OriginalRole;
  /** The photo's name, exactly as iCloud stores it; empty if it stores no readable one. */
  fileName: string;
  isHidden: boolean;
  sizeBytes: number;
  /** Lower-case hex; computed when read. */
  readonly md5: string;
  /** Apple's `fileChecksum`; computed when read. */
  readonly checksum: string;
}

const MASTER_ROLES: [ResourcePrefix, OriginalRole][] = [
  ['resOriginal', 'original'],
  ['resOriginalVidCompl', 'liveVideo'],
  ['resOriginalAlt', 'alternative'],
  ['resSidecar', 'sidecar'],
];

/** All files of one asset. The poster picture of an edited video is not included. Source: docs/icloud-photos.md 4.5. */
export function expectedOriginalsOf(asset: AssetRecord): ExpectedOriginal[] {
  const { master } = asset;
  const files = MASTER_ROLES.map(([prefix, role]) => [master.resources.get(prefix), role] as const);
  files.push([master.isVideo ? undefined : asset.resources.get('resJPEGFull'), 'editedStill']);
  files.push([asset.resources.get('resVidFull') ?? asset.resources.get('resVidCompl'), 'editedVideo']);
  return files.flatMap(([resource, role]) => (resource ? [describe(asset, resource, role)] : []));
}

const OPEN_STILLS = ['public.jpeg', 'public.png', 'com.compuserve.gif'];

/**
 * All compatible copies of one asset: the medium JPEG of a still that does not open everywhere and of such an edit, and
 * the MP4 of a movie. Apple has none of the videos of Live Photos. Source: docs/icloud-photos.md 4.8.
 */
export function expectedCompatibleOf(asset: AssetRecord): ExpectedOriginal[] {
  const { master, resources: edits } = asset;
  const files = master.resources;
  const opens = (resource: Resource | undefined): boolean =>
    resource !== undefined && OPEN_STILLS.includes(resource.fileType);
  const original = files.get('resOriginal');
  if (!original) return [];
  const found: [Resource | undefined, CompatibleRole][] = master.isVideo
    ? [
        [files.get('resVidMed'), 'compatibleVideo'],
        [edits.has('resVidFull') ? edits.get('resVidMed') : undefined, 'compatibleEdit'],
      ]
    : [
        [
          opens(original) || opens(files.get('resOriginalAlt')) ? undefined : files.get('resJPEGMed'),
          'compatibleStill',
        ],
        [
          edits.has('resJPEGFull') && !opens(edits.get('resJPEGFull')) ? edits.get('resJPEGMed') : undefined,
          'compatibleEdit',
        ],
      ];
  return found.flatMap(([resource, role]) => (resource ? [describe(asset, resource, role)] : []));
}

function describe(asset: AssetRecord, resource: Resource, role: OriginalRole): ExpectedOriginal {
  const { fileName } = asset.master;
  return {
    assetRecordName: asset.recordName,
    zoneName: asset.zone.zoneName,
    role,
    fileName: 'text' in fileName ? fileName.text : '',
    isHidden: asset.isHidden,
    sizeBytes: resource.sizeBytes,
    get md5() {
      return resource.md5;
    },
    get checksum() {
      return resource.fileChecksum;
    },
  };
}
