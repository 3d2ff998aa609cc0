import { jfsPath, type JfsPath, type RelativePath } from '../units.ts';
import { nameKey } from '../domain/photo/safe-name.ts';
import { JFS } from './hosts.ts';

/** Plain storage that belongs to no computer and is kept until the user deletes it. Source: docs/jottacloud.md 2.3. */
const DEVICE = 'Jotta';
const MOUNTPOINT = 'Archive';

/** Builds the path that `allocate` expects: plain text, without the user name. */
export const allocatePath = (destinationFolder: string, path: RelativePath): JfsPath =>
  jfsPath(`/jfs/${DEVICE}/${MOUNTPOINT}/${destinationFolder}/${path}`);

/** Splits a path of {@link allocatePath} into its names below the mountpoint. */
export const segmentsOfAllocatePath = (path: JfsPath): string[] =>
  path.slice(`/jfs/${DEVICE}/${MOUNTPOINT}/`.length).split('/');

/** Builds the address of a file or folder below the mountpoint. Every segment is fully escaped. */
export const jfsAddress = (username: string, ...segments: string[]): string =>
  [JFS, username, DEVICE, MOUNTPOINT, ...segments]
    .map((segment, index) => (index === 0 ? segment : escapeSegment(segment)))
    .join('/');

/** Escapes like `encodeURIComponent`, and also the five characters that it leaves. Source: docs/jottacloud.md 2.8. */
const escapeSegment = (segment: string): string =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * Returns the path of a listed file below the destination; null if it lies elsewhere. Liststream's folders are
 * `/Archive/<destination>/…`.
 *
 * Compares folder by folder, because the same name can have another length there: an accented letter has two forms.
 */
export function pathBelow(
  destinationFolder: string,
  { folder, name }: { folder: string; name: string },
): string | null {
  const root = [MOUNTPOINT, ...destinationFolder.split('/')];
  const [top, ...segments] = folder.split('/');
  const isInside =
    top === '' && root.every((segment, at) => nameKey(segment) === nameKey(segments[at] ?? ''));
  return isInside ? [...segments.slice(root.length), name].filter(Boolean).join('/') : null;
}
