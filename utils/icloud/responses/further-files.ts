import { isObject, optionalObject } from '../../http/json.ts';
import type { Resource } from '../../domain/photo/record.ts';
import { type Fields, resourceField } from './fields.ts';

/** Files that are always copied, by their names without `Res`. */
export const COPIED_FILES: readonly string[] = [
  'resOriginal',
  'resOriginalVidCompl',
  'resOriginalAlt',
  'resSidecar',
  'resJPEGFull',
  'resVidFull',
  'resVidCompl',
];
/** Files that are moved only when they are wanted; else the report names those that come. Source: docs/icloud-photos.md 4.3. */
export const FURTHER_FILES: readonly string[] = [
  'resOriginalSpatialOverCapture',
  'resOriginalVidComplOverCapture',
  'resAudio',
  'resSidecarOther',
  'resAdjBaseJPEG',
  'resAdjBaseVid',
  'resAdjBaseNormalVid',
  'resAdjData',
];
/** Fields of files; a name of another kind is none of Apple's. */
const RESOURCE = /^res\w{1,60}Res$/;
/** Smaller pictures and videos that Apple makes of the others. */
const DERIVATIVE = /^res(?:JPEG|Vid|VidCompl|OriginalVidCompl)(?:Thumb|Small|Med|Large|HDR\w*)$/;

/** Tells whether a resource is one that is moved, or a smaller copy of one, by its name without `Res`. */
export const isKnownResource = (base: string): boolean =>
  COPIED_FILES.includes(base) || DERIVATIVE.test(base);

/**
 * Lists further files with bytes that a record has and that are moved only when they are wanted, e.g. `resAudio`. A file
 * of an unknown name is one of them.
 */
const furtherFiles = (fields: Fields): Resource[] =>
  Object.keys(fields)
    .filter((name) => RESOURCE.test(name))
    .map((name) => name.slice(0, -'Res'.length))
    .filter((base) => !isKnownResource(base))
    .toSorted()
    .map((base) => resourceField(fields, base))
    .filter((resource) => resource !== null)
    .filter(({ sizeBytes }) => sizeBytes > 0);

/**
 * Lists names of files that a record has and that nobody knows, e.g. `resHologram`. A file of another shape than the
 * known ones is one of them; an empty one is none.
 */
export const unknownFiles = (fields: Fields): string[] =>
  Object.keys(fields)
    .filter((name) => RESOURCE.test(name))
    .map((name) => name.slice(0, -'Res'.length))
    .filter((base) => !isKnownResource(base) && !FURTHER_FILES.includes(base))
    .filter((base) => {
      const value = optionalObject(fields, `${base}Res`)?.['value'];
      return isObject(value) && value['size'] !== 0;
    });

/** The same as a field of a record; absent where there is none, so that records without them stay as they were. */
export function withFurtherFiles<Kept extends object>(
  record: Kept,
  fields: Fields,
): Kept & { further?: Resource[] } {
  const further = furtherFiles(fields);
  return further.length > 0 ? { ...record, further } : record;
}
