import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { AlbumChoices } from '../domain/album/album-choice.ts';
import type { Choice } from '../domain/album/choice.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import type { PageState } from './page-state.ts';
import { signalOf, type StoredItem, type StoredSignal } from './stored-signal.ts';

/** What the plan is given: where it reads, and whom it asks. */
export interface PlanPorts {
  readAccount(): Promise<JottacloudAccount | null>;
  /** Bytes that the browser has left; null if it does not say. */
  browserRoom(): Promise<number | null>;
  /** The setting that shows the plan before each copy. */
  showPlan: StoredItem<boolean>;
  readAlbums(): Promise<AlbumChoices>;
  choose(choice: Choice): Promise<void>;
  confirm(): Promise<void>;
  drop(): Promise<void>;
}

/** Somebody who wants to start does not wait longer for the figures of the account. */
const MAX_LOOK_MS = 5_000;

/** @param read reads the log again after something was asked for */
export async function createPlanModel(
  ports: PlanPorts,
  state: ReadonlySignal<PageState>,
  read: () => Promise<void>,
): Promise<PlanModel> {
  const account = signal<JottacloudAccount | 'unknown' | null>(null);
  const browserRoomBytes = signal<number | null>(null);
  const isShown = await signalOf(ports.showPlan);

  const look = async (): Promise<void> => {
    account.value = null;
    const timer = setTimeout(() => (account.value ??= 'unknown'), MAX_LOOK_MS);
    const [found, room] = await Promise.all([
      ports.readAccount().catch(() => null),
      ports.browserRoom().catch(() => null),
    ]);
    clearTimeout(timer);
    account.value = found ?? 'unknown';
    browserRoomBytes.value = room;
  };
  /** Room changes: it is asked for each time a plan comes up. */
  effect(() => {
    if (state.value === 'plan') void look();
    // Large accounts are slowed: that is told while it copies, and once is enough.
    if (state.value === 'running' && account.peek() === null) void look();
  });
  const then = (act: () => Promise<void>) => async (): Promise<void> => {
    await act();
    await read();
  };
  return {
    account,
    browserRoomBytes,
    isShown,
    readAlbums: () => ports.readAlbums(),
    choose: (choice) => then(() => ports.choose(choice))(),
    start: then(() => ports.confirm()),
    drop: then(() => ports.drop()),
  };
}

/** The plan: shown before anything moves. */
export interface PlanModel {
  /** Room at Jottacloud; null while it is being asked for, `unknown` if it did not answer. */
  account: ReadonlySignal<JottacloudAccount | 'unknown' | null>;
  /** Bytes that the browser has left for files on their way; null if it does not say. */
  browserRoomBytes: ReadonlySignal<number | null>;
  /** The setting that shows the plan before each copy. */
  isShown: StoredSignal<boolean>;
  /** What can be ticked where albums are chosen. */
  readAlbums(): Promise<AlbumChoices>;
  /** Another choice: the plan is counted anew. */
  choose(choice: Choice): Promise<void>;
  /** "Start". */
  start(): Promise<void>;
  /** "Not now". */
  drop(): Promise<void>;
}
