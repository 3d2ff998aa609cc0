import { gunzipSync } from 'node:zlib';
import type { FakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';

/** One file of a manifest, as a program reads it that nobody here wrote. */
export interface ManifestPart {
  name: string;
  header: { id: string; generation: number; part: number; hasNames: boolean; appleAccount: string };
  entries: Record<string, unknown>[];
  text: string;
}

const FOLDER = 'iCloud Photos/Fotoflytt/';

/** Files of ours beside the photos, by name. */
export const ownNames = ({ tree }: FakeJottacloud, folder = FOLDER): string[] =>
  tree
    .files()
    .map(({ path }) => path)
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length))
    .toSorted();

/** Reads all parts, whatever their generation. */
export async function readParts({ tree }: FakeJottacloud, folder = FOLDER): Promise<ManifestPart[]> {
  const files = tree.files().filter(({ path }) => path.startsWith(folder) && path.endsWith('.jsonl.gz'));
  return Promise.all(
    files.map(async (file) => {
      const text = gunzipSync(await file.bytes()).toString();
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const [header, ...rest] = lines;
      const end = rest.pop();
      if (end?.['end'] !== true || end['entries'] !== rest.length) throw new Error(`${file.path} has no end`);
      return { name: file.path.slice(folder.length), header: header as never, entries: rest, text };
    }),
  );
}

/** Joins the base of the highest generation with its segments: `path md5 bytes` of each file, sorted. */
export async function listedFiles(jottacloud: FakeJottacloud, folder = FOLDER): Promise<string[]> {
  const parts = await readParts(jottacloud, folder);
  const generation = Math.max(...parts.map(({ header }) => header.generation));
  const files = new Map<unknown, string>();
  for (const { entries } of parts
    .filter(({ header }) => header.generation === generation)
    .toSorted((a, b) => a.header.part - b.header.part))
    for (const { k, g, p, h, m, s } of entries)
      if (k !== undefined) files.set(k, `${String(p ?? h)} ${String(m)} ${String(s)}`);
      else if (g !== undefined) files.delete(g);
  return [...files.values()].toSorted();
}

/** The photos that lie at the destination, in the same form. */
export const storedFiles = ({ tree }: FakeJottacloud, destination = 'iCloud Photos/'): string[] =>
  tree
    .files()
    .filter(({ path }) => path.startsWith(destination) && !path.startsWith(`${destination}Fotoflytt/`))
    .map(({ path, md5, sizeBytes }) => `${path.slice(destination.length)} ${md5} ${sizeBytes}`)
    .toSorted();
