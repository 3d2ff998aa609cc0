import type { ReadonlySignal } from '@preact/signals';
import type { ErrorCode } from '../errors.ts';
import type { ProblemGroup } from '../domain/run/problem.ts';
import type { Run } from '../domain/run/run.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type { TransferModel } from './transfer-model.ts';
import { type Problem, groupProblems } from '../domain/run/problem.ts';
import { signal, computed, effect } from '@preact/signals';

/** The tabs of the transfer page, in their order. */
export const transferTabs = ['now', 'problems', 'history'] as const;
export type TransferTab = (typeof transferTabs)[number];

/** Signals of the transfer page and the actions it calls. What a tab shows is read when the tab is shown. */
export interface TransferPageModel {
  /** The card above the tabs: the same as in the popup. */
  transfer: TransferModel;
  tab: ReadonlySignal<TransferTab>;
  show(tab: TransferTab): void;
  /** Addresses of small pictures of files under way or finished last, by the file's key; those that can be had. */
  thumbnails: ReadonlySignal<ReadonlyMap<string, string>>;
  /** Speeds of the latest run; null before the first were measured. */
  speeds: ReadonlySignal<SpeedSeries | null>;
  /** null while they are read. */
  problems: ReadonlySignal<ProblemGroup[] | null>;
  /** "Try these again". @param code the reason; null for all */
  retry(code: ErrorCode | null): Promise<void>;
  /** Numbers of all runs, the latest first; null while they are read. */
  runIds: ReadonlySignal<readonly number[] | null>;
  /** The runs that were read so far, by number. */
  runs: ReadonlySignal<ReadonlyMap<number, Run>>;
  /** Reads the runs of these rows, and a few around them. @param to row after the last one */
  showRuns(from: number, to: number): void;
}

/** What the model is given: where it reads, and whom it asks. */
export interface TransferPagePorts {
  transfer: TransferModel;
  firstTab: TransferTab;
  readProblems(): Promise<Problem[]>;
  readSpeeds(runId: number): Promise<SpeedSeries | null>;
  readRunIds(): Promise<number[]>;
  readRuns(ids: readonly number[]): Promise<Run[]>;
  retry(code: ErrorCode | null): Promise<void>;
  /** Small pictures by the file's key. @param isShown they are shown now */
  thumbnails(isShown: ReadonlySignal<boolean>): ReadonlySignal<ReadonlyMap<string, string>>;
}

/** So often the chart is read again while something moves: the engine adds no point sooner. */
const SPEEDS_EVERY_MS = 5_000;

/** Runs that are read in one go. */
const PAGE = 50;

/** The transfer page's model: reads what the shown tab needs, and again when the log says something else. */
export function createTransferPageModel(ports: TransferPagePorts): TransferPageModel {
  const { transfer } = ports;
  const tab = signal<TransferTab>(ports.firstTab);
  const speeds = signal<SpeedSeries | null>(null);
  const problems = signal<ProblemGroup[] | null>(null);
  const runIds = signal<readonly number[] | null>(null);
  const runs = signal<ReadonlyMap<number, Run>>(new Map());
  const pagesAsked = new Set<number>();
  let rowsShown: [from: number, to: number] = [0, 0];

  const runId = computed(() => transfer.snapshot.value.run?.id ?? null);
  /** Says something else whenever files may have failed, or were put back. */
  const failures = computed(() => {
    const { run, totals } = transfer.snapshot.value;
    return `${totals.filesFailed} ${run?.id} ${run?.status}`;
  });
  const beat = computed(() => Math.floor((transfer.live.value?.at ?? 0) / SPEEDS_EVERY_MS));

  const readProblems = oneAtATime(async () => {
    problems.value = groupProblems(await ports.readProblems());
  });
  const readSpeeds = oneAtATime(async () => {
    speeds.value = runId.value === null ? null : await ports.readSpeeds(runId.value);
  });
  const readRunIds = oneAtATime(async () => {
    const ids = await ports.readRunIds();
    pagesAsked.clear();
    runs.value = new Map();
    runIds.value = ids;
    readRows();
  });

  effect(() => {
    if (tab.value === 'problems' && failures.value) void readProblems();
  });
  effect(() => {
    if (tab.value === 'now' && runId.value !== null && beat.value >= 0) void readSpeeds();
  });
  effect(() => {
    if (tab.value === 'history' && runId.value !== undefined) void readRunIds();
  });

  const readPage = async (page: number): Promise<void> => {
    const ids = runIds.value?.slice(page * PAGE, (page + 1) * PAGE) ?? [];
    if (ids.length === 0 || pagesAsked.has(page)) return;
    pagesAsked.add(page);
    const read = await ports.readRuns(ids);
    runs.value = new Map([...runs.value, ...read.map((run): [number, Run] => [run.id, run])]);
  };

  function readRows(): void {
    const [from, to] = rowsShown;
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) void readPage(page);
  }

  return {
    ...{ transfer, tab, speeds, problems, runIds, runs },
    thumbnails: ports.thumbnails(computed(() => tab.value === 'now')),
    show: (next) => void (tab.value = next),
    async retry(code) {
      await ports.retry(code);
      await readProblems();
    },
    showRuns(from, to) {
      rowsShown = [from, to];
      readRows();
    },
  };
}

/** Who asks while it is being read has it read once more. What cannot be read is left as it is. */
function oneAtATime(read: () => Promise<void>): () => Promise<void> {
  let reading: Promise<void> | null = null;
  let again = false;
  const readOn = async (): Promise<void> => {
    do {
      again = false;
      await read().catch(() => undefined);
    } while (again);
    reading = null;
  };
  return () => {
    again = reading !== null;
    reading ??= readOn();
    return reading;
  };
}
