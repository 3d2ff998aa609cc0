import type { ReadonlySignal } from '@preact/signals';
import type { FirstPhoto, FirstRunStep } from '../domain/run/first-run.ts';
import type { SessionState, TransferSnapshot } from '../domain/run/snapshot.ts';
import { type FirstRunNote, parseNote, firstRunStep } from '../domain/run/first-run.ts';
import type { Run } from '../domain/run/run.ts';
import { type Choice, everything } from '../domain/album/choice.ts';
import { signal, effect, computed, batch } from '@preact/signals';
import { type Pace, lookAgain } from './look-again.ts';

/** Who is signed in at iCloud, as far as an open page there tells. */
export interface IcloudAccount {
  session: SessionState;
  /** `K••@•••.no`; null where it is not known. */
  account: string | null;
}

/** The first run: which step is next, and what its buttons do. What a copy does is told by the `TransferModel` beside it. */
export interface WelcomeModel {
  step: ReadonlySignal<FirstRunStep>;
  /** Jottacloud, here or on another page. */
  isConnected: ReadonlySignal<boolean>;
  icloud: ReadonlySignal<IcloudAccount>;
  /** The photos that were sent first; empty before. */
  firstPhotos: ReadonlySignal<readonly FirstPhoto[]>;
  /** The promises were read. */
  begin(): Promise<void>;
  /** Somebody connected Jottacloud, or something else changed that is not in the log. */
  look(): Promise<void>;
  /** "Yes, this is the right account": the counting begins. */
  confirmAccount(): Promise<void>;
  /** "Send 5 photos first". */
  sendFirst(): Promise<void>;
  /** "Copy everything". */
  copyEverything(): Promise<void>;
}

/** What the model is given: where it reads and writes, and whom it asks. */
export interface WelcomePorts {
  readNote(): Promise<unknown>;
  writeNote(note: FirstRunNote): Promise<void>;
  isConnected(): Promise<boolean>;
  readLatestRun(): Promise<Run | null>;
  readIcloudAccount(): Promise<IcloudAccount>;
  /** Has the transfer's own model read again what it shows. */
  refresh(): Promise<void>;
  /** Counts, and shows the plan: of what was kept from before the setup, else of everything. */
  count(): Promise<void>;
  pickFirst(): Promise<string[]>;
  readFirst(keys: readonly string[]): Promise<FirstPhoto[]>;
  copyChosen(choice: Choice): Promise<void>;
  /** Somebody can see the page. */
  isVisible: ReadonlySignal<boolean>;
}

/** Steps that may end by what is done on another page; the first one asks nobody for it. */
const watched: ReadonlySet<FirstRunStep> = new Set(['welcome', 'jottacloud', 'icloud']);

/** How often the log is looked at for what another page has done. */
const LOOK_AGAIN: Pace = { firstMs: 2_000, maxMs: 2_000 };

/** How often Apple is asked whether somebody has signed in meanwhile. */
const ASK_AGAIN: Pace = { firstMs: 2_000, maxMs: 30_000 };

/**
 * Asks nothing and begins nothing before a button is pressed: the page may stand open beside others, unseen.
 *
 * @param snapshot what the transfer's own model follows
 */
export async function createWelcomeModel(
  ports: WelcomePorts,
  snapshot: ReadonlySignal<TransferSnapshot>,
): Promise<WelcomeModel> {
  const [noted, isConnectedNow, latest] = await Promise.all([
    ports.readNote(),
    ports.isConnected(),
    ports.readLatestRun(),
  ]);
  const note = signal(parseNote(noted));
  const connected = signal(isConnectedNow);
  const ownRun = signal<Run | null>(latest);
  const icloud = signal<IcloudAccount>({ session: 'unknown', account: null });
  const firstPhotos = signal<readonly FirstPhoto[]>([]);
  effect(() => void (ownRun.value = snapshot.value.run));
  const step = computed(() => firstRunStep(note.value, connected.value, ownRun.value));

  const write = async (change: Partial<FirstRunNote>): Promise<void> => {
    note.value = { ...note.value, ...change };
    await ports.writeNote(note.value);
  };
  const readRun = async (): Promise<void> => {
    ownRun.value = await ports.readLatestRun();
  };
  const lookAtLog = async (): Promise<void> => {
    const [isConnected, run] = await Promise.all([ports.isConnected(), ports.readLatestRun()]);
    batch(() => {
      connected.value = isConnected;
      ownRun.value = run;
    });
  };
  const askApple = async (): Promise<void> => {
    if (step.value !== 'icloud') return;
    icloud.value = await ports
      .readIcloudAccount()
      .catch((): IcloudAccount => ({ session: 'unknown', account: null }));
  };
  const look = async (): Promise<void> => {
    await lookAtLog();
    await askApple();
  };

  /** The steps that end by something that is done on another page. */
  lookAgain(
    computed(() => watched.has(step.value) && ports.isVisible.value),
    lookAtLog,
    LOOK_AGAIN,
  );
  /** Apple is asked when the step comes up or somebody comes back to it, and again only while a sign-in is waited for. */
  lookAgain(
    computed(() => step.value === 'icloud' && ports.isVisible.value),
    askApple,
    ASK_AGAIN,
    () => icloud.value.session !== 'signed-in',
  );
  /** One reading at a time, and one more where something has changed meanwhile. */
  let [isReading, isStale] = [false, false];
  const readFirst = async (keys: readonly string[]): Promise<void> => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale) {
      isStale = false;
      firstPhotos.value = await ports.readFirst(keys).catch(() => firstPhotos.peek());
    }
    isReading = false;
  };
  effect(() => {
    if (step.value === 'test' && ownRun.value !== null) void readFirst(note.value.test ?? []);
  });
  /** What was done on another page has brought us here: the models beside may not have heard of it. */
  let shownStep = step.peek();
  effect(() => {
    if (step.value === shownStep) return;
    shownStep = step.value;
    void ports.refresh();
  });
  /** A sign-in that has ended is seen when the run stops for it. */
  const runStatus = computed(() => ownRun.value?.status);
  effect(() => {
    if (runStatus.value === 'attention') void look();
  });

  return {
    step,
    isConnected: connected,
    icloud,
    firstPhotos,
    look,
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
