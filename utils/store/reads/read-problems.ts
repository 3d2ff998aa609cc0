import type { QueuedFile } from '../../ports/work-queue.ts';
import { type ErrorRecord, withoutAddresses } from '../../errors.ts';
import type { Problem } from '../../domain/run/problem.ts';
import { readLatestRun, readLogRecord } from '../database.ts';
import { allOfAfter } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

/** Files per read. */
const BATCH = 2_000;

/**
 * Lists all failed files in queue order, then the first thousand unreadable records. Keeps only what a list shows, so
 * that a hundred thousand fit in memory.
 */
export async function readProblems(database: LogDatabase): Promise<Problem[]> {
  const { unusable } = await readLogRecord(database);
  const isInChina = (await readLatestRun(database))?.isInChina === true;
  const problems: Problem[] = [];
  for (let after = -Infinity; ;) {
    const range = allOfAfter('failed', after);
    const files = await database.getAllFromIndex('files', 'byStatus', range, BATCH);
    problems.push(...files.map((file) => ({ ...problemOf(file), ...(isInChina && { isInChina }) })));
    const last = files.at(-1);
    if (!last || files.length < BATCH) break;
    after = last.order;
  }
  return [
    ...problems,
    ...unusable.map(({ name, error }) => ({ key: name, name, assetName: null, error: shown(error) })),
  ];
}

function problemOf({ key, itemKey, libraryKey, path, state }: QueuedFile): Problem {
  const own = `${libraryKey}/`;
  return {
    key,
    photo: itemKey,
    name: path.split('/').at(-1) ?? path,
    // An album file belongs to no photo.
    assetName: itemKey.startsWith(own) ? itemKey.slice(own.length) : null,
    error: shown(state.status === 'failed' ? state.error : { code: 'unexpected', detail: '' }),
  };
}

const shown = (error: ErrorRecord): ErrorRecord => ({ ...error, detail: withoutAddresses(error.detail) });
