import type { Rendition } from '../../domain/photo/record.ts';
import type { RecordName } from '../../units.ts';
import { type Fields, intField, resourceField } from './fields.ts';
import type { RecordPage } from './responses.ts';

/**
 * Smaller stills and videos that may open where the files do not, by their names without `Res`. Source:
 * docs/icloud-photos.md 4.8.
 */
export const RENDITIONS: readonly string[] = ['resJPEGLarge', 'resJPEGMed', 'resVidLarge', 'resVidMed'];

/** Files whose sizes say whether a rendition is of full size. */
export const SIZED_FILES: readonly string[] = [
  'resOriginal',
  'resOriginalVidCompl',
  'resJPEGFull',
  'resVidFull',
  'resVidCompl',
];

/** Files that a record's renditions show. */
interface RenditionSources {
  /** Of these, the first one that has bytes. */
  still: readonly string[];
  video: readonly string[];
  /** Fields that hold a rendition here, and an edit elsewhere. */
  more: readonly string[];
}

/** On a master, a full-size JPEG or video can be no edit. */
const ofMaster: RenditionSources = {
  still: ['resOriginal'],
  video: ['resOriginalVidCompl', 'resOriginal'],
  more: ['resJPEGFull', 'resVidFull'],
};
const ofAsset: RenditionSources = { still: ['resJPEGFull'], video: ['resVidFull', 'resVidCompl'], more: [] };

interface Pixels {
  longEdge: number;
  pixels: number;
}

function pixelsOf(fields: Fields, base: string): Pixels | null {
  const [width, height] = [intField(fields, `${base}Width`), intField(fields, `${base}Height`)];
  if (width === null || height === null || width <= 0 || height <= 0) return null;
  return { longEdge: Math.max(width, height), pixels: width * height };
}

/** Reads the renditions of a record, those of the most pixels first. Turned pictures have their edges exchanged. */
function readRenditions(fields: Fields, { still, video, more }: RenditionSources): Rendition[] {
  const sourceOf = (bases: readonly string[]): Pixels | null => {
    const base = bases.find((name) => resourceField(fields, name) !== null);
    return base === undefined ? null : pixelsOf(fields, base);
  };
  const sources = { still: sourceOf(still), video: sourceOf(video) };
  return [...more, ...RENDITIONS]
    .flatMap((base) => {
      const resource = resourceField(fields, base);
      if (resource === null || resource.sizeBytes === 0) return [];
      const own = pixelsOf(fields, base);
      const source = sources[base.startsWith('resJPEG') ? 'still' : 'video'];
      const isFullSize = own !== null && source !== null && own.pixels >= source.pixels;
      return [
        { rendition: { ...resource, longEdge: own?.longEdge ?? null, isFullSize }, pixels: own?.pixels ?? 0 },
      ];
    })
    .toSorted((a, b) => b.pixels - a.pixels)
    .map(({ rendition }) => rendition);
}

/**
 * Adds the renditions to the records of a page. A record without any has no field for them, as where none were
 * requested.
 */
export function withRenditions(page: RecordPage): RecordPage {
  const add = <Kept extends { recordName: RecordName }>(record: Kept, sources: RenditionSources): Kept => {
    const renditions = readRenditions(page.fields.get(record.recordName) ?? {}, sources);
    return renditions.length > 0 ? { ...record, renditions } : record;
  };
  return {
    ...page,
    assets: page.assets.map((asset) => add(asset, ofAsset)),
    masters: new Map([...page.masters].map(([name, master]) => [name, add(master, ofMaster)])),
  };
}
