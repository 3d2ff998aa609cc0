import { type Fields, resourceField } from './fields.ts';

/** Files that are moved. */
const MOVED = [
  ...['resOriginal', 'resOriginalVidCompl', 'resOriginalAlt', 'resSidecar'],
  ...['resJPEGFull', 'resVidFull', 'resVidCompl'],
];
/** Smaller pictures and videos that Apple makes of the others. */
const DERIVATIVE = /^res(?:JPEG|Vid)(?:Thumb|Small|Med|Large|HDR\w*)$/;

/**
 * Lists further files with bytes that a record has and that are not moved, e.g. `resAudio`. A name that nobody knows is
 * one of them.
 */
const furtherFiles = (fields: Fields): string[] =>
  Object.keys(fields)
    .filter((name) => name.startsWith('res') && name.endsWith('Res'))
    .map((name) => name.slice(0, -'Res'.length))
    .filter((base) => !MOVED.includes(base) && !DERIVATIVE.test(base))
    .filter((base) => (resourceField(fields, base)?.sizeBytes ?? 0) > 0)
    .toSorted();

/** The same as a field of a record; absent where there is none, so that records without them stay as they were. */
export function withFurtherFiles<Kept extends object>(
  record: Kept,
  fields: Fields,
): Kept & { further?: string[] } {
  const further = furtherFiles(fields);
  return further.length > 0 ? { ...record, further } : record;
}
