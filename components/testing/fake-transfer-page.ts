import { signal } from '@preact/signals';
import type { ErrorCode } from '../../utils/errors.ts';
import type { TransferPageModel, TransferTab } from '../../utils/models/transfer-page-model.ts';
import { groupProblems, type Problem } from '../../utils/domain/run/problem.ts';
import { noRows, placeRows } from '../../utils/domain/progress/photo-rows.ts';
import type { Years } from '../../utils/domain/years/years.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import type { SpeedSeries } from '../../utils/domain/progress/speed-series.ts';
import { createFakeYearsModel } from './fake-years-model.ts';
import { nameOfRun, type QueuedTask } from '../../utils/domain/task/task.ts';
import { createFakeTransferModel } from './fake-models.ts';

/** A transfer page's model whose signals a test may set; `retries` has the reasons that were pressed to try again. */
export function createFakeTransferPage(
  start: Parameters<typeof createFakeTransferModel>[0] & {
    tab?: TransferTab;
    years?: Years;
    problems?: Problem[] | null;
    speeds?: SpeedSeries;
    runs?: Run[];
    queue?: QueuedTask[];
  },
) {
  const tab = signal<TransferTab>(start.tab ?? 'now');
  const runs = start.runs ?? [];
  const { live } = start;
  const retried: (ErrorCode | null)[] = [];
  const tasksPressed: string[] = [];
  const note = (name: string) => (id: string | number) => {
    tasksPressed.push(`${name} ${id}`);
    return Promise.resolve();
  };
  return {
    transfer: createFakeTransferModel(start),
    tab,
    tasksPressed,
    queue: signal<readonly QueuedTask[] | null>(start.queue ?? []),
    moveUp: note('moveUp'),
    remove: note('remove'),
    repeat: note('repeat'),
    names: signal(new Map(runs.map((run) => [run.id, nameOfRun(run, () => 'Italia 2012')] as const))),
    show: (next: TransferTab) => void (tab.value = next),
    years: createFakeYearsModel(start.years),
    speeds: signal<SpeedSeries | null>(start.speeds ?? null),
    rows: signal(live ? placeRows(noRows, live.files, live.finished, live.at) : noRows),
    problems: signal(start.problems === null ? null : groupProblems(start.problems ?? [])),
    retries: retried,
    retry(code: ErrorCode | null) {
      retried.push(code);
      return Promise.resolve();
    },
    runIds: signal<readonly number[] | null>(runs.map(({ id }) => id)),
    runs: signal<ReadonlyMap<number, Run>>(new Map(runs.map((run): [number, Run] => [run.id, run]))),
    showRuns: () => undefined,
  } satisfies TransferPageModel & { retries: (ErrorCode | null)[]; tasksPressed: string[] };
}
