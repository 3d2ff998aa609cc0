import { untouchedPage } from '../gallery/gallery-mark.ts';

/**
 * Returns whether two of our own files describe the same photo, album or folder. Then the newer may replace the older, even
 * if the log was lost and the details have changed since.
 *
 * @param stored text at the destination; may be cut off, or be anything at all
 * @param written text to write there
 */
export function isSameSubject(stored: string, written: string): boolean {
  const subject = subjectOf(written);
  return subject !== null && subjectOf(stored) === subject;
}

const subjectOf = (text: string): string | null =>
  ofAlbum(text) ?? ofDetailsJson(text) ?? ofDetailsXmp(text) ?? ofGallery(text);

/** An album.json begins with the album's name and folders; see album-file.ts. */
const ofAlbum = (text: string): string | null =>
  /^\{\n {2}"name": .*\n {2}"folders": (?:\[\]|\[\n(?: {4}.*\n)* {2}\]),\n(?= {2}"cover": )/.exec(
    text,
  )?.[0] ?? null;

/** Details as JSON end with the record name of the photo; see details-json.ts. */
const ofDetailsJson = (text: string): string | null =>
  text.startsWith('{\n  "fileName": ')
    ? (/\n {2}"assetRecordName": (".*")\n\}\n$/.exec(text)?.[1] ?? null)
    : null;

/** Our own namespace in an XMP file holds the time when the photo was added; see details-xmp.ts. */
function ofDetailsXmp(text: string): string | null {
  if (!text.includes('xmlns:fotoflytt="urn:fotoflytt:details:1.0/"')) return null;
  const property = (name: string): string | null =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? null;
  const added = property('fotoflytt:AddedDate');
  return added === null ? null : JSON.stringify([added, property('xmpMM:PreservedFileName')]);
}

/**
 * All gallery pages are of one subject: a page at the path of another has come there with a folder that somebody moved. A page
 * that somebody has changed is not ours any more.
 */
const ofGallery = (text: string): string | null => (untouchedPage(text) === null ? null : 'gallery');
