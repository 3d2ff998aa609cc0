import type {
  ManifestAlbum,
  ManifestEntry,
  ManifestFile,
  ManifestGone,
} from '../domain/manifest/manifest.ts';
import { isObject, parseJsonOrNull } from '../http/json.ts';
import { md5, type RelativePath, relativePath } from '../units.ts';

/** Last line of a file: it proves that nothing is missing before it. */
export interface EndLine {
  kind: 'end';
  entries: number;
}

/** Longest text of one field, in characters. */
const MAX_TEXT = 4_096;
/** Longest checksum; Apple's have 28 characters. */
const MAX_CHECKSUM = 256;
/** Longest name of a folder or file at Jottacloud, in UTF-16 units. Source: docs/jottacloud.md 2.8. */
const MAX_NAME = 255;
/** Folders of an album, one in the other. */
const MAX_TITLES = 64;

const lists: readonly ManifestFile['list'][] = ['main', 'hidden', 'deleted'];
const proofs: readonly ManifestFile['proof'][] = ['checksum', 'size', 'own'];

/**
 * Writes one entry as a line of JSON without its line break. Usual values are left out:
 *
 *     {"k":"<file key>","c":"<checksum>","m":"<md5>","s":<bytes>,"p":"<path>","h":"<hash of path>","l":"hidden","v":"size"}
 *     {"g":"<file key>"}
 *     {"a":"<album key>","t":["<folder>","<album>"]}
 */
export function writeLine(entry: ManifestEntry): string {
  if (entry.kind === 'gone') return JSON.stringify({ g: entry.fileKey });
  if (entry.kind === 'album')
    return JSON.stringify({ a: entry.albumKey, ...(entry.titles && { t: entry.titles }) });
  const { fileKey, checksum, md5: hash, sizeBytes, path, pathHash, list, proof } = entry;
  return JSON.stringify({
    k: fileKey,
    c: checksum,
    m: hash,
    s: sizeBytes,
    ...(path !== null && { p: path }),
    ...(pathHash !== null && { h: pathHash }),
    ...(list !== 'main' && { l: list }),
    ...(proof !== 'checksum' && { v: proof }),
  });
}

/** Writes the last line. */
export const writeEnd = (entries: number): string => JSON.stringify({ end: true, entries });

/** Parses a line after the header; null for a line that is not exactly as {@link writeLine} or {@link writeEnd} makes it. */
export function parseLine(line: string): ManifestEntry | EndLine | null {
  const value = parseJsonOrNull(line);
  if (!isObject(value)) return null;
  if ('k' in value) return parseFile(value);
  if ('g' in value) return parseGone(value);
  if ('a' in value) return parseAlbum(value);
  const { end, entries } = value;
  return end === true && isCount(entries) ? { kind: 'end', entries } : null;
}

function parseFile(value: Record<string, unknown>): ManifestFile | null {
  const { k, c, m, s, p = null, h = null, l = 'main', v = 'checksum' } = value;
  const list = lists.find((name) => name === l);
  const proof = proofs.find((name) => name === v);
  if (!isFileKey(k) || !isChecksum(c) || !isHex32(m) || !isCount(s) || !list || !proof) return null;
  // A file has its path, or the hash of it.
  if ((p === null) === (h === null)) return null;
  const path = p === null ? null : parsePath(p);
  if ((p !== null && path === null) || (h !== null && !isHex32(h))) return null;
  return { kind: 'file', fileKey: k, list, checksum: c, md5: md5(m), sizeBytes: s, path, pathHash: h, proof };
}

const parseGone = ({ g }: Record<string, unknown>): ManifestGone | null =>
  isFileKey(g) ? { kind: 'gone', fileKey: g } : null;

function parseAlbum({ a, t = null }: Record<string, unknown>): ManifestAlbum | null {
  if (!isText(a)) return null;
  if (t === null) return { kind: 'album', albumKey: a, titles: null };
  const isList = Array.isArray(t) && t.length > 0 && t.length <= MAX_TITLES;
  return isList && t.every(isTitle) ? { kind: 'album', albumKey: a, titles: t } : null;
}

// oxlint-disable-next-line no-control-regex -- control characters are searched for
const FORBIDDEN = /["*:<>?|\\%\u0000-\u001f\u007f-\u009f]/;

/** Returns a path below the destination; null if Jottacloud refuses one of its names, or if it leads elsewhere. */
function parsePath(value: unknown): RelativePath | null {
  if (!isText(value) || FORBIDDEN.test(value) || !value.isWellFormed()) return null;
  const isName = (name: string): boolean => name.length <= MAX_NAME && !/^\.*$/.test(name);
  return value.split('/').every(isName) ? relativePath(value) : null;
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TEXT;
const isTitle = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT;
const isFileKey = (value: unknown): value is string => isText(value) && /^.+#[^#@]+@[^#@]*$/s.test(value);
const isChecksum = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_CHECKSUM && /^[!-~]*$/.test(value);
const isHex32 = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
