import { batch, type ReadonlySignal, signal } from '@preact/signals';
import {
  destinationOf,
  destinationProblem,
  type FolderProblem,
  levelsOf,
  typedDestination,
} from '../../domain/layout/destination-folder.ts';
import type { FolderLevel } from '../../domain/layout/folder-level.ts';
import { nameKey } from '../../domain/photo/safe-name.ts';
import { type ErrorRecord, toErrorRecord } from '../../errors.ts';

/** Contents of the opened folder. `new`: nothing is there yet; its first photo creates it. */
export type OpenedFolder =
  | { status: 'reading' }
  | { status: 'new' }
  | ({ status: 'read' } & FolderLevel)
  | { status: 'failed'; error: ErrorRecord };

/** The folders of Jottacloud's Archive, one level at a time. One folder is open; nothing is stored. */
export interface FolderModel {
  /** Names from the top; none: the Archive itself. */
  path: ReadonlySignal<readonly string[]>;
  opened: ReadonlySignal<OpenedFolder>;
  /** Opens a folder with one request. Its own folders are sorted by name. */
  open(path: readonly string[]): Promise<void>;
  /**
   * Makes a folder of one or several levels in the opened one, and opens it. One that exists is opened as it is spelled.
   *
   * @returns what is wrong with the name; null if it was made
   * @throws {TransferError} why Jottacloud did not make it
   */
  create(typed: string): Promise<FolderProblem | null>;
}

/** Dependencies of the model. */
export interface FolderPorts {
  /** Null: the folder does not exist. */
  listFolder(path: string[]): Promise<FolderLevel | null>;
  /** Makes a folder with its parents. */
  makeFolder(path: string[]): Promise<void>;
  /** Orders two names as the person's language does. */
  compareNames(one: string, other: string): number;
}

/** Creates the model. It asks nothing before a folder is opened. */
export function createFolderModel(ports: FolderPorts): FolderModel {
  const path = signal<readonly string[]>([]);
  const opened = signal<OpenedFolder>({ status: 'reading' });

  const read = async (wanted: readonly string[]): Promise<OpenedFolder> => {
    try {
      const level = await ports.listFolder([...wanted]);
      if (level === null) return { status: 'new' };
      return { status: 'read', ...level, folders: level.folders.toSorted(ports.compareNames) };
    } catch (error) {
      return { status: 'failed', error: toErrorRecord(error) };
    }
  };
  const open = async (wanted: readonly string[]): Promise<void> => {
    batch(() => {
      path.value = wanted;
      opened.value = { status: 'reading' };
    });
    const found = await read(wanted);
    // Another folder may have been opened meanwhile.
    if (path.value === wanted) opened.value = found;
  };
  return {
    path,
    opened,
    open,
    async create(typed) {
      const parent = path.value;
      const made = [...parent, ...levelsOf(typedDestination(typed))];
      const problem = destinationProblem(typedDestination(typed)) ?? destinationProblem(destinationOf(made));
      if (problem !== null) return problem;
      const there = opened.value.status === 'read' ? opened.value.folders : [];
      const known = there.find((name) => nameKey(name) === nameKey(made[parent.length] ?? ''));
      if (known !== undefined) made[parent.length] = known;
      await ports.makeFolder(made);
      await open(made);
      return null;
    },
  };
}
