import { once } from 'node:events';

/**
 * Evaluates an expression in a window of Firefox's own, with Firefox's own rights.
 *
 * @param port of the commands that `firefox-for-playwright.mjs` passes on
 * @param expression of a text, or of a promise of one
 */
export async function evaluateInWindow(port: number, expression: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  try {
    await once(socket, 'open');
    const { contexts } = await ask<{ contexts: { context: string; url: string }[] }>(
      ...[socket, 'browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 }],
    );
    const window = contexts.find(({ url }) => url === 'chrome://browser/content/browser.xhtml');
    if (!window) throw new Error('no window of Firefox');
    const { result } = await ask<{ result: { value: string } }>(socket, 'script.evaluate', {
      expression,
      target: { context: window.context },
      awaitPromise: true,
    });
    return result.value;
  } finally {
    socket.close();
  }
}

/** One command of WebDriver BiDi. @throws what Firefox answers, with its words */
async function ask<Result>(socket: WebSocket, method: string, params: object): Promise<Result> {
  const answered = once(socket, 'message') as Promise<[MessageEvent<string>]>;
  socket.send(JSON.stringify({ id: 1, method, params }));
  const [{ data }] = await answered;
  const answer = JSON.parse(data) as { type: string; result: Result };
  if (answer.type !== 'success') throw new Error(data);
  return answer.result;
}
