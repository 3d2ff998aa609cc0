import { setTimeout as wait } from 'node:timers/promises';

/** A page of a browser, by way of the few calls of its protocol that nothing else costs. */
export interface ToolPage {
  /** Value of an expression in the page, which is awaited. @throws what it throws */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  until(expression: string, timeoutMs?: number): Promise<void>;
  /** Waits until there is a button with this text that can be used. @throws with what the page shows instead */
  untilButton(name: string, timeoutMs: number): Promise<void>;
  /**
   * Clicks the button with this text, as soon as there is one that can be used.
   *
   * @param taken expression that is true once the press had its effect; it is repeated until then: a button that has just
   * appeared takes no press for a quarter of a second
   */
  press(name: string, taken?: string): Promise<void>;
}

/** A browser's tools. */
export interface DevTools {
  open(url: string): Promise<ToolPage>;
  /**
   * Closes a page of this address, once it shows something. A page of an extension that closes while it reads its texts can
   * leave all later pages of its process without texts.
   */
  closePage(url: string): Promise<void>;
  /** Ends the browser. */
  close(): Promise<void>;
}

interface Answer {
  id?: number;
  result?: {
    targetId?: string;
    sessionId?: string;
    targetInfos?: { targetId: string; url: string }[];
    result?: { value?: unknown };
    exceptionDetails?: object;
  };
  error?: { message: string };
}

const POLL_MS = 100;
/** Longest wait for an answer of the browser. */
const TIMEOUT_MS = 30_000;

/** @param address of the browser's own socket, `ws://…` */
export async function connectDevTools(address: string): Promise<DevTools> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the browser’s tools do not answer')));
  });
  let lastId = 0;
  const open = new Map<number, PromiseWithResolvers<NonNullable<Answer['result']>>>();
  socket.addEventListener('message', ({ data }) => {
    const { id = 0, result = {}, error } = JSON.parse(String(data)) as Answer;
    if (error) open.get(id)?.reject(new Error(error.message));
    else open.get(id)?.resolve(result);
    open.delete(id);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of open.values()) reject(new Error('the browser has ended'));
  });
  const call = (
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<NonNullable<Answer['result']>> => {
    lastId += 1;
    const answer = Promise.withResolvers<NonNullable<Answer['result']>>();
    open.set(lastId, answer);
    socket.send(
      JSON.stringify({ id: lastId, method, params, ...(sessionId !== undefined && { sessionId }) }),
    );
    return answer.promise;
  };
  const attach = async (targetId: string | undefined): Promise<ToolPage> => {
    const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
    const evaluate = async <T>(expression: string): Promise<T> => {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await call('Runtime.evaluate', params, sessionId);
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result?.value as T;
    };
    const until = async (expression: string, timeoutMs = TIMEOUT_MS): Promise<void> => {
      const giveUpAt = performance.now() + timeoutMs;
      // A page that is navigating cannot be queried.
      while (!(await evaluate<boolean>(expression).catch(() => false))) {
        if (performance.now() > giveUpAt) throw new Error(`it did not come to this: ${expression}`);
        await wait(POLL_MS);
      }
    };
    const untilButton = async (name: string, timeoutMs: number): Promise<void> => {
      const isThere = `(${findButton.toString()})(${JSON.stringify(name)}) !== undefined`;
      await until(isThere, timeoutMs).catch(async () => {
        const shown = await evaluate<string>('document.body.innerText').catch(String);
        throw new Error(`no button “${name}” in ${timeoutMs / 1_000} s; the page shows: ${shown}`);
      });
    };
    const press = async (name: string, taken?: string): Promise<void> => {
      const clicked = `((button) => (button?.click(), button !== undefined))((${findButton.toString()})(${JSON.stringify(name)}))`;
      await untilButton(name, TIMEOUT_MS);
      await until(clicked);
      if (taken !== undefined) await until(`(${taken}) || (${clicked}, false)`);
    };
    return { evaluate, until, untilButton, press };
  };
  return {
    async open(url) {
      const { targetId } = await call('Target.createTarget', { url });
      return attach(targetId);
    },
    async closePage(url) {
      const giveUpAt = performance.now() + TIMEOUT_MS;
      for (;;) {
        const { targetInfos = [] } = await call('Target.getTargets');
        const page = targetInfos.find((target) => target.url === url);
        if (page) {
          await (await attach(page.targetId)).until("document.body.innerText.trim() !== ''");
          return void (await call('Target.closeTarget', { targetId: page.targetId }));
        }
        if (performance.now() > giveUpAt) throw new Error(`this page did not open: ${url}`);
        await wait(POLL_MS);
      }
    },
    async close() {
      await call('Browser.close').catch(() => undefined);
    },
  };
}

/** Runs in the page. */
function findButton(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll('button')].find(
    ({ textContent, disabled }) => textContent.trim() === name && !disabled,
  );
}
