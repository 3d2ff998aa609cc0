/** Appearance of a file in lists. */
export type FileAppearance = 'photo' | 'video' | 'document';

const videos: ReadonlySet<string> = new Set(
  'mov qt mp4 m4v avi mpg mpeg m2v 3gp 3g2 mts m2ts webm mkv'.split(' '),
);
const documents: ReadonlySet<string> = new Set('json xmp aae txt pdf ai m4a mp3'.split(' '));

/** Returns the appearance of a file by its extension; unknown files count as photos, like most files. */
export function fileAppearance(name: string): FileAppearance {
  const end = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (videos.has(end)) return 'video';
  return documents.has(end) ? 'document' : 'photo';
}
