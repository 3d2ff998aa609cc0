import type { AssetOptions, FileOptions } from './asset-options.ts';
import { cameraExtension, fileContent, tinyJpeg } from './content/file-content.ts';
import { addFurtherFiles } from './further-files.ts';
import type { MasterRecord, StoredFileName, LibraryZone } from './records.ts';
import { Resource, type ResourcePrefix } from './resource.ts';
import { beginningWith } from './content/seeded-bytes.ts';
import type { SeededRandom } from './content/seeded-random.ts';

/** Pictures smaller than this have no medium preview. Source: docs/icloud-photos.md 4.2. */
const MEDIUM_EDGE = 2048;

/** Facts about the library that both record builders need. */
export interface BuildContext {
  random: SeededRandom;
  zone: LibraryZone;
  nowMs: number;
  /** Running number of the item, for its default name. */
  itemNumber: number;
}

/** The files of a new item, as a master record. */
export function buildMaster(options: AssetOptions, context: BuildContext): MasterRecord {
  const { random, zone, nowMs, itemNumber } = context;
  const type = options.type ?? 'public.jpeg';
  const isVideo = /movie|mpeg|video/.test(type);
  const { width = isVideo ? 1920 : 4032, height = isVideo ? 1080 : 3024 } = options;
  const resources = new Map<ResourcePrefix, Resource>();
  const add = (prefix: ResourcePrefix, file: FileOptions, fallbackType: string, size = { width, height }) => {
    const fileType = file.type ?? fallbackType;
    const source = fileContent(file, fileType, random.integer(2 ** 31));
    resources.set(
      prefix,
      new Resource({ source, fileType, ...size, urlOnlyOnLookup: options.urlOnlyOnLookup ?? false }),
    );
  };
  if (!options.originalMissing) add('resOriginal', options, type);
  if (options.liveVideo)
    add('resOriginalVidCompl', options.liveVideo, 'com.apple.quicktime-movie', { width: 1308, height: 980 });
  if (options.alternative) add('resOriginalAlt', options.alternative, 'public.jpeg');
  if (options.sidecar) add('resSidecar', options.sidecar, 'com.apple.photos.aae', { width: 0, height: 0 });
  addFurtherFiles(resources, options.masterFiles, random);
  addPreviews(
    resources,
    { jpeg: options.thumbnail ?? tinyJpeg, mediumBytes: options.mediumBytes },
    width,
    random,
  );
  if (options.largePreview) add('resJPEGLarge', { bytes: 40_000 }, 'public.jpeg');
  if (isVideo) addVideoPreviews(resources, random);
  else if (options.liveVideo) addLivePreviews(resources, random);

  const original = resources.get('resOriginal');
  const drawn = random.bytes(20);
  const nameWithout = original ? '' : Buffer.concat([Buffer.of(1), drawn]).toString('base64');
  return {
    kind: 'CPLMaster',
    zone,
    get recordName() {
      return original?.fileChecksum ?? nameWithout;
    },
    createdMs: nowMs,
    modifiedMs: nowMs,
    changeNumber: 1,
    isExpunged: false,
    fileName: storedName(options.name, `IMG_${String(itemNumber).padStart(4, '0')}${cameraExtension(type)}`),
    itemType: options.itemType === null ? undefined : (options.itemType ?? type),
    isVideo,
    originalOrientation: 1,
    resources,
    oddFields: new Map(Object.entries(options.oddMasterFields ?? {})),
  };
}

/** The JPEG previews that masters and edited assets have: thumbnail always, medium for large pictures. */
export function addPreviews(
  resources: Map<ResourcePrefix, Resource>,
  { jpeg, mediumBytes = jpeg.length + 24 }: { jpeg: Uint8Array; mediumBytes?: number | undefined },
  width: number,
  random: SeededRandom,
): void {
  const preview = (sizeBytes: number) => beginningWith(jpeg, sizeBytes, random.integer(2 ** 31));
  const fileType = 'public.jpeg';
  resources.set(
    'resJPEGThumb',
    new Resource({ source: preview(jpeg.length + 16), fileType, width: 480, height: 360 }),
  );
  if (width >= MEDIUM_EDGE) {
    resources.set(
      'resJPEGMed',
      new Resource({ source: preview(mediumBytes), fileType, width: 2048, height: 1536 }),
    );
  }
}

/** The transcoded videos of movies. Source: docs/icloud-photos.md 4.8. */
export const addVideoPreviews = (resources: Map<ResourcePrefix, Resource>, random: SeededRandom): void =>
  addTranscoded(resources, random, 'public.mpeg-4', [
    [1280, 720],
    [640, 360],
  ]);

/** Those of Live Photos, which are QuickTime movies too. Source: docs/icloud-photos.md 4.8. */
export const addLivePreviews = (resources: Map<ResourcePrefix, Resource>, random: SeededRandom): void =>
  addTranscoded(resources, random, 'com.apple.quicktime-movie', [
    [872, 653],
    [581, 436],
  ]);

function addTranscoded(
  resources: Map<ResourcePrefix, Resource>,
  random: SeededRandom,
  fileType: string,
  [med, small]: [[number, number], [number, number]],
): void {
  const add = (prefix: ResourcePrefix, [width, height]: [number, number]): void => {
    const source = fileContent({ bytes: 600 }, fileType, random.integer(2 ** 31));
    resources.set(prefix, new Resource({ source, fileType, width, height }));
  };
  add('resVidMed', med);
  add('resVidSmall', small);
}

function storedName(name: AssetOptions['name'], fallback: string): StoredFileName {
  if (name === null) return { kind: 'missing' };
  if (name === undefined || typeof name === 'string') return { kind: 'encoded', text: name ?? fallback };
  return name;
}
