/**
 * Returns the link from a page in one folder to a file, percent-encoded segment by segment: `../Rom/100%25.JPG`.
 *
 * @param folder folder of the page, below the destination; empty for the destination itself
 * @param path path of the file, below the destination
 */
export function relativeLink(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  const up = Array.from({ length: from.length - shared }, () => '..');
  return [...up, ...to.slice(shared).map((name) => encodeURIComponent(name.toWellFormed()))].join('/');
}
