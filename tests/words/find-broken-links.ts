import { readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

/** Paths that no file of ours has: the build writes the manifest, and Apple's page has a path of its own. */
const FOREIGN = /^manifest\.json$|^\//;
const FOLDER_PATH = /^(?:utils|entrypoints|components|tests|docs|public|\.ci)\/[\w./[\]-]+$/;
const FILE_NAME = /^[\w./-]+\.(?:tsx?|mjs|md|css|json|html)$/;

/** Matches names and the source file that a document says they are in: "`one` and `two` in `utils/three.ts`". */
const NAMES_IN_FILE = /((?:`\w+`(?:, | and | or )?)+) in `([\w./[\]-]+\.tsx?)`/g;

/** The anchor that a heading gets. */
const slugOf = (heading: string): string =>
  heading
    .replaceAll(/[`*]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slugOf(heading));

/** All folders above the files. */
function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set<string>(['.']);
  for (const file of files)
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  return folders;
}

/** Finds names that a text looks for in a source file which does not hold them. */
export function findLostNames(root: string, text: string, files: readonly string[]): string[] {
  return [...text.replaceAll('\n', ' ').matchAll(NAMES_IN_FILE)].flatMap(([, names = '', path = '']) => {
    if (!files.includes(path)) return [];
    const source = readFileSync(join(root, path), 'utf8');
    const wanted = [...names.matchAll(/\w+(?=`)/g)].map(([name]) => name);
    return wanted
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(source))
      .map((name) => `${name} in ${path}`);
  });
}

/** Finds relative links, anchors and named paths in a document that lead nowhere. */
export function findBrokenLinks(root: string, document: string, files: readonly string[]): string[] {
  const known = new Set([...files, ...foldersOf(files)]);
  const text = readFileSync(join(root, document), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  const resolve = (path: string): string => normalize(join(dirname(document), path));

  const isBrokenLink = (link: string): boolean => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : resolve(path).replace(/\/$/, '');
    if (!known.has(target)) return true;
    if (anchor === undefined || !target.endsWith('.md')) return false;
    return !headingsOf(readFileSync(join(root, target), 'utf8')).includes(anchor);
  };
  const isBrokenPath = (path: string): boolean => {
    if (FOREIGN.test(path)) return false;
    if (FOLDER_PATH.test(path)) return !known.has(path);
    if (!FILE_NAME.test(path) || known.has(path) || known.has(resolve(path))) return false;
    return !files.some((file) => (path.includes('/') ? file.endsWith(`/${path}`) : basename(file) === path));
  };

  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const paths = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) =>
    (code.split('#')[0] ?? '').replace(/\/+$/, ''),
  );
  return [
    ...links.filter((link) => !/^(?:https?|mailto):/.test(link) && isBrokenLink(link)),
    ...paths.filter(isBrokenPath),
  ];
}
