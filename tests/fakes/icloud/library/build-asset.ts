import type { AssetOptions } from './asset-options.ts';
import { addLivePreviews, addPreviews, addVideoPreviews, type BuildContext } from './build-master.ts';
import { fileContent, tinyJpeg } from './content/file-content.ts';
import { addFurtherFiles } from './further-files.ts';
import type { AssetRecord, MasterRecord } from './records.ts';
import { Resource } from './resource.ts';

/** A new item that shows the given master. */
export function buildAsset(
  master: MasterRecord,
  options: AssetOptions,
  context: BuildContext,
  addedMs: number,
): AssetRecord {
  const { zone, random, nowMs } = context;
  const isEdited = options.editedStill !== undefined || options.editedVideo !== undefined;
  const asset: AssetRecord = {
    kind: 'CPLAsset',
    zone,
    recordName: options.recordName ?? random.uuid(),
    master,
    createdMs: nowMs,
    modifiedMs: nowMs,
    changeNumber: 1,
    isExpunged: false,
    takenMs: options.takenAt === null ? undefined : (options.takenAt ?? addedMs - 4_000),
    addedMs,
    timeZoneOffsetSeconds: options.timeZoneOffsetSeconds ?? 7200,
    isFavourite: options.favourite ?? false,
    isHidden: options.hidden ?? false,
    expungeMs: undefined,
    durationMs: options.durationMs ?? 0,
    assetSubtype: options.assetSubtype ?? 0,
    assetSubtypeV2: options.assetSubtypeV2 ?? 0,
    renderType: options.renderType ?? 0,
    adjustmentType: options.adjustmentType ?? (isEdited ? 'com.apple.photo' : undefined),
    burstId: options.burstId,
    burstFlags: options.burstFlags ?? 0,
    details: options.details ?? {},
    contributors:
      options.contributors ?? (zone.zoneName.startsWith('SharedSync-') ? [zone.ownerRecordName] : []),
    resources: new Map(),
    oddFields: new Map(Object.entries(options.oddAssetFields ?? {})),
  };
  addEdits(asset, options, context);
  addFurtherFiles(asset.resources, options.assetFiles, random);
  return asset;
}

/**
 * Puts edited files and their previews on an asset. An edited video has a poster picture. The edited video of a Live
 * Photo has a field of its own. Source: docs/icloud-photos.md 4.3, 4.5.
 */
export function addEdits(
  asset: AssetRecord,
  edits: Pick<AssetOptions, 'editedStill' | 'editedVideo' | 'thumbnail'>,
  { random }: Pick<BuildContext, 'random'>,
): void {
  const original = asset.master.resources.get('resOriginal');
  const size = { width: original?.width ?? 0, height: original?.height ?? 0 };
  const still =
    edits.editedStill ?? (edits.editedVideo && asset.master.isVideo ? { bytes: 1_800 } : undefined);
  if (!still && !edits.editedVideo) return;
  if (still) {
    const fileType = still.type ?? 'public.jpeg';
    const source = fileContent(still, fileType, random.integer(2 ** 31));
    asset.resources.set('resJPEGFull', new Resource({ source, fileType, ...size }));
  }
  if (edits.editedVideo) {
    const fileType = edits.editedVideo.type ?? 'com.apple.quicktime-movie';
    const source = fileContent(edits.editedVideo, fileType, random.integer(2 ** 31));
    const prefix = asset.master.isVideo ? 'resVidFull' : 'resVidCompl';
    asset.resources.set(prefix, new Resource({ source, fileType, ...size }));
    if (asset.master.isVideo) addVideoPreviews(asset.resources, random);
    else addLivePreviews(asset.resources, random);
  }
  addPreviews(asset.resources, { jpeg: edits.thumbnail ?? tinyJpeg }, size.width, random);
}
