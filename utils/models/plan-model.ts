import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { AlbumChoice, AlbumFigures } from '../domain/album/album-choice.ts';
import type { Choice } from '../domain/album/choice.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import type { CopyState } from './copy-state.ts';
import type { StoredItem, StoredSignal } from './stored-signal.ts';

/** Everything the plan reads and asks. */
export interface PlanPorts {
  readAccount(): Promise<JottacloudAccount | null>;
  /** Reads the bytes that the browser has free; null if unknown. */
  browserSpace(): Promise<number | null>;
  /** The setting that shows the plan before each copy. */
  showPlan: StoredItem<boolean>;
  readAlbums(): Promise<AlbumChoice[]>;
  readAlbumFigures(albumKeys: readonly string[]): Promise<ReadonlyMap<string, AlbumFigures>>;
  countUnfiled(): Promise<number>;
  /** Reads the names of albums, in the same order; null: Apple gives none. */
  readAlbumNames(albumKeys: readonly string[]): Promise<(string | null)[]>;
  choose(choice: Choice): Promise<void>;
  confirm(): Promise<void>;
  drop(): Promise<void>;
  /** Opens the plan on a page of its own. */
  openPlan(): Promise<void>;
}

/** Longest wait for the figures of the account, so that nobody is kept from starting. */
const MAX_POLL_MS = 5_000;

/** Chosen albums that a plan names; the others are counted. */
const MAX_NAMED_ALBUMS = 3;

/**
 * Creates the model of the plan.
 *
 * @param read reads the log again after an action
 * @param choice what the run copies; null: there is no run
 */
export function createPlanModel(
  ports: Omit<PlanPorts, 'showPlan'> & Pick<PlanModel, 'isShown'>,
  state: ReadonlySignal<CopyState>,
  read: () => Promise<void>,
  choice: ReadonlySignal<Choice | null>,
): PlanModel {
  const account = signal<JottacloudAccount | 'unknown' | null>(null);
  const browserSpaceBytes = signal<number | null>(null);

  const readPlan = async (): Promise<void> => {
    account.value = null;
    const timer = setTimeout(() => (account.value ??= 'unknown'), MAX_POLL_MS);
    const [found, room] = await Promise.all([
      ports.readAccount().catch(() => null),
      ports.browserSpace().catch(() => null),
    ]);
    clearTimeout(timer);
    account.value = found ?? 'unknown';
    browserSpaceBytes.value = room;
  };
  // Free space changes: read it for each plan.
  effect(() => {
    if (state.value === 'plan') void readPlan();
    // The running page says once that Jottacloud slows large accounts.
    if (state.value === 'running' && account.peek() === null) void readPlan();
  });
  const then = (act: () => Promise<void>) => async (): Promise<void> => {
    await act();
    await read();
  };
  return {
    account,
    browserSpaceBytes,
    albumNames: followAlbumNames(ports, state, choice),
    isShown: ports.isShown,
    readAlbums: () => ports.readAlbums(),
    readAlbumFigures: (albumKeys) => ports.readAlbumFigures(albumKeys),
    countUnfiled: () => ports.countUnfiled(),
    choose: (next) => then(() => ports.choose(next))(),
    start: then(() => ports.confirm()),
    drop: then(() => ports.drop()),
    open: () => ports.openPlan(),
  };
}

/** Reads the names of the first chosen albums, again with every count. The plan can be used without them. */
function followAlbumNames(
  ports: Pick<PlanPorts, 'readAlbumNames'>,
  state: ReadonlySignal<CopyState>,
  choice: ReadonlySignal<Choice | null>,
): ReadonlySignal<readonly (string | null)[]> {
  const names = signal<readonly (string | null)[]>([]);
  const keysOf = (chosen: Choice | null): string[] => chosen?.albums?.slice(0, MAX_NAMED_ALBUMS) ?? [];
  // A text, so that a snapshot with the same albums reads nothing.
  const wanted = computed(() => JSON.stringify(keysOf(choice.value)));
  const readNames = async (asked: string): Promise<void> => {
    const found = await ports.readAlbumNames(keysOf(choice.peek()));
    if (asked === wanted.peek()) names.value = found;
  };
  effect(() => {
    if (state.value === 'plan' || state.value === 'counting') readNames(wanted.value).catch(() => undefined);
  });
  return names;
}

/** The plan, which is shown before anything is copied. */
export interface PlanModel {
  /** The account with its free space; null while loading, `unknown` without an answer. */
  account: ReadonlySignal<JottacloudAccount | 'unknown' | null>;
  /** Bytes that the browser has free for files in transfer; null if unknown. */
  browserSpaceBytes: ReadonlySignal<number | null>;
  /** Names of the first chosen albums, in the order of the choice; null: Apple gives none. */
  albumNames: ReadonlySignal<readonly (string | null)[]>;
  /** The setting that shows the plan before each copy. */
  isShown: StoredSignal<boolean>;
  /** Reads the tree of the albums that can be chosen. */
  readAlbums(): Promise<AlbumChoice[]>;
  /** Reads the exact numbers of albums in view. */
  readAlbumFigures(albumKeys: readonly string[]): Promise<ReadonlyMap<string, AlbumFigures>>;
  /** Counts the photos in no album, which takes a while in a large library. */
  countUnfiled(): Promise<number>;
  /** Changes the choice; the plan is counted again. */
  choose(choice: Choice): Promise<void>;
  /** "Start". */
  start(): Promise<void>;
  /** "Not now". */
  drop(): Promise<void>;
  /** "Open plan": shows it on a page of its own. */
  open(): Promise<void>;
}
