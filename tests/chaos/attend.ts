import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../support/session.ts';
import { readPopup } from '../support/follow-run.ts';

/** How long a person waits for a state to pass before acting. */
const PATIENCE_MS = 10_000;
/** How often the person glances at the popup. */
const POLL_MS = 250;

/** A person at the screen, who does what the popup asks for, after a while. */
export interface Attendant {
  /** Buttons that were pressed, in order. */
  readonly presses: string[];
  /** Looks into the popup until the run is done, or so long. @returns the state */
  untilDone(maxMs: number): Promise<string>;
}

/** Which button a person presses in a state; null: none. */
const BUTTONS: Record<string, string> = {
  attention: 'Continue',
  paused: 'Continue',
  waiting: 'Try now',
  plan: 'Start',
  ready: 'Copy to Jottacloud',
  'done-with-problems': 'Copy to Jottacloud',
};
/** States that no waiting mends. */
const AT_ONCE = new Set(['attention', 'paused', 'plan', 'done-with-problems']);

/** A simulated person at the open browser. */
export function createAttendant(session: Session, log: (line: string) => void): Attendant {
  const presses: string[] = [];
  const press = async (popup: Page, state: string): Promise<void> => {
    const button = BUTTONS[state];
    presses.push(button === undefined ? 'signed in at icloud.com' : `${button} (${state})`);
    log(`${presses.at(-1)}, because: ${(await popup.locator('main').innerText()).replace(/\s+/g, ' ')}`);
    if (button === undefined) await session.browser.signInToIcloud();
    else await popup.getByRole('button', { name: button, exact: true }).click({ timeout: 5_000 });
  };
  return {
    presses,
    async untilDone(maxMs) {
      const popup = await session.browser.openPopup();
      const end = Date.now() + maxMs;
      let [state, since] = ['', Date.now()];
      while (Date.now() < end) {
        const { state: now } = await readPopup(popup);
        if (now === 'done') return now;
        if (now !== state) [state, since] = [now, Date.now()];
        const isStuck = now in BUTTONS || now === 'signed-out';
        if (isStuck && (Date.now() - since > PATIENCE_MS || AT_ONCE.has(now))) {
          await press(popup, now).catch(() => undefined); // the state has passed meanwhile
          since = Date.now();
        }
        await wait(POLL_MS);
      }
      await popup.close();
      return state;
    },
  };
}
