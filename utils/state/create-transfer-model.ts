import { batch, computed, signal } from '@preact/signals';
import { PROGRESS_CHANNEL, type ProgressMessage } from '../messaging/protocol.ts';
import type { LiveProgress } from '../transfer/progress.ts';
import type { SessionState, TransferSnapshot } from '../transfer/snapshot.ts';
import { createPlanModel, type PlanPorts } from './create-plan-model.ts';
import { obstacleOf, pageState } from './page-state.ts';
import type { TransferModel } from './transfer-model.ts';

/** What the model is given: where it reads, and whom it asks. */
export interface TransferPorts extends PlanPorts {
  readSnapshot(): Promise<Omit<TransferSnapshot, 'session'>>;
  /** Asks an open page at icloud.com; takes as long as that page does. */
  askSession(): Promise<SessionState>;
  ask(name: 'startTransfer' | 'pauseTransfer' | 'continueTransfer' | 'openIcloud'): Promise<void>;
  openSetup(): Promise<void>;
  openReport(): Promise<void>;
}

/** How often a page that says "signed out" looks whether that is still so. */
const LOOK_AGAIN_MS = 2_000;

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
  /** Whoever signs in meanwhile is seen while the page is open. */
  const followSession = async (): Promise<void> => {
    await askSession();
    if (snapshot.value.session === 'signed-out') setTimeout(() => void followSession(), LOOK_AGAIN_MS);
  };
  void followSession();

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
  const act = (name: Parameters<TransferPorts['ask']>[0]) => async (): Promise<void> => {
    await ports.ask(name);
    await read();
  };
  return {
    state,
    snapshot,
    live,
    obstacle: computed(() => obstacleOf(snapshot.value, live.value)),
    plan: await createPlanModel(ports, state, read),
    start: act('startTransfer'),
    pause: act('pauseTransfer'),
    goOn: act('continueTransfer'),
    openIcloud: act('openIcloud'),
    openSetup: ports.openSetup,
    openReport: ports.openReport,
  };
}
