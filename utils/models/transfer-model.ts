import { attentionOf } from '../domain/run/run.ts';
import { retryTable } from '../domain/retry/retry-table.ts';
import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import type { TransferSnapshot, SessionState } from '../domain/run/snapshot.ts';
import type { EpochMs } from '../units.ts';
import { type PlanPorts, createPlanModel, type PlanModel } from './plan-model.ts';
import {
  createTopUpOffer,
  type TopUpOfferModel,
  type TopUpOfferPorts,
} from './unattended/top-up-offer-model.ts';
import {
  createUnattendedModel,
  type UnattendedModel,
  type UnattendedPorts,
} from './unattended/unattended-model.ts';
import { signal, batch, computed } from '@preact/signals';
import { epochMs } from '../units.ts';
import { poll } from './poll.ts';
import { signalOf } from './stored-signal.ts';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../messaging/protocol.ts';
import { copyStateOf, obstacleOf, type CopyState } from './copy-state.ts';
import { isEverything } from '../domain/album/choice.ts';

/** Photos added at Apple since the last copy, counted when the page opened. */
interface News {
  count: number;
  at: EpochMs;
}

/** Signals that a page renders and actions it calls. Tests pass a fake. */
export interface TransferModel {
  /** When the page opened; ages are shown as of then. */
  openedAt: EpochMs;
  state: ReadonlySignal<CopyState>;
  snapshot: ReadonlySignal<TransferSnapshot>;
  live: ReadonlySignal<LiveProgress | null>;
  /** The reason why the copy stopped or waits; null while it does neither. */
  obstacle: ReadonlySignal<ErrorRecord | null>;
  plan: PlanModel;
  /** What happens while nobody watches. */
  unattended: UnattendedModel;
  /** Only after a complete copy. */
  news: ReadonlySignal<News>;
  /** The offer to keep a complete copy complete. */
  topUpOffer: TopUpOfferModel;
  start(): Promise<void>;
  pause(): Promise<void>;
  /** Ends the copy for good. Copied files stay. */
  stop(): Promise<void>;
  /** Reads the log again, without a question to icloud.com, which may take long. */
  readLog(): Promise<void>;
  /** Reads the log again, and asks who is signed in. */
  refresh(): Promise<void>;
  /** Resumes the copy; also "Try now". */
  continueCopy(): Promise<void>;
  /** Copies here although another computer copies to the same destination. */
  takeOver(): Promise<void>;
  /** Reads both services completely again, even if nothing seems to be new. */
  checkAgain(): Promise<void>;
  /** Copies new photos without showing a plan. */
  copyNew(): Promise<void>;
  /** Asks for a permission that the browser has withdrawn, then resumes. */
  allowAccess(): Promise<void>;
  /** Restarts as a newer version; if there is none, tries again to understand Apple's answers. */
  checkForUpdate(): Promise<void>;
  openDiagnosis(): Promise<void>;
  openIcloud(): Promise<void>;
  /** Shows the copy of another Apple account. */
  showCopyOf(log: string): Promise<void>;
  /** Begins the copy of the Apple account that is signed in, beside the one that is shown. */
  copySignedIn(): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
}

/** Everything the model reads and asks. */
export interface TransferPorts extends PlanPorts {
  unattended: UnattendedPorts;
  readSnapshot(): Promise<Omit<TransferSnapshot, 'session'>>;
  /** Calls back after changes outside the log: the sign-in at Jottacloud, pending sends. */
  follow(changed: () => void): void;
  /** Asks an open page at icloud.com, and takes as long as that page. */
  askSession(): Promise<SessionState>;
  ask(
    name:
      | 'startTransfer'
      | 'pauseTransfer'
      | 'stopTransfer'
      | 'continueTransfer'
      | 'takeOver'
      | 'checkAgain'
      | 'openIcloud'
      | 'copySignedIn',
  ): Promise<void>;
  topUpOffer: TopUpOfferPorts;
  showCopyOf(log: string): Promise<void>;
  /** Counts photos added at Apple since the last copy; null if unknown. Opens no page. */
  countNew(): Promise<number | null>;
  copyNew(): Promise<void>;
  /**
   * Asks for permissions that the browser has withdrawn; works only in a press.
   *
   * @param host one more host that Apple named
   * @returns whether the user allowed them
   */
  askAccess(host?: string): Promise<boolean>;
  /** Restarts as a newer version. @returns false if there is none */
  checkForUpdate(): Promise<boolean>;
  openDiagnosis(): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
  /** Whether somebody can see the page. */
  isVisible: ReadonlySignal<boolean>;
}

const noNews: News = { count: 0, at: epochMs(0) };

/** Older progress came from an engine that has ended. */
const STALE_MS = 3_000;

/** Creates the popup's model: shows the log at once, then follows the engine. */
export async function createTransferModel(ports: TransferPorts): Promise<TransferModel> {
  const [{ snapshot, live, read, askSession }, isShown, unattended, topUpOffer] = await Promise.all([
    followSnapshot(ports),
    signalOf(ports.showPlan),
    createUnattendedModel(ports.unattended),
    createTopUpOffer(ports.topUpOffer),
  ]);
  const state = computed(() => copyStateOf(snapshot.value, live.value));
  const act = (name: Parameters<TransferPorts['ask']>[0]) => async (): Promise<void> => {
    await ports.ask(name);
    await read();
  };
  const continueCopy = act('continueTransfer');
  return {
    openedAt: epochMs(Date.now()),
    state,
    snapshot,
    live,
    obstacle: computed(() => obstacleOf(snapshot.value, live.value)),
    news: countNews(ports, read, snapshot, state),
    plan: createPlanModel(
      { ...ports, isShown },
      state,
      read,
      computed(() => snapshot.value.run?.choice ?? null),
    ),
    unattended,
    topUpOffer,
    start: act('startTransfer'),
    pause: act('pauseTransfer'),
    stop: act('stopTransfer'),
    readLog: read,
    refresh: async () => {
      await Promise.all([read(), askSession()]);
    },
    continueCopy,
    takeOver: act('takeOver'),
    checkAgain: act('checkAgain'),
    async copyNew() {
      await ports.copyNew();
      await read();
    },
    async allowAccess() {
      if (await ports.askAccess(attentionOf(snapshot.value.run)?.facts?.host)) await continueCopy();
    },
    async checkForUpdate() {
      if (!(await ports.checkForUpdate())) await continueCopy();
    },
    openDiagnosis: ports.openDiagnosis,
    openIcloud: act('openIcloud'),
    async showCopyOf(log) {
      await ports.showCopyOf(log);
      await read();
    },
    copySignedIn: act('copySignedIn'),
    openSetup: ports.openSetup,
    openReport: ports.openReport,
  };
}

/** Reads the log, then follows the engine's messages, the sign-ins and the pending sends. */
async function followSnapshot(ports: TransferPorts) {
  const snapshot = signal<TransferSnapshot>({ ...(await ports.readSnapshot()), session: 'unknown' });
  const live = signal<LiveProgress | null>(null);
  const read = async (): Promise<void> => {
    snapshot.value = { ...(await ports.readSnapshot()), session: snapshot.value.session };
  };
  const askSession = async (): Promise<void> => {
    const session = await ports.askSession().catch(() => 'unknown' as const);
    if (session !== snapshot.value.session) snapshot.value = { ...snapshot.value, session };
  };
  /** Notices a new sign-in while the page is visible. */
  poll(ports.isVisible, askSession, retryTable.signIn, () => snapshot.value.session === 'signed-out');
  ports.follow(() => void read());

  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  const follow = ({ data }: MessageEvent<ProgressMessage>): void => {
    if (data.kind === 'stored') return void read();
    // The engine of another account's log, which is being replaced.
    if (data.log !== snapshot.value.whose.log) return;
    batch(() => {
      live.value = data.live;
      snapshot.value = { ...snapshot.value, run: data.run, totals: data.totals };
    });
    clearTimeout(staleTimer);
    staleTimer = setTimeout(() => (live.value = null), STALE_MS);
  };
  new BroadcastChannel(PROGRESS_CHANNEL).addEventListener('message', follow);
  return { snapshot, live, read, askSession };
}

/**
 * Counts new photos once, if the page opens on a finished copy of everything, and shows the last known count until then. The
 * count belongs to that run alone.
 */
function countNews(
  ports: TransferPorts,
  read: () => Promise<void>,
  snapshot: ReadonlySignal<TransferSnapshot>,
  state: ReadonlySignal<CopyState>,
): ReadonlySignal<News> {
  const { run: firstRun, completeness } = snapshot.value;
  const newsOf = (count: number): News => ({ count, at: epochMs(Date.now()) });
  const isAsked = state.value === 'done' && firstRun !== null && isEverything(firstRun.choice);
  const news = signal<News>(isAsked ? newsOf(completeness?.newPhotos ?? 0) : noNews);
  const count = async (): Promise<void> => {
    if (!isAsked) return;
    const newPhotos = await ports.countNew().catch(() => null);
    if (newPhotos === null) return;
    news.value = newsOf(newPhotos);
    // The answer is a check, too.
    await read();
  };
  void count();
  return computed(() => (snapshot.value.run?.id === firstRun?.id ? news.value : noNews));
}
