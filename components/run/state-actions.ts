import { mayFindMore } from '../../utils/domain/run/list-shortfalls.ts';
import type { ErrorCode } from '../../utils/errors.ts';
import { formatCount } from '../../utils/format.ts';
import { type MessageKey, t, tn } from '../../utils/i18n.ts';
import { isPlanBlocked, SPACE_ID } from '../plan/PlanSpace.tsx';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import type { CopyState } from '../../utils/models/copy-state.ts';

/** A button. The first one of a state is its main button. */
export interface StateAction {
  label: string;
  press: () => Promise<void>;
  /** Never the filled button: nothing invites a person to interrupt a copy. */
  isQuiet?: true;
  /** A question before the action, with the answer that changes nothing. */
  asks?: { question: string; no: string };
  /** Id of the element that explains why the button is disabled. */
  blockedBy?: string;
}

/** Lists the buttons of the current state: a main one and a few others. */
export const stateActions = (model: TransferModel): StateAction[] => actions[model.state.value](model);

const action = (label: MessageKey, press: () => Promise<void>): StateAction => ({ label: t(label), press });
const copy = (model: TransferModel): StateAction => action('copyToJottacloud', () => model.start());
const plan = (model: TransferModel): StateAction[] => [
  {
    ...action('startCopying', () => model.plan.start()),
    ...(isPlanBlocked(model) && { blockedBy: SPACE_ID }),
  },
  action('notNow', () => model.plan.drop()),
];
const pause = (model: TransferModel): StateAction => ({
  ...action('pause', () => model.pause()),
  isQuiet: true,
});
const stop = (model: TransferModel): StateAction => ({
  ...action('stopCopy', () => model.stop()),
  asks: { question: t('stopQuestion'), no: t('stopNo') },
});
const continueCopy = (model: TransferModel): StateAction =>
  action('continueCopying', () => model.continueCopy());
const tryNow = (model: TransferModel): StateAction => action('tryNow', () => model.continueCopy());
const report = (model: TransferModel): StateAction => action('showReport', () => model.openReport());
const openIcloud = (model: TransferModel): StateAction =>
  action('openIcloudPhotos', () => model.openIcloud());
const setup = (model: TransferModel): StateAction => action('continueSetup', () => model.openSetup());
const connect = (model: TransferModel): StateAction => action('connectAgain', () => model.openSetup());

/** Buttons after a complete copy: new photos first, and a check of everything. */
function done(model: TransferModel): StateAction[] {
  const { count } = model.news.value;
  const usual = [report(model), copy(model), action('checkEverything', () => model.checkAgain())];
  if (count === 0) return usual;
  const label = tn('copyNew', count, formatCount(count));
  // The others keep their positions: new photos may appear just before a press.
  return [{ label, press: () => model.copyNew() }, ...usual];
}

/** Adds "Look again" for photos that Apple counted but did not show: only a new reading finds them. */
const doneWithProblems = (model: TransferModel): StateAction[] => [
  report(model),
  copy(model),
  ...(mayFindMore(model.snapshot.value.run ?? { shortfalls: [] })
    ? [action('lookAgain', () => model.checkAgain())]
    : []),
];

/** Adds "Stop" to the buttons of an open run. */
const withStop = (model: TransferModel, others: StateAction[]): StateAction[] => {
  const { run } = model.snapshot.value;
  return run && run.status !== 'finished' ? [...others, stop(model)] : others;
};

const actions: Record<CopyState, (model: TransferModel) => StateAction[]> = {
  setup: (model) => [setup(model)],
  'signed-out': (model) => withStop(model, [openIcloud(model)]),
  ready: (model) => [copy(model)],
  counting: (model) => withStop(model, [pause(model)]),
  plan,
  running: (model) => withStop(model, [pause(model)]),
  waiting: (model) => withStop(model, [tryNow(model), pause(model)]),
  attention: (model) =>
    withStop(
      model,
      obstacleActions[model.obstacle.value?.code ?? 'unexpected']?.(model) ?? [continueCopy(model)],
    ),
  paused: (model) => withStop(model, [continueCopy(model)]),
  checking: (model) => withStop(model, [pause(model)]),
  done,
  'done-with-problems': doneWithProblems,
};

/** Buttons for errors that a person must solve elsewhere. All other errors get "Continue". */
const obstacleActions: Partial<Record<ErrorCode, (model: TransferModel) => StateAction[]>> = {
  'jottacloud-signed-out': (model) => [connect(model)],
  'jottacloud-disconnected': (model) => [connect(model)],
  'icloud-signed-out': (model) => [openIcloud(model)],
  'icloud-code-wanted': (model) => [openIcloud(model)],
  'icloud-terms': (model) => [openIcloud(model)],
  'icloud-repair': (model) => [openIcloud(model)],
  'icloud-inactive': (model) => [openIcloud(model), continueCopy(model)],
  'icloud-locked': (model) => [continueCopy(model)],
  'icloud-approval': (model) => [openIcloud(model)],
  'icloud-other-account': (model) => [openIcloud(model), continueCopy(model)],
  'icloud-empty': (model) => [action('checkAgain', () => model.continueCopy())],
  'icloud-changed': (model) => [
    action('lookForUpdate', () => model.checkForUpdate()),
    action('diagnosisShow', () => model.openDiagnosis()),
  ],
  'other-computer': (model) => [{ ...action('takeOver', () => model.takeOver()), isQuiet: true }],
  'permission-missing': (model) => [action('allowAccess', () => model.allowAccess())],
};
