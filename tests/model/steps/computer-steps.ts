import type { ModelState } from '../model-state.ts';
import { Violation } from '../oracle/violation.ts';
import type { Step, StepName } from './step.ts';

type StepOf<Name extends StepName> = Extract<Step, [Name, ...unknown[]]>;
type Doer<Name extends StepName> = (state: ModelState, step: StepOf<Name>) => Promise<void>;

/** Longest that anybody waits for the product, in the time of the model. */
const MAX_WAIT_MS = 2 * 3_600_000;
/** How long a blocked run may try in vain. */
const TROUBLED_WAIT_MS = 3 * 60_000;
const HOUR_MS = 3_600_000;

/** Calls of a look: one about the session, one a database, and a few for what has changed. */
const MAX_LOOK_REQUESTS = 11;
const MIN_LOOK_MS = 6 * HOUR_MS;

/** The alarm goes off; the engine gets no call through meanwhile, so that all calls are those of a look. */
async function topUpAlarm(state: ModelState): Promise<void> {
  const { services } = state.world;
  const before = services.requestCount;
  const alarmAt = Date.now();
  await state.world.topUpAlarm();
  const asked = services.requestCount - before;
  if (asked === 0) return;
  if (asked > MAX_LOOK_REQUESTS) throw new Violation('I12', `a look asked ${asked} requests`);
  if (!state.world.hasPage) throw new Violation('I12', 'a look asked without a page at icloud.com');
  const sinceMs = Math.abs(alarmAt - state.lookedAt);
  if (sinceMs < MIN_LOOK_MS) throw new Violation('I12', `a look asked ${sinceMs} ms after another`);
  state.lookedAt = alarmAt;
}

/** Presses stay with the computer that they were made on. */
const forgetPresses = (state: ModelState): void => {
  state.wishes = [];
};

/** What happens to the computer, and how far the product gets. */
export const computerSteps = {
  dies: async ({ world }, [, afterWrites]) => {
    if (afterWrites === 0) world.die();
    else world.deaths.arm(afterWrites, () => world.die());
  },
  newProfile: async (state) => {
    if (!state.world.isOnline) return;
    await state.world.newComputer(false);
    forgetPresses(state);
  },
  secondComputer: async (state) => {
    if (!state.world.isOnline) return;
    await state.world.newComputer(true);
    forgetPresses(state);
  },
  otherComputer: async (state) => {
    await state.world.otherComputer();
    forgetPresses(state);
  },
  offline: async (state) => {
    state.world.isOnline = false;
    state.troubledAt = state.moment;
  },
  online: async (state) => {
    state.world.isOnline = true;
    state.troubledAt = state.moment;
  },
  clock: async ({ world }, [, hours]) => world.time.jump(hours * HOUR_MS),
  sleep: async ({ world }, [, hours]) => void (await world.resume(0, hours * HOUR_MS)),
  page: async ({ world }, [, isOpen]) => {
    world.hasPage = isOpen;
  },
  power: async ({ world }, [, hasLowBattery]) => {
    world.power = { hasLowBattery, isMetered: false };
  },
  topUpAlarm,
  calls: async ({ world }, [, calls]) => void (await world.resume(calls, TROUBLED_WAIT_MS)),
  until: async ({ world }, [, what]) => {
    world.budget.stopAt(what);
    await world.resume(Infinity, TROUBLED_WAIT_MS);
    world.budget.stopAt(null);
  },
  settle: async (state) => {
    const isSettled = await state.world.resume(Infinity, state.isTroubled ? TROUBLED_WAIT_MS : MAX_WAIT_MS);
    state.world.deaths.disarm();
    if (isSettled || state.isTroubled) return;
    // After a death the browser starts again and the run resumes.
    if (await state.world.resume(Infinity, MAX_WAIT_MS)) return;
    throw new Violation('I5', 'the run neither ends nor waits for anybody');
  },
} satisfies { [Name in StepName]?: Doer<Name> };
