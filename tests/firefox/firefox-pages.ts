import { setTimeout as wait } from 'node:timers/promises';
import type { Marionette } from './marionette.ts';

/** The pages of the extension, as a person uses them in Firefox. */
export interface FirefoxPages {
  /** Shows an address in the window that is in front; of the extension, if it names no site. */
  show(address: string): Promise<void>;
  /** Shows it in a tab of its own, and comes back. */
  leaveOpen(address: string): Promise<void>;
  press(name: string): Promise<void>;
  type(label: string, text: string): Promise<void>;
  /** Waits until the selector finds something. @returns its text */
  find(selector: string, timeoutMs?: number): Promise<string>;
  /** What a function body returns in the page that is shown; a promise is waited for. */
  evaluate(script: string): Promise<unknown>;
}

/** A button that has just got another meaning rests for a moment, and takes no press. */
const READY_BUTTON = 'button:not([disabled], [aria-disabled=true])';
const LOOK_MS = 100;
const SEEN_MS = 20_000;

/** @param now the browser that is open now */
export function createFirefoxPages(now: () => Marionette, origin: string): FirefoxPages {
  const until = async <T>(what: string, timeoutMs: number, look: () => Promise<T | null>): Promise<T> => {
    for (const giveUpAt = Date.now() + timeoutMs; ;) {
      const found = await look();
      if (found !== null) return found;
      if (Date.now() > giveUpAt) throw new Error(`${what} is not there: ${await text('body')}`);
      await wait(LOOK_MS);
    }
  };
  const run = (script: string, args: unknown[]): Promise<unknown> =>
    now()
      .ask('WebDriver:ExecuteScript', { script, args, sandbox: null })
      .then((answer) => (answer as { value: unknown }).value);
  const text = async (selector: string): Promise<string | null> => {
    const found = await run('return document.querySelector(arguments[0])?.innerText ?? null', [selector]);
    return typeof found === 'string' ? found : null;
  };
  const elements = async (selector: string): Promise<string[]> => {
    const found = await now().ask('WebDriver:FindElements', { using: 'css selector', value: selector });
    return (found as object[]).map((element) => String(Object.values(element)[0]));
  };
  const named = async (selector: string, name: string): Promise<string | null> => {
    for (const id of await elements(selector)) {
      const answer = await now()
        .ask('WebDriver:GetComputedLabel', { id })
        .catch(() => null);
      if ((answer as { value: string } | null)?.value === name) return id;
    }
    return null;
  };
  const navigate = (address: string): Promise<unknown> =>
    now().ask('WebDriver:Navigate', {
      url: address.startsWith('https:') ? address : `${origin}/${address}`,
    });
  return {
    show: async (address) => void (await navigate(address)),
    async leaveOpen(address) {
      const before = (await now().ask('WebDriver:GetWindowHandle')) as { value: string };
      const tab = (await now().ask('WebDriver:NewWindow', { type: 'tab', focus: true })) as {
        handle: string;
      };
      await now().ask('WebDriver:SwitchToWindow', { handle: tab.handle });
      await navigate(address);
      await now().ask('WebDriver:SwitchToWindow', { handle: before.value });
    },
    async press(name) {
      const id = await until(`the button ${name}`, SEEN_MS, () => named(READY_BUTTON, name));
      await now().ask('WebDriver:ElementClick', { id });
    },
    async type(label, value) {
      const id = await until(`the field ${label}`, SEEN_MS, () => named('input, textarea', label));
      await now().ask('WebDriver:ElementSendKeys', { id, text: value });
    },
    async evaluate(script) {
      const answer = await now().ask('WebDriver:ExecuteScript', { script, args: [], sandbox: null });
      return (answer as { value: unknown }).value;
    },
    find: (selector, timeoutMs = SEEN_MS) => until(selector, timeoutMs, () => text(selector)),
  };
}
