import type { JottacloudContext } from '../checks/jottacloud/context.ts';
import type { IcloudContext } from '../checks/icloud/context.ts';
import { icloudChecks } from '../checks/icloud/icloud-checks.ts';
import { jottacloudChecks } from '../checks/jottacloud/jottacloud-checks.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { FactSide } from '../domain/account/account-facts.ts';
import type { CheckRow } from '../domain/check/check-row.ts';
import type { FromCheckWorker, ToCheckWorker } from '../messaging/check-link.ts';
import { askFromWorker } from '../messaging/worker-link.ts';
import { openLog } from '../store/database.ts';
import { saveFacts } from '../store/runs/account-facts.ts';
import { epochMs } from '../units.ts';
import { realClock } from './flow/real-clock.ts';
import { xhrSend } from './transfer/xhr-upload.ts';
import { holdTokens } from '../jottacloud/sign-in/with-token.ts';

/**
 * "Check my connection", in a worker of its page: it ends with the page, and leaves the engine alone. Tokens stay in
 * here; the page passes questions on and shows rows.
 */
const link = askFromWorker(self);
const tell = (message: FromCheckWorker): void => self.postMessage(message);

/** A file of some kilobytes and a listing of a new folder: whoever takes longer is not there. */
const LIMIT_MS = 60_000;
const never = new AbortController().signal;

const tokens = holdTokens(
  (minLifeMs, refused) => link.ask('accessToken', { minLifeMs, refused }, never),
  realClock.now,
);

const fetchPlainly = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);

const icloud: IcloudContext = {
  transport: { post: (call, signal) => link.ask('icloudPost', call, signal) },
  fetch: fetchPlainly,
  lookAtPage: (signal) => link.ask('lookAtPage', undefined, signal),
  now: Date.now,
  found: {},
};

const jottacloud: JottacloudContext = {
  fetch: fetchPlainly,
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
  onRow: (row: CheckRow): void => tell({ kind: 'row', row }),
  limitMs: LIMIT_MS,
  sleep: realClock.sleep,
};

async function checkAll(): Promise<void> {
  const apple = await runChecks(icloudChecks, icloud, tools, never);
  await keep('icloud', icloud.found.session?.accountNumber, apple);
  const other = await runChecks(jottacloudChecks, jottacloud, tools, never);
  const username = await tokens(0, null).then(
    (token) => token.username,
    () => undefined,
  );
  await keep('jottacloud', username, other);
  tell({ kind: 'done' });
}

/** Facts serve the next copies; a log that cannot be opened must not cost the person the rows. */
async function keep(
  side: FactSide,
  account: string | undefined,
  facts: Awaited<ReturnType<typeof runChecks>>,
): Promise<void> {
  if (account === undefined || Object.keys(facts).length === 0) return;
  try {
    const database = await openLog();
    await saveFacts(database, side, account, facts);
    database.close();
  } catch (error) {
    reportError(error);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToCheckWorker>) => {
  if (data.kind === 'answer') link.answered(data);
  else void checkAll();
});
