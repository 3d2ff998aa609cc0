import { retryTable } from '../../domain/retry/retry-table.ts';
import { hasOpenFiles } from '../../domain/file/totals.ts';
import { type ErrorRecord, isAbort, remedyOf, toErrorRecord, TransferError } from '../../errors.ts';
import type { Run } from '../../domain/run/run.ts';
import type { RunLog } from '../../ports/run-log.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Backoff } from '../flow/backoff.ts';
import type { ProgressBoard } from '../progress/progress-board.ts';
import type { Pipeline } from '../transfer/pipeline.ts';
import { addRemark } from './add-remark.ts';
import { createEmptyFolders } from './empty-folders.ts';
import { checkDestination, type CheckResult } from './final-check.ts';

/** Dependencies of the checks. */
export interface FinalCheckTools {
  ports: EnginePorts;
  run: Run;
  /** The backoff of Jottacloud. */
  backoff: Backoff;
  board: ProgressBoard;
  pipeline: Pipeline;
}

/**
 * Checks the destination and sends missing files again, until nothing is missing or the checks are used up.
 *
 * @returns the shortfall; empty when every file is at the destination
 * @throws {TransferError} errors that need a person
 */
export async function checkUntilComplete(
  { ports, run, backoff, board, pipeline }: FinalCheckTools,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  const { store, clock, jottacloud } = ports;
  const { destinationFolder } = run;
  const onChecked = (checkedFiles: number): Promise<unknown> => store.changeRun({ checkedFiles });
  const tools = { jottacloud, store, backoff, clock, destinationFolder, onChecked };
  try {
    for (let checks = 1; ; checks += 1) {
      board.setPhase('checking');
      await store.changeRun({ checkedFiles: 0 });
      await store.moveRun({ type: 'phaseBegun', phase: 'checking' });
      const checkedAt = clock.now();
      const result = await checkDestination(tools, signal);
      const { listedFiles, unreadableNames, missingFiles } = result;
      await store.saveChecked(checkedAt);
      await addFindings(store, result);
      if (unreadableNames > 0)
        await addRemark(store, {
          code: 'names-unreadable',
          service: 'jottacloud',
          facts: { files: unreadableNames },
        });
      if (listedFiles === 0) {
        await store.forgetFolders();
        await createEmptyFolders(tools, run, signal);
      }
      const isLast = checks >= retryTable.finalCheck.maxTries;
      // Somebody may have pressed "Try these again" meanwhile.
      if (missingFiles === 0 && (isLast || !hasOpenFiles(await store.readTotals()))) return [];
      if (isLast)
        return [{ code: 'not-at-destination', detail: `${missingFiles} files`, service: 'jottacloud' }];
      board.setPhase('copying');
      await store.moveRun({ type: 'phaseBegun', phase: 'copying' });
      await pipeline.run(() => true);
    }
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    if (error instanceof TransferError && remedyOf(error.code) === 'user') throw error;
    return [toErrorRecord(error)];
  }
}

/** Adds what a check found beside files that are there. With another Jottacloud account, everything is missing. */
async function addFindings(
  store: RunLog,
  { movedFiles, missingFiles, changedFiles }: CheckResult,
): Promise<void> {
  const service = 'jottacloud';
  if (movedFiles > 0) await addRemark(store, { code: 'files-moved', service, facts: { files: movedFiles } });
  const { remarks = [] } = (await store.readRun()) ?? {};
  if (missingFiles === 0 || remarks.some(({ code }) => code === 'jottacloud-other-account')) return;
  const facts = { files: missingFiles - changedFiles, changedFiles };
  await addRemark(store, { code: 'files-repaired', service, facts });
}
