import { runOfRow } from '../../domain/run/run-row.ts';
import type { ErrorRecord } from '../../errors.ts';
import type { DiagnosisFacts } from '../../domain/report/diagnosis.ts';
import type { FileStatus } from '../../domain/file/file.ts';
import { readLogRecord } from '../database.ts';
import { allOf } from '../ranges.ts';
import type { LogDatabase } from '../schema.ts';

const statuses: readonly FileStatus[] = [
  'queued',
  'hashing',
  'hashed',
  'uploading',
  'waiting',
  'done',
  'failed',
];
const stores = ['libraries', 'albums', 'members', 'photos', 'items', 'files', 'contents'] as const;
/** Runs and errors in the diagnosis. */
const MAX_ENTRIES = 20;

/** Reads facts about the log. Reads counts and a few records, whatever the size of the library. */
export async function readDiagnosis(
  database: LogDatabase,
): Promise<
  Pick<DiagnosisFacts, 'runs' | 'totals' | 'filesByStatus' | 'counts' | 'furtherFiles' | 'lastErrors'>
> {
  const byStatus = async (status: FileStatus): Promise<[FileStatus, number]> => [
    status,
    await database.countFromIndex('files', 'byStatus', allOf(status)),
  ];
  const [runs, { totals }, libraries, files, counts, failed, waiting] = await Promise.all([
    database.getAll('runs'),
    readLogRecord(database),
    database.getAll('libraries'),
    Promise.all(statuses.map(byStatus)),
    Promise.all(stores.map(async (store): Promise<[string, number]> => [store, await database.count(store)])),
    readErrors(database, 'failed'),
    readErrors(database, 'waiting'),
  ]);
  return {
    runs: runs.slice(-MAX_ENTRIES).map(runOfRow),
    totals,
    filesByStatus: Object.fromEntries(files),
    counts: Object.fromEntries(counts),
    furtherFiles: [
      ...new Set(
        libraries.flatMap(({ furtherFiles = [], unknownFiles = [] }) => [...furtherFiles, ...unknownFiles]),
      ),
    ].toSorted(),
    lastErrors: [...failed, ...waiting].slice(0, MAX_ENTRIES),
  };
}

async function readErrors(database: LogDatabase, status: 'failed' | 'waiting'): Promise<ErrorRecord[]> {
  const files = await database.getAllFromIndex('files', 'byStatus', allOf(status), MAX_ENTRIES);
  return files.flatMap(({ state }) =>
    state.status === 'failed' || state.status === 'waiting' ? [state.error] : [],
  );
}
