import type { ManifestEntry, ManifestHeader } from '../domain/manifest/manifest.ts';
import { parseHeader } from './header.ts';
import { parseLine } from './line.ts';
import { chunksOf, streamOf } from './streams.ts';

/** State of a manifest file, once it is read to its end. */
export type ManifestEnd =
  /** Every entry was read. */
  | { kind: 'complete'; entries: number }
  /** It was cut, its bytes are damaged, or lines are no entries. The entries before are intact, but some are missing. */
  | { kind: 'damaged'; entries: number; badLines: number }
  /** A later version of Fotoflytt wrote it. Nothing is used. */
  | { kind: 'newer'; version: number }
  /** It is no manifest. */
  | { kind: 'foreign' };

/** One file of a manifest while it is read. */
export interface ManifestReading {
  /** null: nothing of the file can be used, and `entries` yields nothing. */
  header: ManifestHeader | null;
  /** Yields intact entries in batches of a few hundred, in their order. Returns what the file was. To be called once. */
  entries(): AsyncGenerator<ManifestEntry[], ManifestEnd>;
}

/** Longest line in characters. A longer one is no entry, and is not kept in memory. */
const MAX_LINE = 32_768;
/** Most lines of a file: more than any library has files. Reading stops there. */
const MAX_LINES = 10_000_000;

/**
 * Starts to read one file of a manifest. Nothing in it is trusted: it may be cut, damaged, or made by somebody else.
 * Keeps one chunk in memory. Format: docs/decisions/018-manifest.md.
 *
 * @param chunks bytes of the file; an error of theirs is thrown, because it says nothing of the file
 */
export async function decodeManifest(chunks: AsyncIterable<Uint8Array>): Promise<ManifestReading> {
  const lines = linesOf(chunks);
  const start = await nextLines(lines);
  if (!start.lines) return { header: null, entries: () => noEntries(unreadable(start.isDamaged)) };
  const [first = null, ...rest] = start.lines;
  const head = first === null ? ({ kind: 'foreign' } as const) : parseHeader(first);
  if (head.kind === 'header') return { header: head.header, entries: () => readEntries(rest, lines) };
  await lines.return({ isDamaged: false });
  return { header: null, entries: () => noEntries(head) };
}

const unreadable = (isDamaged: boolean): ManifestEnd =>
  isDamaged ? { kind: 'damaged', entries: 0, badLines: 0 } : { kind: 'foreign' };

// oxlint-disable-next-line require-yield -- there are none
async function* noEntries(end: ManifestEnd): AsyncGenerator<ManifestEntry[], ManifestEnd> {
  return end;
}

async function* readEntries(first: Line[], lines: Lines): AsyncGenerator<ManifestEntry[], ManifestEnd> {
  let [entries, badLines, read] = [0, 0, 0];
  let counted: number | null = null;
  let isDamaged = false;
  for (let batch: Line[] | null = first; batch && read < MAX_LINES;) {
    const parsed = batch.map((line) => (line === null ? null : parseLine(line)));
    const found: ManifestEntry[] = [];
    for (const entry of parsed)
      if (!entry || counted !== null) badLines += 1;
      else if (entry.kind === 'end') counted = entry.entries;
      else found.push(entry);
    entries += found.length;
    read += batch.length;
    if (found.length > 0) yield found;
    const next = await nextLines(lines);
    batch = next.lines;
    isDamaged = next.isDamaged;
  }
  return counted === entries && badLines === 0 && !isDamaged
    ? { kind: 'complete', entries }
    : { kind: 'damaged', entries, badLines };
}

/** A line; null: too long. */
type Line = string | null;
type Lines = AsyncGenerator<Line[], { isDamaged: boolean }>;

/** @returns `lines` null at the end of the file */
async function nextLines(lines: Lines): Promise<{ lines: Line[] | null; isDamaged: boolean }> {
  const { done, value } = await lines.next();
  return done ? { lines: null, isDamaged: value.isDamaged } : { lines: value, isDamaged: false };
}

/** Yields the complete lines of each chunk. A last line without a line break is missing its end. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): Lines {
  const source = remembered(chunks);
  const unzipped = chunksOf(streamOf(source.chunks()).pipeThrough(new DecompressionStream('gzip')));
  const decoder = new TextDecoder();
  let rest = '';
  let isTooLong = false;
  try {
    for await (const chunk of unzipped) {
      const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = texts.pop() ?? '';
      const lines = texts.map((text, at) =>
        text.length > MAX_LINE || (isTooLong && at === 0) ? null : text,
      );
      if (texts.length > 0) isTooLong = false;
      if (rest.length > MAX_LINE) [rest, isTooLong] = ['', true];
      if (lines.length > 0) yield lines;
    }
  } catch {
    if (source.error) throw source.error.thrown;
    return { isDamaged: true };
  }
  return { isDamaged: rest !== '' || isTooLong };
}

interface Source {
  chunks(): AsyncGenerator<Uint8Array>;
  /** What the source threw: no fault of the file. */
  error: { thrown: unknown } | null;
}

/**
 * Holds back the last byte until all others are unzipped and read. A stream that fails at its end discards what nobody
 * has read yet.
 */
function remembered(chunks: AsyncIterable<Uint8Array>): Source {
  const source: Source = {
    error: null,
    async *chunks() {
      let last: Uint8Array | null = null;
      try {
        for await (const chunk of chunks) {
          if (chunk.length === 0) continue;
          if (last) yield last;
          if (chunk.length > 1) yield chunk.subarray(0, -1);
          last = chunk.slice(-1);
        }
      } catch (error) {
        source.error = { thrown: error };
        throw error;
      }
      if (last) yield last;
    },
  };
  return source;
}
