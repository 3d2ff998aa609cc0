import type { JottacloudContext } from '../checks/jottacloud/context.ts';
import type { IcloudContext } from '../checks/icloud/context.ts';
import { icloudChecks } from '../checks/icloud/icloud-checks.ts';
import { jottacloudChecks } from '../checks/jottacloud/jottacloud-checks.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { FactSide } from '../domain/account/account-facts.ts';
import type { CheckRow } from '../domain/check/check-row.ts';
import type { FromCheckWorker, ToCheckWorker } from '../messaging/check-link.ts';
import { openOwnedLog } from '../store/database.ts';
import { logs } from '../settings/logs.ts';
import { saveFacts } from '../store/runs/account-facts.ts';
import { epochMs } from '../units.ts';
import { realClock } from './flow/real-clock.ts';
import { xhrSend } from './transfer/upload/xhr-upload.ts';
import { connectWorker } from './worker-connections.ts';

/**
 * Runs "Check my connection" in a worker of its page: it ends with the page and does not disturb the engine. Tokens stay
 * in this worker; the page passes questions on and shows rows.
 */
const { link, transport, tokens } = connectWorker(self);
const post = (message: FromCheckWorker): void => self.postMessage(message);

/** Longest time of one check: each needs a file of some kilobytes or a listing of a new folder. */
const LIMIT_MS = 60_000;
const never = new AbortController().signal;

const plainFetch = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);

const icloud: IcloudContext = {
  transport,
  fetch: plainFetch,
  readPageSummary: (signal) => link.ask('lookAtPage', undefined, signal),
  now: Date.now,
  found: {},
};

const jottacloud: JottacloudContext = {
  fetch: plainFetch,
  sendBody: xhrSend,
  tokens,
  startedAt: epochMs(Date.now()),
  renewSignIn: () => link.ask('renewSignIn', undefined, never),
  async withOrigin(work) {
    await link.ask('showOrigin', { isShown: true }, never);
    try {
      return await work();
    } finally {
      await link.ask('showOrigin', { isShown: false }, never);
    }
  },
};

const tools = {
  onRow: (row: CheckRow): void => post({ kind: 'row', row }),
  limitMs: LIMIT_MS,
  sleep: realClock.sleep,
};

async function checkAll(): Promise<void> {
  const icloudFacts = await runChecks(icloudChecks, icloud, tools, never);
  await saveFoundFacts('icloud', icloud.found.session?.accountNumber, icloudFacts);
  const jottacloudFacts = await runChecks(jottacloudChecks, jottacloud, tools, never);
  const username = await tokens(0, null).then(
    (token) => token.username,
    () => undefined,
  );
  await saveFoundFacts('jottacloud', username, jottacloudFacts);
  post({ kind: 'done' });
}

/** All logs: a fact is about an account, which may have another log than the current one. */
async function logNames(): Promise<Set<string>> {
  const { current, known } = await logs.getValue();
  return new Set([current, ...known.filter(({ isLeaving }) => !isLeaving).map(({ log }) => log)]);
}

/** Saves facts for later copies. The rows are shown even if the log cannot be opened. */
async function saveFoundFacts(
  side: FactSide,
  account: string | undefined,
  facts: Awaited<ReturnType<typeof runChecks>>,
): Promise<void> {
  if (account === undefined || Object.keys(facts).length === 0) return;
  try {
    for (const log of await logNames()) {
      const database = await openOwnedLog(log);
      await saveFacts(database, side, account, facts);
      database.close();
    }
  } catch (error) {
    reportError(error);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToCheckWorker>) => {
  if (data.kind === 'answer') link.answered(data);
  else void checkAll();
});
