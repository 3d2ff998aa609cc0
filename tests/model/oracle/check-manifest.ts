import { gunzipSync } from 'node:zlib';
import type { ModelState } from '../model-state.ts';
import { Violation } from './violation.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

/**
 * Compares the list at the destination with the log after a press with nothing new. A life in which files at Jottacloud were
 * lost proves nothing: its list may have been among them.
 */
export async function checkManifest(
  { world, damagedAt }: ModelState,
  log: LogDatabase,
): Promise<Violation[]> {
  const { totals, manifests: [state] = [] } = await readLogRecord(log);
  if (damagedAt > 0 || totals.filesDone === 0) return [];
  if (!state) return [new Violation('I14', 'there is no list at the destination')];
  const folder = `${state.destinationFolder}/Fotoflytt/manifest-${state.id}-`;
  const parts = world.services.jottacloud.tree.files().filter(({ path }) => path.startsWith(folder));
  const read = await Promise.all(parts.map(async (part) => parse(gunzipSync(await part.bytes()).toString())));
  const listed = new Map<unknown, string>();
  for (const { entries } of read
    .filter(({ header }) => header['generation'] === state.generation)
    .toSorted((a, b) => Number(a.header['part']) - Number(b.header['part'])))
    for (const { k, g, p, m } of entries)
      if (k === undefined) listed.delete(g);
      else listed.set(k, `${String(p)} ${String(m)}`);
  const wanted = (await log.getAll('files')).flatMap(({ key, path, state: file }) =>
    file.status === 'done' ? [`${key} ${path} ${file.md5}`] : [],
  );
  const said = [...listed].map(([key, file]) => `${String(key)} ${file}`).toSorted();
  const difference = wanted.toSorted().find((line, index) => said[index] !== line);
  return said.length === wanted.length && difference === undefined
    ? []
    : [new Violation('I14', `the list names ${said.length} files of ${wanted.length}; first: ${difference}`)];
}

function parse(text: string): { header: Record<string, unknown>; entries: Record<string, unknown>[] } {
  const lines = text.trimEnd().split('\n');
  const [header = {}, ...rest] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { header, entries: rest.slice(0, -1) };
}
