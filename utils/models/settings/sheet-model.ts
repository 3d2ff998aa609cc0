import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import { destinationOf } from '../../domain/layout/destination-folder.ts';
import type { LayoutSample } from '../../domain/layout/layout-sample.ts';
import type { SheetFacts } from '../../domain/plan/sheet-facts.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Run } from '../../domain/run/run.ts';
import type { IcloudAccount, SessionState } from '../../domain/run/snapshot.ts';
import type { TransferModel } from '../transfer-model.ts';
import { createFolderModel, type FolderModel, type FolderPorts } from './folder-model.ts';

/** A plan that waits for "Start". While it is counted again, `plan` holds the figures of the last count. */
interface ShownPlan {
  run: Run;
  plan: Plan;
  isRecounting: boolean;
}

/** The plan as a sheet "from – to". Each change is stored as the default of later copies, and counted at once. */
export interface SheetModel {
  /** null: there is no plan. */
  shown: ReadonlySignal<ShownPlan | null>;
  /** The arrangement of the plan, with a change that is on its way. */
  arrangement: ReadonlySignal<Arrangement | null>;
  facts: ReadonlySignal<SheetFacts>;
  /** Whose photos are copied, as far as it is known. `isSignedIn`: false if somebody else is signed in. */
  owner: ReadonlySignal<Pick<IcloudAccount, 'account' | 'name'> & { isSignedIn: boolean }>;
  layoutSample: ReadonlySignal<LayoutSample | null>;
  folders: FolderModel;
  arrange(change: Partial<Arrangement>): Promise<void>;
  chooseFolder(levels: readonly string[]): Promise<void>;
}

/** Everything the sheet reads and asks. */
export interface SheetPorts extends FolderPorts {
  /** Stores settings and has the waiting plan counted with them. */
  saveFolder(destination: string): Promise<void>;
  saveArrangement(arrangement: Arrangement): Promise<void>;
  readOwner(): Promise<IcloudAccount>;
  readFacts(): Promise<SheetFacts>;
  readLayoutSample(): Promise<LayoutSample | null>;
}

/** Sessions in which somebody is signed in, whether the photos can be read or not. */
const NAMED: ReadonlySet<SessionState> = new Set(['signed-in', 'approval', 'locked']);

const noFacts: SheetFacts = { hidden: null, recentlyDeleted: null, account: null };

/** Creates the model of the sheet. It follows the run of the transfer's own model. */
export function createSheetModel(
  ports: SheetPorts,
  transfer: Pick<TransferModel, 'snapshot' | 'state' | 'readLog'>,
): SheetModel {
  const shown = followPlan(transfer);
  const pending = signal<Partial<Arrangement>>({});
  const arrangement = computed(() => shown.value && { ...shown.value.run.arrangement, ...pending.value });
  const { facts, owner, layoutSample } = followFacts(ports, transfer, shown);
  return {
    shown,
    arrangement,
    facts,
    owner,
    layoutSample,
    folders: createFolderModel(ports),
    async arrange(change) {
      if (!arrangement.value) return;
      pending.value = { ...pending.value, ...change };
      await ports.saveArrangement(arrangement.value);
      await transfer.readLog();
      pending.value = {};
    },
    async chooseFolder(levels) {
      await ports.saveFolder(destinationOf(levels));
      await transfer.readLog();
    },
  };
}

/** Keeps the figures of the last count of a plan, so that a change does not take the sheet away. */
function followPlan({
  snapshot,
  state,
}: Pick<TransferModel, 'snapshot' | 'state'>): ReadonlySignal<ShownPlan | null> {
  const last = signal<{ runId: number; plan: Plan } | null>(null);
  effect(() => {
    const { run } = snapshot.value;
    if (run?.plan && !run.isConfirmed) last.value = { runId: run.id, plan: run.plan };
  });
  return computed(() => {
    const { run } = snapshot.value;
    if (!run || run.isConfirmed) return null;
    if (run.plan && state.value === 'plan') return { run, plan: run.plan, isRecounting: false };
    const isCounted = state.value === 'counting' && last.value?.runId === run.id;
    return isCounted && last.value ? { run, plan: last.value.plan, isRecounting: true } : null;
  });
}

/** Reads again what a count changes, and who is signed in after each sign-in. */
function followFacts(
  ports: SheetPorts,
  { snapshot }: Pick<TransferModel, 'snapshot'>,
  shown: ReadonlySignal<ShownPlan | null>,
) {
  const facts = signal(noFacts);
  const session = signal<IcloudAccount>({ session: 'unknown', account: null, name: null });
  const layoutSample = signal<LayoutSample | null>(null);
  let readFor = '';
  const isNamed = computed(() => NAMED.has(snapshot.value.session));
  const isOwner = computed(() => snapshot.value.whose.signedIn === null);
  const readLog = async (): Promise<void> => {
    facts.value = await ports.readFacts();
    layoutSample.value ??= await ports.readLayoutSample();
  };
  effect(() => {
    if (!shown.value) return;
    const { run, plan } = shown.value;
    const wanted = `${run.id} ${plan.countedAt}`;
    if (wanted === readFor) return;
    readFor = wanted;
    // The sheet can be used without them.
    readLog().catch(() => undefined);
  });
  effect(() => {
    if (!isNamed.value) return;
    ports.readOwner().then(
      (found) => (session.value = found),
      () => undefined,
    );
  });
  const owner = computed(() => ({
    account: session.value.account ?? facts.value.account,
    name: session.value.name,
    isSignedIn: isOwner.value,
  }));
  return { facts, owner, layoutSample };
}
