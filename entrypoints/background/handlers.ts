import { browser } from 'wxt/browser';
import { everything, isEverything, parseChoice } from '../../utils/domain/album/choice.ts';
import { renewSignIn } from '../../utils/checks/jottacloud/renew-sign-in.ts';
import { createJottacloudClient } from '../../utils/jottacloud/client.ts';
import { createNamedTokens } from '../../utils/jottacloud/sign-in/named-tokens.ts';
import { permissionFor } from '../../utils/jottacloud/hosts.ts';
import { createTokenKeeper, type EndedSignIn } from '../../utils/jottacloud/sign-in/token-keeper.ts';
import type { ErrorCode } from '../../utils/errors.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { readLatestRun, readLogRecord, sharedLog } from '../../utils/store/database.ts';
import {
  chooseAnew,
  confirmRun,
  copyChosen,
  dropPlan,
  followSettings,
  pauseRun,
  resumeRun,
  type RunWish,
  startRun,
  stopRun,
} from '../../utils/store/runs/runs.ts';
import { retryNow } from '../../utils/store/runs/retry-now.ts';
import { followRunNote } from '../../utils/store/runs/run-note.ts';
import { settings } from '../../utils/settings/settings.ts';
import { hasNoSignIn, signInStore } from '../../utils/settings/sign-in.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { epochMs } from '../../utils/units.ts';
import { showBadge } from './badge.ts';
import { followChina } from './icloud/china-pages.ts';
import { countNewPhotos } from './icloud/count-new.ts';
import { deleteAllData } from './delete-data.ts';
import type { EngineHost } from './engine-host.ts';
import { postThroughPage } from './icloud/icloud-page.ts';
import { lookAtPage } from './icloud/page-look.ts';
import { showPage } from './icloud/icloud-tabs.ts';
import { lookAtIcloud } from './icloud/icloud-session.ts';
import { makeRequestsPlain, showOrigin } from './request-headers.ts';
import { notify } from './notifications.ts';
import { readRunSettings } from './run-settings.ts';
import { enqueueChoice, forgetLibrarySends, releaseKept, startPendingSends } from './in-page/send-queue.ts';
import { followRun, needsEngine, standStill } from './run-watchdog.ts';

type Handlers = {
  [Name in keyof BackgroundProtocol]: (
    ...parameters: Parameters<BackgroundProtocol[Name]>
  ) => Promise<ReturnType<BackgroundProtocol[Name]>>;
};

const now = (): ReturnType<typeof epochMs> => epochMs(Date.now());
const never = new AbortController().signal;
/** Every request of ours is plain: none goes out before the rule stands. */
const fetchPlain = async (url: string, init: RequestInit): Promise<Response> => {
  await makeRequestsPlain();
  return fetch(url, init);
};
const keeper = createTokenKeeper(
  fetchPlain,
  signInStore,
  (work) => navigator.locks.request('fotoflytt-sign-in', work),
  now,
);
const tokens = createNamedTokens(fetchPlain, keeper);
const jottacloud = createJottacloudClient(
  fetchPlain,
  () => Promise.reject(new Error('bytes are sent by the engine')),
  tokens,
);

/** A service that does not answer must not keep the permission for it. */
const ASKED_MS = 10_000;

/** Gives the permission for a partner's service back; before that it could not be asked to end the sign-in. */
async function giveBack(ended: EndedSignIn | null): Promise<void> {
  const origin = ended === null ? null : permissionFor(ended.service);
  if (ended === null || origin === null) return;
  await Promise.race([ended.asked, new Promise((resolve) => setTimeout(resolve, ASKED_MS))]);
  await browser.permissions.remove({ origins: [origin] });
}

/** One short function a message. */
export const createHandlers = (host: EngineHost): Handlers => ({
  async connect({ token }) {
    const { service } = await keeper.signIn(token);
    const run = await readLatestRun(await sharedLog());
    if (run?.attention && CONNECTS.has(run.attention.code)) await goOn(host);
    await startPendingSends(host);
    return readAccount(service);
  },
  async disconnect() {
    const run = await readLatestRun(await sharedLog());
    if (run?.isConfirmed && needsEngine(run)) await standStill('jottacloud-disconnected');
    await followRun(host);
    await giveBack(await keeper.signOut());
  },
  async readAccount() {
    const signIn = await signInStore.read();
    return signIn ? readAccount(signIn.service) : null;
  },
  checkSession: async () => (await lookAtIcloud()).session,
  readIcloudAccount: lookAtIcloud,
  hasAccess: ({ origin }) => browser.permissions.contains({ origins: [origin] }),
  async startTransfer() {
    const isConfirmed = !(await settings.showPlan.getValue());
    await releaseKept();
    await begin(host, { choice: everything, isConfirmed });
  },
  async checkAgain() {
    const choice = (await readLatestRun(await sharedLog()))?.choice ?? everything;
    await begin(host, { choice, isConfirmed: true, thorough: true });
  },
  countNew: () => countNewPhotos(),
  async copyChosen(request) {
    const choice = parseChoice(request.choice);
    const result = await copyChosen(await sharedLog(), now(), { ...(await readRunSettings()), choice });
    if (result === 'waits') await enqueueChoice({ choice, isConfirmed: true, thorough: false });
    await followRun(host);
  },
  async startKept() {
    const hasKept = await releaseKept();
    await startPendingSends(host);
    return hasKept;
  },
  async confirmTransfer() {
    const database = await sharedLog();
    // Settings that were changed without our hearing of it: the plan is shown once more with them.
    await followSettings(database, await readRunSettings());
    await confirmRun(database, now());
    await followRun(host);
  },
  async chooseTransfer(request) {
    await chooseAnew(await sharedLog(), parseChoice(request.choice));
    await followRun(host);
  },
  async dropTransfer() {
    await dropPlan(await sharedLog());
    await followRun(host);
    await startPendingSends(host);
  },
  async stopTransfer() {
    await stopRun(await sharedLog(), now());
    await followRun(host);
    await startPendingSends(host);
  },
  async followSettings() {
    await followSettings(await sharedLog(), await readRunSettings());
    await followRun(host);
  },
  async pauseTransfer() {
    await pauseRun(await sharedLog());
    await followRun(host);
  },
  continueTransfer: () => goOn(host),
  async retryFailed({ code }) {
    await retryNow(await sharedLog(), now(), code);
    await followRun(host, true);
  },
  openIcloud: showPage,
  followChina,
  async deleteAllData() {
    await giveBack(await keeper.signOut());
    await deleteAllData(host);
  },
  icloudPost: (request) => postThroughPage(request, true),
  accessToken: ({ minLifeMs, refused }) => tokens(minLifeMs, refused),
  renewSignIn: () => renewSignIn(keeper),
  showOrigin: ({ isShown }) => showOrigin(isShown),
  lookAtPage,
  async engineChanged({ idle, percent }) {
    const database = await sharedLog();
    const run = idle ? await followRunNote(database, now()) : await readLatestRun(database);
    const { totals } = await readLogRecord(database);
    await showBadge(run, totals, percent);
    await notify(run, totals);
    if (idle) await startPendingSends(host);
    if (idle) await host.release(async () => !needsEngine(await readLatestRun(await sharedLog())));
  },
});

/** A press that wants a run of its own: where another one is open it waits for that. */
async function begin(
  host: EngineHost,
  wish: Pick<RunWish, 'choice' | 'isConfirmed' | 'thorough'>,
): Promise<void> {
  const { choice, isConfirmed, thorough = false } = wish;
  const result = await startRun(await sharedLog(), now(), { ...(await readRunSettings()), ...wish });
  if (result === 'waits') await enqueueChoice({ choice, isConfirmed, thorough });
  else if (isEverything(choice)) await forgetLibrarySends();
  await followRun(host);
}

/** What a run stands still for until Jottacloud is connected. */
const CONNECTS: ReadonlySet<ErrorCode> = new Set(['jottacloud-signed-out', 'jottacloud-disconnected']);

async function goOn(host: EngineHost): Promise<void> {
  const database = await sharedLog();
  await resumeRun(database);
  const run = await readLatestRun(database);
  if (run?.status === 'active' && (await hasNoSignIn())) await standStill('jottacloud-disconnected');
  await followRun(host, true);
}

async function readAccount(service: string): Promise<JottacloudAccount> {
  const customer = await jottacloud.readCustomer(never);
  await keeper.saveUsername(customer.username);
  const room = await jottacloud.readRoom(never);
  return {
    name: customer.name,
    usedBytes: room.usedBytes,
    totalBytes: room.capacityBytes ?? customer.quotaBytes,
    writeLocked: room.writeLocked || customer.writeLocked,
    service,
  };
}
