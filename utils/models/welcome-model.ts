import { retryTable } from '../domain/retry/retry-table.ts';
import type { FirstPhoto, FirstRunStep } from '../domain/run/first-run.ts';
import type { IcloudAccount, TransferSnapshot } from '../domain/run/snapshot.ts';
import { type FirstRunNote, parseNote, firstRunStep } from '../domain/run/first-run.ts';
import type { Run } from '../domain/run/run.ts';
import { type Choice, everything } from '../domain/album/choice.ts';
import { batch, computed, effect, type ReadonlySignal, signal, type Signal } from '@preact/signals';
import { oneAtATime } from './one-at-a-time.ts';
import { type Pace, poll } from './poll.ts';

/** The first run: its step and its actions. A `TransferModel` beside it describes the copy. */
export interface WelcomeModel {
  step: ReadonlySignal<FirstRunStep>;
  /** Jottacloud is connected, here or on another page. */
  isConnected: ReadonlySignal<boolean>;
  icloud: ReadonlySignal<IcloudAccount>;
  /** The photos sent first; empty before. */
  firstPhotos: ReadonlySignal<readonly FirstPhoto[]>;
  /** Continues after the promises. */
  begin(): Promise<void>;
  /** Checks for changes outside the log, such as a connected Jottacloud. */
  pollNow(): Promise<void>;
  /** "Yes, this is the right account": begins to count. */
  confirmAccount(): Promise<void>;
  /** "Send 5 photos first". */
  sendFirst(): Promise<void>;
  /** "Copy everything". */
  copyEverything(): Promise<void>;
}

/** Everything the model reads, writes and asks. */
export interface WelcomePorts {
  readNote(): Promise<unknown>;
  writeNote(note: FirstRunNote): Promise<void>;
  isConnected(): Promise<boolean>;
  readLatestRun(): Promise<Run | null>;
  readIcloudAccount(): Promise<IcloudAccount>;
  /** Makes the transfer's own model read again. */
  refresh(): Promise<void>;
  /** Counts and shows the plan, of the sends kept from before the setup, else of everything. */
  count(): Promise<void>;
  pickFirst(): Promise<string[]>;
  readFirst(keys: readonly string[]): Promise<FirstPhoto[]>;
  copyChosen(choice: Choice): Promise<void>;
  /** Calls back when iCloud Photos has shown a sign-in. */
  watchSignIn(changed: () => void): void;
  /** Whether somebody can see the page. */
  isVisible: ReadonlySignal<boolean>;
}

/** Steps that something done on another page may end. */
const watched: ReadonlySet<FirstRunStep> = new Set(['welcome', 'jottacloud', 'icloud']);

/** How often the log is read for changes by other pages. */
const LOG_POLL_PACE: Pace = { firstMs: 2_000, maxMs: 2_000 };

/** State of the first run: the signals from which the step follows. */
interface FirstRun {
  note: Signal<FirstRunNote>;
  isConnected: Signal<boolean>;
  run: Signal<Run | null>;
  icloud: Signal<IcloudAccount>;
  firstPhotos: Signal<readonly FirstPhoto[]>;
  step: ReadonlySignal<FirstRunStep>;
}

const unknownAccount: IcloudAccount = { session: 'unknown', account: null, name: null };

/**
 * Creates the model of the first run. It asks and begins nothing before a press: the page may be open unseen.
 *
 * @param followed the snapshot that the transfer's own model follows
 */
export async function createWelcomeModel(
  ports: WelcomePorts,
  followed: Promise<ReadonlySignal<TransferSnapshot>>,
): Promise<WelcomeModel> {
  const [state, snapshot] = await Promise.all([readFirstRun(ports), followed]);
  const { note, isConnected, run, icloud, firstPhotos, step } = state;
  effect(() => void (run.value = snapshot.value.run));
  const pollNow = followOtherPages(ports, state);
  followFirstPhotos(ports, state);

  const write = async (change: Partial<FirstRunNote>): Promise<void> => {
    note.value = { ...note.value, ...change };
    await ports.writeNote(note.value);
  };
  const readRun = async (): Promise<void> => {
    run.value = await ports.readLatestRun();
  };
  return {
    step,
    isConnected,
    icloud,
    firstPhotos,
    pollNow,
    begin: () => write({ begun: true }),
    async confirmAccount() {
      await ports.count();
      await write({ accountConfirmed: true });
      await readRun();
    },
    async sendFirst() {
      const keys = await ports.pickFirst();
      await write({ test: keys });
      await ports.copyChosen({ ...everything, items: keys });
      await readRun();
    },
    async copyEverything() {
      await ports.copyChosen(everything);
      await write({ isDone: true });
      await readRun();
    },
  };
}

async function readFirstRun(ports: WelcomePorts): Promise<FirstRun> {
  const [storedNote, connected, latestRun] = await Promise.all([
    ports.readNote(),
    ports.isConnected(),
    ports.readLatestRun(),
  ]);
  const note = signal(parseNote(storedNote));
  const isConnected = signal(connected);
  const run = signal(latestRun);
  return {
    note,
    isConnected,
    run,
    icloud: signal(unknownAccount),
    firstPhotos: signal<readonly FirstPhoto[]>([]),
    step: computed(() => firstRunStep(note.value, isConnected.value, run.value)),
  };
}

/** Polls for what was done on other pages, while a step waits for it. @returns polls once, now */
function followOtherPages(ports: WelcomePorts, { isConnected, run, icloud, step }: FirstRun) {
  const readLog = async (): Promise<void> => {
    const [connected, latestRun] = await Promise.all([ports.isConnected(), ports.readLatestRun()]);
    batch(() => {
      isConnected.value = connected;
      run.value = latestRun;
    });
  };
  const askApple = async (): Promise<void> => {
    if (step.value !== 'icloud') return;
    icloud.value = await ports.readIcloudAccount().catch(() => unknownAccount);
  };
  const pollNow = async (): Promise<void> => {
    await readLog();
    await askApple();
  };
  poll(
    computed(() => watched.has(step.value) && ports.isVisible.value),
    readLog,
    LOG_POLL_PACE,
  );
  // Apple is asked when the step opens or somebody returns to it, and again only until a sign-in.
  poll(
    computed(() => step.value === 'icloud' && ports.isVisible.value),
    askApple,
    retryTable.signIn,
    () => icloud.value.session !== 'signed-in',
  );
  // A person who signs in there cannot see this page: ask once, so that its title calls them back.
  ports.watchSignIn(() => void askApple());
  // Another page may have led to the next step: the transfer's model may not know yet.
  let shownStep = step.peek();
  effect(() => {
    if (step.value === shownStep) return;
    shownStep = step.value;
    void ports.refresh();
  });
  // A run that stops shows that a sign-in has ended.
  const runStatus = computed(() => run.value?.status);
  effect(() => {
    if (runStatus.value === 'attention') void pollNow();
  });
  return pollNow;
}

/** Reads the first photos again after each change of their run: one reading at a time, and one more after a change. */
function followFirstPhotos(ports: WelcomePorts, { note, run, step, firstPhotos }: FirstRun): void {
  let keys: readonly string[] = [];
  const read = oneAtATime(async () => {
    firstPhotos.value = await ports.readFirst(keys);
  });
  effect(() => {
    if (step.value !== 'test' || run.value === null) return;
    keys = note.value.test ?? [];
    void read();
  });
}
