#!/usr/bin/env node
// Replaces the Firefox that Playwright starts: runs FIREFOX_PATH with the same arguments and forwards WebDriver BiDi between
// the two. It answers emulation commands that Firefox ESR does not have yet. For pages of extensions, Firefox does not
// report that they have loaded or closed, nor, until asked, where scripts can run; this program adds these reports.
// Tests may send commands through COMMANDS_PORT, because Firefox takes only one connection.
import { spawn } from 'node:child_process';
import { WebSocket, WebSocketServer } from 'ws';

const LISTENING = /WebDriver BiDi listening on (ws:\/\/\S+)/;
const EMULATION = /^emulation\./;
const CLOSE = 'browsingContext.close';
const GONE = 'browsingContext.contextDestroyed';
const NO_CONTEXT = {
  children: [],
  parent: null,
  originalOpener: null,
  userContext: 'default',
  url: 'about:blank',
};
/** The realm in which Playwright looks at a page; who asks there makes it known. */
const SANDBOX = '__playwright_utility_world__';
/** Playwright's own commands count from 1. */
const FIRST_OWN_ID = 1_000_000_000;
const LOADED = `new Promise((done) => {
  if (document.readyState === 'complete') done();
  else addEventListener('load', () => done());
})`;

const commandsPort = Number(process.env.COMMANDS_PORT);
// Taken before anything else here looks for a free port.
const commands = commandsPort ? new WebSocketServer({ host: '127.0.0.1', port: commandsPort }) : null;

const firefox = spawn(process.env.FIREFOX_PATH ?? 'firefox-esr', process.argv.slice(2), {
  stdio: ['ignore', 'ignore', 'pipe'],
});
firefox.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => firefox.kill(signal));

let told = '';
firefox.stderr.setEncoding('utf8').on('data', (text) => {
  if (told === null) return;
  told += text;
  const [, address] = LISTENING.exec(told) ?? [];
  if (!address) return;
  told = null;
  listen(`${address}/session`);
});

function listen(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  // Playwright reads this line
  server.on('listening', () =>
    console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`),
  );
  server.on('connection', (playwright) => join(playwright, new WebSocket(address)));
}

function join(playwright, browser) {
  const asked = new Map();
  const gone = new Set();
  const waiting = [];
  const own = createOwnCommands((command) => browser.send(JSON.stringify(command)));
  listenToTests(own);
  const tell = (message) => playwright.send(JSON.stringify(message));
  const ask = (text) => {
    const { id, method, params } = JSON.parse(text);
    if (EMULATION.test(method) || method === CLOSE) asked.set(id, { method, params });
    browser.send(text);
  };
  playwright.on('message', (data) => {
    if (browser.readyState === WebSocket.OPEN) ask(String(data));
    else waiting.push(String(data));
  });
  browser.on('open', () => {
    for (const text of waiting.splice(0)) ask(text);
  });
  const pass = (text, message, { method, params }) => {
    if (message.method === GONE) {
      if (gone.has(message.params.context)) return;
      gone.add(message.params.context);
    }
    playwright.send(text);
    if (message.method === 'browsingContext.navigationCommitted') void followLoad(message.params, own, tell);
    if (message.type === 'success' && method === CLOSE && !gone.has(params.context)) {
      gone.add(params.context);
      tell({ type: 'event', method: GONE, params: { ...NO_CONTEXT, context: params.context } });
    }
  };
  browser.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (own.take(message)) return;
    const known = asked.get(message.id) ?? {};
    asked.delete(message.id);
    if (message.error === 'unknown command' && known.method)
      tell({ type: 'success', id: message.id, result: {} });
    else pass(String(data), message, known);
  });
  browser.on('close', () => playwright.close());
  playwright.on('close', () => browser.close());
}

/** Passes commands of tests on, and gives the answers back under the numbers that the tests gave. */
function listenToTests(own) {
  const answer = async (test, text) => {
    const { id, method, params } = JSON.parse(text);
    test.send(JSON.stringify({ ...(await own.ask(method, params)), id }));
  };
  commands?.on('connection', (test) => test.addEventListener('message', ({ data }) => answer(test, data)));
}

/** Reports that a page of an extension has loaded, when it says so itself. */
async function followLoad({ context, navigation, url }, own, tell) {
  if (!url.startsWith('moz-extension:')) return;
  const target = { context, sandbox: SANDBOX };
  const { type } = await own.ask('script.evaluate', { expression: LOADED, target, awaitPromise: true });
  // it has gone elsewhere
  if (type !== 'success') return;
  for (const method of ['browsingContext.domContentLoaded', 'browsingContext.load'])
    tell({ type: 'event', method, params: { context, navigation, url, timestamp: Date.now() } });
}

function createOwnCommands(send) {
  const asked = new Map();
  let lastId = FIRST_OWN_ID;
  return {
    ask(method, params) {
      lastId += 1;
      const answer = Promise.withResolvers();
      asked.set(lastId, answer.resolve);
      send({ id: lastId, method, params });
      return answer.promise;
    },
    /** @returns true if the message answers one of them */
    take(message) {
      const resolve = asked.get(message.id);
      asked.delete(message.id);
      resolve?.(message);
      return resolve !== undefined;
    },
  };
}
