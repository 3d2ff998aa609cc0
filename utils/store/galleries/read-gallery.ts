import { folderOfPath, nameOfPath } from '../../domain/layout/path-parts.ts';
import { galleryEntry, type GalleryEntry } from '../../domain/gallery/gallery-entry.ts';
import { galleryPage, type GalleryLink } from '../../domain/gallery/gallery-page.ts';
import { folderIdOf } from '../../domain/file/file-key.ts';
import { levelsOf } from '../../domain/layout/destination-folder.ts';
import { isCompatible } from '../../domain/photo/role.ts';
import type { Run } from '../../domain/run/run.ts';
import { assertFound } from '../../errors.ts';
import type { OwnFileContent, QueuedFile } from '../../ports/work-queue.ts';
import { relativePath, type RelativePath } from '../../units.ts';
import { ownChecksum, ownFileKey } from '../placing/place-own-file.ts';
import type { GalleryOutline, LogDatabase } from '../schema.ts';

/** Everything that a page depends on, besides the log. */
export type GalleryRun = Pick<Run, 'arrangement' | 'destinationFolder'>;

/** Returns the item key of a page. */
export const pageKey = (folder: string, number: number): string => `gallery:${number}:${folder}`;

/** Returns the path of a page unless that is taken: `Rom/index.html`, `Rom/index-2.html`. */
export const usualPath = (folder: string, number: number): RelativePath =>
  relativePath(`${folder === '' ? '' : `${folder}/`}index${number === 1 ? '' : `-${number}`}.html`);

/** Photos read at once. */
const BATCH = 100;

/** Builds the bytes of a page that was placed before. */
export async function readGalleryFile(
  database: LogDatabase,
  { itemKey }: Pick<QueuedFile, 'itemKey'>,
  run: GalleryRun,
): Promise<OwnFileContent> {
  const outline = (await database.get('items', itemKey))?.outline;
  assertFound(outline, 'the outline of the page');
  return buildGallery(database, outline, run);
}

/** Builds a page from its outline and from what the log holds of its photos now. Only one page is in memory. */
export async function buildGallery(
  database: LogDatabase,
  outline: GalleryOutline,
  run: GalleryRun,
): Promise<OwnFileContent> {
  const { folder, number, pageCount, photos, folders } = outline;
  const entries: GalleryEntry[] = [];
  for (let from = 0; from < photos.length; from += BATCH)
    entries.push(...(await readEntries(database, folder, photos.slice(from, from + BATCH), run)));
  const [parentPath, ...pages] = await Promise.all([
    pathOf(database, folderOfPath(folder), 1),
    ...Array.from({ length: pageCount }, (_, index) => pathOf(database, folder, index + 1)),
  ]);
  const links = await Promise.all(folders.map((inside) => linkTo(database, inside)));
  const { html, mark } = galleryPage({
    folder,
    number,
    pages,
    entries,
    heading: nameOf(folder, run),
    language: run.arrangement.folderLanguage ?? 'en',
    parent: folder === '' ? null : { name: nameOf(folderOfPath(folder), run), path: parentPath },
    folders: links.filter((link) => link !== null),
  });
  return { bytes: new TextEncoder().encode(html), checksum: ownChecksum(mark) };
}

const nameOf = (folder: string, { destinationFolder }: GalleryRun): string =>
  folder === '' ? (levelsOf(destinationFolder).at(-1) ?? '') : nameOfPath(folder);

/** Reads the path of a page, and assumes the usual one before the page has any. */
async function pathOf(database: LogDatabase, folder: string, number: number): Promise<RelativePath> {
  const file = await database.get('files', ownFileKey(pageKey(folder, number), 'gallery'));
  return file?.path ?? usualPath(folder, number);
}

/** Returns the link to a folder; null if it has no page: none of its photos could be copied. */
async function linkTo(database: LogDatabase, folder: string): Promise<GalleryLink | null> {
  const file = await database.get('files', ownFileKey(pageKey(folder, 1), 'gallery'));
  return file ? { name: nameOfPath(folder), path: file.path } : null;
}

async function readEntries(
  database: LogDatabase,
  folder: string,
  keys: readonly string[],
  { arrangement }: GalleryRun,
): Promise<GalleryEntry[]> {
  const transaction = database.transaction(['photos', 'files']);
  const [photos, byItem] = [
    transaction.objectStore('photos'),
    transaction.objectStore('files').index('byItem'),
  ];
  const read = keys.map(async (key) => {
    const [photo, files] = await Promise.all([photos.get(key), byItem.getAll(key)]);
    const copied = files.filter(({ state }) => state.status !== 'failed');
    const isHere = ({ path }: QueuedFile): boolean => folderOfPath(path) === folder;
    const places = new Set(copied.filter(isHere).map(({ key: fileKey }) => folderIdOf(fileKey)));
    const here = copied
      .filter((file) => isHere(file) || (isCompatible(file.role) && places.has(folderIdOf(file.key))))
      .toSorted((a, b) => a.order - b.order)
      .map(({ role, path }) => ({ role, path }));
    return galleryEntry(photo?.photo.asset ?? null, here, arrangement.places);
  });
  return (await Promise.all(read)).filter((entry) => entry !== null);
}
