import { type ReadonlySignal, signal } from '@preact/signals';
import { type Arrangement, parseArrangement } from '../../domain/layout/arrangement.ts';
import {
  destinationOf,
  destinationProblem,
  type FolderProblem,
  typedDestination,
} from '../../domain/layout/destination-folder.ts';
import type { LayoutSample } from '../../domain/layout/layout-sample.ts';
import { parseSpeed, type Speed } from '../../domain/progress/concurrency.ts';
import type { Run } from '../../domain/run/run.ts';

/** An open run. `planned`: it waits for "Start" and follows the settings. `begun`: it keeps those that it began with. */
export type OpenRun = 'none' | 'planned' | 'begun';

/** Settings that a copy keeps from its beginning; a change may therefore concern only the next one. */
export interface CopySettings {
  destinationFolder: ReadonlySignal<string>;
  folderProblem: ReadonlySignal<FolderProblem | null>;
  arrangement: ReadonlySignal<Arrangement>;
  /** How much of the link a copy may use. */
  speed: ReadonlySignal<Speed>;
  openRun: ReadonlySignal<OpenRun>;
  /** Examples from the user's own albums and photos; null while none are known. */
  layoutSample: ReadonlySignal<LayoutSample | null>;
  /** Validates what was typed, of one or several levels, and stores it at once if it is allowed. */
  setDestinationFolder(typed: string): Promise<void>;
  /** Stores a folder that was chosen in the list of Jottacloud's folders, as it is spelled there. */
  chooseFolder(levels: readonly string[]): Promise<void>;
  /** Stores at once. */
  arrange(change: Partial<Arrangement>): Promise<void>;
  setSpeed(speed: Speed): Promise<void>;
}

/** Everything that these settings read and write. */
export interface CopySettingsPorts {
  readFolder(): Promise<string>;
  writeFolder(name: string): Promise<void>;
  readArrangement(): Promise<unknown>;
  writeArrangement(arrangement: Arrangement): Promise<void>;
  readSpeed(): Promise<unknown>;
  writeSpeed(speed: Speed): Promise<void>;
  readOpenRun(): Promise<OpenRun>;
  readLayoutSample(): Promise<LayoutSample | null>;
}

/** Returns whether an open copy keeps its settings. */
export function openRunOf(run: Pick<Run, 'status' | 'isConfirmed'> | null): OpenRun {
  if (!run || run.status === 'finished') return 'none';
  return run.isConfirmed ? 'begun' : 'planned';
}

/** Reads the settings of copies. What needs the log follows, because settings can be changed without it. */
export async function createCopySettings(ports: CopySettingsPorts): Promise<CopySettings> {
  const [folder, storedArrangement, storedSpeed] = await Promise.all([
    ports.readFolder(),
    ports.readArrangement(),
    ports.readSpeed(),
  ]);
  const arrangement = signal(parseArrangement(storedArrangement));
  const speed = signal(parseSpeed(storedSpeed));
  const openRun = signal<OpenRun>('none');
  const layoutSample = signal<LayoutSample | null>(null);
  const readOpenRun = async (): Promise<void> => {
    openRun.value = await ports.readOpenRun();
  };
  const readLog = async (): Promise<void> => {
    await readOpenRun();
    layoutSample.value = await ports.readLayoutSample();
  };
  void readLog().catch(() => undefined);
  return {
    ...createFolderSetting(folder, ports, readOpenRun),
    arrangement,
    speed,
    openRun,
    layoutSample,
    async arrange(change) {
      arrangement.value = parseArrangement({ ...arrangement.value, ...change });
      await ports.writeArrangement(arrangement.value);
      await readOpenRun();
    },
    async setSpeed(next) {
      speed.value = next;
      await ports.writeSpeed(next);
      await readOpenRun();
    },
  };
}

function createFolderSetting(
  folder: string,
  ports: Pick<CopySettingsPorts, 'writeFolder'>,
  readOpenRun: () => Promise<void>,
) {
  const destinationFolder = signal(folder);
  const folderProblem = signal<FolderProblem | null>(null);
  const set = async (destination: string): Promise<void> => {
    folderProblem.value = destinationProblem(destination);
    if (folderProblem.value !== null) return;
    destinationFolder.value = destination;
    await ports.writeFolder(destination);
    // Not awaited: keyboard users reach "Undo" at once, and the effect on the plan follows.
    readOpenRun().catch(() => undefined);
  };
  return {
    destinationFolder,
    folderProblem,
    setDestinationFolder: (typed: string) => set(typedDestination(typed)),
    chooseFolder: (levels: readonly string[]) => set(destinationOf(levels)),
  };
}
