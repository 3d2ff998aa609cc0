import type { ComponentType } from 'preact';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { DoneBody, ProblemsBody } from './FinishedBody.tsx';
import { CheckingBody, CountingBody, RunningBody, WaitingBody } from './RunningBody.tsx';
import { PlanBody } from '../plan/PlanBody.tsx';
import { AttentionBody, PausedBody, ReadyBody, SetupBody, SignedOutBody } from './StandingBody.tsx';
import type { CopyState } from '../../utils/models/copy-state.ts';

const bodies: Record<CopyState, ComponentType<{ model: TransferModel }>> = {
  setup: SetupBody,
  'signed-out': SignedOutBody,
  ready: ReadyBody,
  counting: CountingBody,
  plan: PlanBody,
  running: RunningBody,
  waiting: WaitingBody,
  attention: AttentionBody,
  paused: PausedBody,
  checking: CheckingBody,
  done: DoneBody,
  'done-with-problems': ProblemsBody,
};

/** The content between the title and the buttons. */
export function StateBody({ model }: { model: TransferModel }) {
  const Body = bodies[model.state.value];
  return <Body model={model} />;
}
