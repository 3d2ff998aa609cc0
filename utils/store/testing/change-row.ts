import { rowOfRun, type RunRow } from '../../domain/run/run-row.ts';
import { assertFound } from '../../errors.ts';
import { readLatestRun } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/** Writes fields of the latest run, whatever its status, as if the product had come that far. */
export async function changeRow(log: LogDatabase, change: Partial<RunRow>): Promise<void> {
  const run = await readLatestRun(log);
  assertFound(run, 'the run');
  await log.put('runs', { ...rowOfRun(run), ...change });
}
