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
/**
 * Files that are copied only on request. Otherwise the report names those that have bytes. Source:
 * docs/icloud-photos.md 4.3.
 */
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
/** Matches the fields of files. Apple uses no other kind of name. */
const RESOURCE = /^res\w{1,60}Res$/;
/** Matches the smaller pictures and videos that Apple derives from the others. */
const DERIVATIVE = /^res(?:JPEG|Vid|VidCompl|OriginalVidCompl)(?:Thumb|Small|Med|Large|HDR\w*)$/;

/** Whether a resource is always copied, or a smaller version of one that is. Takes its name without `Res`. */
export const isKnownResource = (base: string): boolean =>
  COPIED_FILES.includes(base) || DERIVATIVE.test(base);

/** Lists the names of all files of a record, without `Res`. */
const fileNames = (fields: Fields): string[] =>
  Object.keys(fields)
    .filter((name) => RESOURCE.test(name))
    .map((name) => name.slice(0, -'Res'.length));

/**
 * Lists the files of a record that have bytes and are copied only on request, e.g. `resAudio`. Files with an
 * unknown name are among them.
 */
const furtherFiles = (fields: Fields): Resource[] =>
  fileNames(fields)
    .filter((base) => !isKnownResource(base))
    .toSorted()
    .map((base) => resourceField(fields, base))
    .filter((resource) => resource !== null)
    .filter(({ sizeBytes }) => sizeBytes > 0);

/**
 * Lists the names of a record's unknown files, e.g. `resHologram`. A file of an unknown shape counts, an empty one
 * does not.
 */
export const unknownFiles = (fields: Fields): string[] =>
  fileNames(fields)
    .filter((base) => !isKnownResource(base) && !FURTHER_FILES.includes(base))
    .filter((base) => {
      const value = optionalObject(fields, `${base}Res`)?.['value'];
      return isObject(value) && value['size'] !== 0;
    });

/** Adds the further files to a record. The field is absent where there are none, so that such records stay as they were. */
export function withFurtherFiles<Kept extends object>(
  record: Kept,
  fields: Fields,
): Kept & { further?: Resource[] } {
  const further = furtherFiles(fields);
  return further.length > 0 ? { ...record, further } : record;
}
