import type { ReadonlySignal } from '@preact/signals';
import type { ErrorCode } from '../errors.ts';
import type { ProblemGroup } from '../domain/run/problem.ts';
import type { Run } from '../domain/run/run.ts';
import { noRows, type PlacedRows, placeRows } from '../domain/progress/photo-rows.ts';
import type { QueuedTask, TaskName } from '../domain/task/task.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type { CopyState } from './copy-state.ts';
import type { TransferModel } from './transfer-model.ts';
import { type Problem, groupProblems } from '../domain/run/problem.ts';
import { signal, computed, effect } from '@preact/signals';
import { oneAtATime } from './one-at-a-time.ts';
import type { YearsModel } from './report/years-model.ts';

/** The tabs of the transfer page, in order. */
export const transferTabs = ['tasks', 'years', 'now', 'problems'] as const;
/** Name of a tab of Details. */
export type TransferTab = (typeof transferTabs)[number];

/** States in which files are in transfer, or soon will be. */
const moving: ReadonlySet<CopyState> = new Set(['running', 'waiting', 'paused', 'checking']);

/** Returns the tab that opens first: what moves now, what went wrong, else the years. */
export function firstTab(state: CopyState): TransferTab {
  if (moving.has(state)) return 'now';
  return state === 'done-with-problems' ? 'problems' : 'years';
}

/** Signals of the transfer page and the actions it calls. Each tab reads its data when it is shown. */
export interface TransferPageModel {
  /** The card above the tabs: the same as in the popup. */
  transfer: TransferModel;
  tab: ReadonlySignal<TransferTab>;
  show(tab: TransferTab): void;
  /** Photos under way, in fixed places. */
  rows: ReadonlySignal<PlacedRows>;
  /** "Your years". */
  years: YearsModel;
  /** Speeds of the latest run; null before the first measurement. */
  speeds: ReadonlySignal<SpeedSeries | null>;
  /** null while loading. */
  problems: ReadonlySignal<ProblemGroup[] | null>;
  /** "Try these again". @param code the reason; null for all */
  retry(code: ErrorCode | null): Promise<void>;
  /** Presses that wait, the next one first; null while loading. */
  queue: ReadonlySignal<readonly QueuedTask[] | null>;
  /** Moves a waiting press one place forward. */
  moveUp(id: string): Promise<void>;
  /** Takes a waiting press out of the queue. */
  remove(id: string): Promise<void>;
  /** Copies the choice of an earlier run again; after the latest one only what failed. */
  repeat(runId: number): Promise<void>;
  /** Ids of all runs, the latest first; null while loading. */
  runIds: ReadonlySignal<readonly number[] | null>;
  /** The runs read so far, by id. */
  runs: ReadonlySignal<ReadonlyMap<number, Run>>;
  /** Names of the runs read so far, by id. */
  names: ReadonlySignal<ReadonlyMap<number, TaskName>>;
  /** Reads the runs of these rows and a few around them. @param to exclusive */
  showRuns(from: number, to: number): void;
}

/** Everything the model reads and asks. */
export interface TransferPagePorts {
  transfer: TransferModel;
  firstTab: TransferTab;
  years(change: ReadonlySignal<unknown>, isShown: ReadonlySignal<boolean>): YearsModel;
  readProblems(): Promise<Problem[]>;
  readSpeeds(runId: number): Promise<SpeedSeries | null>;
  readRunIds(): Promise<number[]>;
  readRuns(ids: readonly number[]): Promise<Run[]>;
  readNames(runs: readonly Run[]): Promise<ReadonlyMap<number, TaskName>>;
  readQueue(): Promise<QueuedTask[]>;
  moveUp(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  repeat(runId: number): Promise<void>;
  retry(code: ErrorCode | null): Promise<void>;
}

/** How often the chart is read during a copy: the engine adds no point sooner. */
const SPEEDS_EVERY_MS = 5_000;

/** Runs in one reading. */
const RUNS_PER_PAGE = 50;

/** Creates the transfer page's model: reads what the shown tab needs, and again after the log has changed. */
export function createTransferPageModel(ports: TransferPagePorts): TransferPageModel {
  const { transfer } = ports;
  const tab = signal<TransferTab>(ports.firstTab);
  const speeds = signal<SpeedSeries | null>(null);
  const problems = signal<ProblemGroup[] | null>(null);

  const runId = computed(() => transfer.snapshot.value.run?.id ?? null);
  /** Changes whenever files may have failed or were queued again. */
  const failures = computed(() => {
    const { run, totals } = transfer.snapshot.value;
    return `${totals.filesFailed} ${run?.id} ${run?.status}`;
  });
  const speedTick = computed(() => Math.floor((transfer.live.value?.at ?? 0) / SPEEDS_EVERY_MS));

  const tasks = createTasks(ports, tab, speedTick);
  const readProblems = oneAtATime(async () => {
    problems.value = groupProblems(await ports.readProblems());
  });
  const readSpeeds = oneAtATime(async () => {
    speeds.value = runId.value === null ? null : await ports.readSpeeds(runId.value);
  });
  effect(() => {
    if (tab.value === 'problems' && failures.value) void readProblems();
  });
  effect(() => {
    if (tab.value === 'now' && runId.value !== null && speedTick.value >= 0) void readSpeeds();
  });

  return {
    transfer,
    tab,
    years: ports.years(
      transfer.snapshot,
      computed(() => tab.value === 'years'),
    ),
    speeds,
    problems,
    ...tasks,
    rows: followRows(transfer),
    show: (next) => void (tab.value = next),
    async retry(code) {
      await ports.retry(code);
      await readProblems();
    },
  };
}

/** The queue and the list of runs, with their buttons. @param tick changes every few seconds during a copy */
function createTasks(
  ports: TransferPagePorts,
  tab: ReadonlySignal<TransferTab>,
  tick: ReadonlySignal<number>,
) {
  const { transfer } = ports;
  const { read, ...history } = createHistory(ports);
  const queue = signal<readonly QueuedTask[] | null>(null);
  const readQueue = oneAtATime(async () => {
    queue.value = await ports.readQueue();
  });
  const waiting = computed(() => transfer.snapshot.value.waiting);
  /** Changes when a run begins, ends, or has other figures to name it by. */
  const runState = computed(() => {
    const { run } = transfer.snapshot.value;
    return `${run?.id} ${run?.status === 'finished'} ${run?.plan?.countedAt}`;
  });
  effect(() => {
    if (tab.value === 'tasks' && runState.value) void read();
  });
  effect(() => {
    if (tab.value === 'tasks' && waiting.value && tick.value >= 0) void readQueue();
  });
  return {
    ...history,
    queue,
    moveUp: (id: string) => ports.moveUp(id).then(readQueue),
    remove: (id: string) => ports.remove(id).then(readQueue),
    repeat: (runId: number) => ports.repeat(runId).then(transfer.readLog),
  };
}

/** Moves the rows on with each report of the engine. */
function followRows({ live }: Pick<TransferModel, 'live'>): ReadonlySignal<PlacedRows> {
  const rows = signal<PlacedRows>(noRows);
  effect(() => {
    const now = live.value;
    rows.value = now ? placeRows(rows.peek(), now.files, now.finished, now.at) : noRows;
  });
  return rows;
}

/** The list of runs: all ids, and the runs of the pages that were shown. */
function createHistory(ports: Pick<TransferPagePorts, 'readRunIds' | 'readRuns' | 'readNames'>) {
  const runIds = signal<readonly number[] | null>(null);
  const runs = signal<ReadonlyMap<number, Run>>(new Map());
  const names = signal<ReadonlyMap<number, TaskName>>(new Map());
  const pagesAsked = new Set<number>();
  let rowsShown: [from: number, to: number] = [0, 0];

  const readPage = async (page: number): Promise<void> => {
    const ids = runIds.value?.slice(page * RUNS_PER_PAGE, (page + 1) * RUNS_PER_PAGE) ?? [];
    if (ids.length === 0 || pagesAsked.has(page)) return;
    pagesAsked.add(page);
    const read = await ports.readRuns(ids);
    names.value = new Map([...names.value, ...(await ports.readNames(read))]);
    runs.value = new Map([...runs.value, ...read.map((run): [number, Run] => [run.id, run])]);
  };
  /** Reads the latest run too, which is not among the finished ones while it is open, and so moves their rows by one. */
  const readRows = (): void => {
    const [from, to] = rowsShown;
    void readPage(0);
    for (let page = Math.floor(from / RUNS_PER_PAGE); page * RUNS_PER_PAGE <= to; page += 1)
      void readPage(page);
  };

  return {
    runIds,
    runs,
    names,
    read: oneAtATime(async () => {
      const ids = await ports.readRunIds();
      pagesAsked.clear();
      runs.value = new Map();
      runIds.value = ids;
      readRows();
    }),
    showRuns(from: number, to: number) {
      rowsShown = [from, to];
      readRows();
    },
  };
}
