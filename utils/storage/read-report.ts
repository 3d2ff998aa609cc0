import { withoutAddresses } from '../errors.ts';
import type { Report } from '../transfer/report.ts';
import type { LogDatabase } from './database.ts';
import { readLatestRun, readLogRecord } from './database.ts';

const MOST_PROBLEMS = 1_000;

/** Everything the report page shows; null before the first run. */
export async function readReport(database: LogDatabase): Promise<Report | null> {
  const run = await readLatestRun(database);
  if (!run) return null;
  const log = await readLogRecord(database);
  const failed = await database.getAllFromIndex(
    'files',
    'byStatus',
    IDBKeyRange.bound(['failed', -Infinity], ['failed', Infinity]),
    MOST_PROBLEMS,
  );
  const problems = await Promise.all(
    failed.map(async ({ path, itemKey, state }) => {
      const item = await database.get('items', itemKey);
      const error = state.status === 'failed' ? state.error : { code: 'unexpected' as const, detail: '' };
      return { name: item?.name ?? path, assetName: item?.assetName ?? null, error };
    }),
  );
  return {
    run,
    totals: log.totals,
    libraries: (await database.getAll('libraries')).map(({ zone, lists: { main } }) => ({
      zoneName: zone.zoneName,
      appleCount: main.appleCount,
      itemsFound: main.seenItems,
    })),
    problems: [
      ...problems,
      ...log.unusable.map(({ name, error }) => ({
        name,
        assetName: null,
        error: { ...error, detail: withoutAddresses(error.detail) },
      })),
    ].slice(0, MOST_PROBLEMS),
    skippedZones: log.skippedZones,
  };
}
