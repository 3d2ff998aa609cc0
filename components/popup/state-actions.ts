import type { ErrorCode } from '../../utils/errors.ts';
import type { MessageKey } from '../../utils/i18n.ts';
import { isPlanBlocked, ROOM_ID } from './plan-block.ts';
import type { PageState, TransferModel } from '../../utils/state/transfer-model.ts';

/** A button. The first one of a state is its main button. */
export interface StateAction {
  label: MessageKey;
  press: () => Promise<void>;
  /** Id of the element that says why it cannot be pressed now. */
  blockedBy?: string;
}

/** What can be pressed now: one main button, at most one more. */
export const stateActions = (model: TransferModel): StateAction[] => actions[model.state.value](model);

const copy = (model: TransferModel): StateAction => ({
  label: 'copyToJottacloud',
  press: () => model.start(),
});
const plan = (model: TransferModel): StateAction[] => [
  {
    label: 'startCopying',
    press: () => model.plan.start(),
    ...(isPlanBlocked(model) && { blockedBy: ROOM_ID }),
  },
  { label: 'notNow', press: () => model.plan.drop() },
];
const pause = (model: TransferModel): StateAction => ({ label: 'pause', press: () => model.pause() });
const goOn = (model: TransferModel): StateAction => ({ label: 'continueCopying', press: () => model.goOn() });
const tryNow = (model: TransferModel): StateAction => ({ label: 'tryNow', press: () => model.goOn() });
const report = (model: TransferModel): StateAction => ({
  label: 'showReport',
  press: () => model.openReport(),
});
const openIcloud = (model: TransferModel): StateAction => ({
  label: 'openIcloudPhotos',
  press: () => model.openIcloud(),
});
const setup = (model: TransferModel): StateAction => ({
  label: 'continueSetup',
  press: () => model.openSetup(),
});
const connect = (model: TransferModel): StateAction => ({
  label: 'connectAgain',
  press: () => model.openSetup(),
});

const actions: Record<PageState, (model: TransferModel) => StateAction[]> = {
  setup: (model) => [setup(model)],
  'signed-out': (model) => [openIcloud(model)],
  ready: (model) => [copy(model)],
  counting: (model) => [pause(model)],
  plan,
  running: (model) => [pause(model)],
  waiting: (model) => [tryNow(model), pause(model)],
  attention: (model) => rescues[model.obstacle.value?.code ?? 'unexpected']?.(model) ?? [goOn(model)],
  paused: (model) => [goOn(model)],
  checking: (model) => [pause(model)],
  done: (model) => [report(model), copy(model)],
  'done-with-problems': (model) => [report(model), copy(model)],
};

/** What a person must do elsewhere before the run can go on; for the rest they press “Continue”. */
const rescues: Partial<Record<ErrorCode, (model: TransferModel) => StateAction[]>> = {
  'jottacloud-signed-out': (model) => [connect(model)],
  'icloud-locked': (model) => [goOn(model), openIcloud(model)],
  'icloud-signed-out': (model) => [openIcloud(model)],
};
