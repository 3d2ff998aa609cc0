import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import type { TransferSnapshot, SessionState } from '../domain/run/snapshot.ts';
import type { EpochMs } from '../units.ts';
import { type PlanPorts, createPlanModel, type PlanModel } from './plan-model.ts';
import { signal, batch, computed } from '@preact/signals';
import { epochMs } from '../units.ts';
import { type Pace, lookAgain } from './look-again.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../messaging/protocol.ts';
import { pageState, obstacleOf, type PageState } from './page-state.ts';
import { isEverything } from '../domain/album/choice.ts';

/** Photos that came to Apple after the last copy, counted when the page was opened. */
interface News {
  count: number;
  at: EpochMs;
}

/** Signals that a page renders and actions it calls; a test hands a page another one. */
export interface TransferModel {
  state: ReadonlySignal<PageState>;
  snapshot: ReadonlySignal<TransferSnapshot>;
  live: ReadonlySignal<LiveProgress | null>;
  /** Why it stands still or waits; null when it does not. */
  obstacle: ReadonlySignal<ErrorRecord | null>;
  plan: PlanModel;
  /** Only of a copy that left nothing behind. */
  news: ReadonlySignal<News>;
  start(): Promise<void>;
  pause(): Promise<void>;
  /** For good; what was copied stays. */
  stop(): Promise<void>;
  /** Reads everything that is shown once more. */
  refresh(): Promise<void>;
  /** Also "Try now". */
  goOn(): Promise<void>;
  /** Reads everything anew at both ends, though nothing seems to be new. */
  checkAgain(): Promise<void>;
  /** Copies what is new without showing a plan. */
  copyNew(): Promise<void>;
  /** Has the browser ask for what it has taken back, and goes on. */
  allowAccess(): Promise<void>;
  /** Begins anew as a newer version; where there is none, looks again whether Apple can be understood. */
  lookForUpdate(): Promise<void>;
  openDiagnosis(): Promise<void>;
  openIcloud(): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
}

/** What the model is given: where it reads, and whom it asks. */
export interface TransferPorts extends PlanPorts {
  readSnapshot(): Promise<Omit<TransferSnapshot, 'session'>>;
  /** Calls back when something else than the log has changed: the sign-in at Jottacloud, presses that wait. */
  follow(changed: () => void): void;
  /** Asks an open page at icloud.com; takes as long as that page does. */
  askSession(): Promise<SessionState>;
  ask(
    name:
      'startTransfer' | 'pauseTransfer' | 'stopTransfer' | 'continueTransfer' | 'checkAgain' | 'openIcloud',
  ): Promise<void>;
  /** Photos that are new at Apple since the last copy; 0 where that is not known. Opens no page. */
  countNew(): Promise<number>;
  copyNew(): Promise<void>;
  /** Has the browser ask for what it has taken back; only from a press. @returns whether that was given */
  /** @param host the one more that Apple named, if any */
  askAccess(host?: string): Promise<boolean>;
  /** @returns false if there is no newer version */
  lookForUpdate(): Promise<boolean>;
  openDiagnosis(): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
  /** Somebody can see the page. */
  isVisible: ReadonlySignal<boolean>;
}

const noNews: News = { count: 0, at: epochMs(0) };

/** How often a page that says "signed out", and can be seen, looks whether that is still so. */
const LOOK_AGAIN: Pace = { firstMs: 2_000, maxMs: 30_000 };

/** Progress that is older than this was told by an engine that is gone. */
const STALE_MS = 3_000;

/** The popup's model: draws from the log at once, then follows what the engine tells. */
export async function createTransferModel(ports: TransferPorts): Promise<TransferModel> {
  const snapshot = signal<TransferSnapshot>({ ...(await ports.readSnapshot()), session: 'unknown' });
  const live = signal<LiveProgress | null>(null);
  const read = async (): Promise<void> => {
    snapshot.value = { ...(await ports.readSnapshot()), session: snapshot.value.session };
  };
  const askSession = async (): Promise<void> => {
    const session = await ports.askSession().catch(() => 'unknown' as const);
    snapshot.value = { ...snapshot.value, session };
  };
  /** Whoever signs in meanwhile is seen while the page is. */
  lookAgain(ports.isVisible, askSession, LOOK_AGAIN, () => snapshot.value.session === 'signed-out');
  ports.follow(() => void read());

  let stale: ReturnType<typeof setTimeout> | undefined;
  new BroadcastChannel(PROGRESS_CHANNEL).addEventListener(
    'message',
    ({ data }: MessageEvent<ProgressMessage>) => {
      if (data.kind === 'stored') void read();
      else {
        batch(() => {
          live.value = data.live;
          snapshot.value = { ...snapshot.value, run: data.run, totals: data.totals };
        });
        clearTimeout(stale);
        stale = setTimeout(() => (live.value = null), STALE_MS);
      }
    },
  );

  const state = computed(() => pageState(snapshot.value, live.value));
  const news = signal<News>(noNews);
  /** Asked once, when the page is opened and nothing is to be done; of no other run. */
  const first = snapshot.value.run;
  const countNew = async (): Promise<void> => {
    if (state.value !== 'done' || !first || !isEverything(first.choice)) return;
    const count = await ports.countNew().catch(() => 0);
    news.value = { count, at: epochMs(Date.now()) };
  };
  void countNew();
  const act = (name: Parameters<TransferPorts['ask']>[0]) => async (): Promise<void> => {
    await ports.ask(name);
    await read();
  };
  const goOn = act('continueTransfer');
  return {
    state,
    snapshot,
    live,
    obstacle: computed(() => obstacleOf(snapshot.value, live.value)),
    plan: await createPlanModel(ports, state, read),
    news: computed(() => (snapshot.value.run?.id === first?.id ? news.value : noNews)),
    start: act('startTransfer'),
    pause: act('pauseTransfer'),
    stop: act('stopTransfer'),
    refresh: async () => {
      await Promise.all([read(), askSession()]);
    },
    goOn,
    checkAgain: act('checkAgain'),
    async copyNew() {
      await ports.copyNew();
      await read();
    },
    async allowAccess() {
      if (await ports.askAccess(snapshot.value.run?.attention?.facts?.host)) await goOn();
    },
    async lookForUpdate() {
      if (!(await ports.lookForUpdate())) await goOn();
    },
    openDiagnosis: ports.openDiagnosis,
    openIcloud: act('openIcloud'),
    openSetup: ports.openSetup,
    openReport: ports.openReport,
  };
}
