import type { ModelState } from '../model-state.ts';
import { appleSteps } from './apple-steps.ts';
import { computerSteps } from './computer-steps.ts';
import { screenSteps } from './screen-steps.ts';
import { serviceSteps } from './service-steps.ts';
import { visitSteps } from './visit-step.ts';
import type { Step, StepName } from './step.ts';

const steps = { ...appleSteps, ...serviceSteps, ...screenSteps, ...computerSteps, ...visitSteps } satisfies {
  [Name in StepName]: unknown;
};

/** Lets a step happen. */
export async function doStep(state: ModelState, step: Step): Promise<void> {
  const happen = steps[step[0]] as (state: ModelState, step: Step) => Promise<void> | void;
  await happen(state, step);
}
