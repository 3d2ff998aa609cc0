import type { Page } from '@playwright/test';
import { setInterval } from 'node:timers/promises';

/** States in which a run has ended, or stands still until a person does something. */
const ENDS = new Set([
  'done',
  'done-with-problems',
  'attention',
  'signed-out',
  'setup',
  'ready',
  'plan',
  'paused',
]);
const POLL_MS = 200;
/** Longest time without any change after which nobody waits any more. */
const STILL_MS = 120_000;

/** What the popup shows. */
export interface PopupFigures {
  state: string;
  title: string;
  itemsDone: number;
  itemsInAll: number;
}

/** Reads the popup as a screen reader does. */
export const readPopup = (popup: Page): Promise<PopupFigures> =>
  popup.locator('main').evaluate((main) => {
    const bar = main.querySelector('[role=progressbar]');
    return {
      state: main.dataset['state'] ?? '',
      title: main.querySelector('h1')?.textContent ?? '',
      itemsDone: Number(bar?.getAttribute('aria-valuenow') ?? 0),
      itemsInAll: Number(bar?.getAttribute('aria-valuemax') ?? 0),
    };
  });

/**
 * Follows a run in the popup until it ends; prints each new state, and every tenth of the progress.
 *
 * @param isPatient a person is there who may pause it, or help
 */
export async function followRun(
  popup: Page,
  isPatient: boolean,
  print: (line: string) => void,
): Promise<PopupFigures> {
  let printed = '';
  let [last, changedAt] = ['', Date.now()];
  for await (const _ of setInterval(POLL_MS)) {
    const figures = await readPopup(popup);
    const { state, title, itemsDone, itemsInAll } = figures;
    const tenths = itemsInAll > 0 ? Math.floor((10 * itemsDone) / itemsInAll) : 0;
    const line = `${state} ${tenths}`;
    if (line !== printed) print(`${title}: ${itemsDone} of ${itemsInAll} items`);
    printed = line;
    if (isPatient ? state.startsWith('done') : ENDS.has(state)) return figures;
    const now = JSON.stringify(figures);
    if (now !== last) [last, changedAt] = [now, Date.now()];
    if (!isPatient && Date.now() - changedAt > STILL_MS) return figures;
  }
  throw new Error('a timer never ends');
}
