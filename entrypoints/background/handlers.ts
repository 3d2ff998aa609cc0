import { parseArrangement } from '../../utils/photos/arrangement.ts';
import { type Choice, everything, parseChoice } from '../../utils/photos/choice.ts';
import { createJottacloudClient } from '../../utils/jottacloud/client.ts';
import { createNamedTokens } from '../../utils/jottacloud/named-tokens.ts';
import { createTokenKeeper } from '../../utils/jottacloud/token-keeper.ts';
import { usableFolder } from '../../utils/photos/destination-folder.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { readLatestRun, readLogRecord, sharedLog } from '../../utils/storage/database.ts';
import {
  chooseAnew,
  confirmRun,
  copyChosen,
  dropPlan,
  pauseRun,
  resumeRun,
  type RunWish,
  startRun,
} from '../../utils/storage/runs.ts';
import { retryNow } from '../../utils/storage/retry-now.ts';
import { followRunNote } from '../../utils/storage/run-note.ts';
import { settings } from '../../utils/storage/settings.ts';
import { signInStore } from '../../utils/storage/sign-in.ts';
import { parseSpeed } from '../../utils/transfer/parallelism.ts';
import type { JottacloudAccount } from '../../utils/transfer/snapshot.ts';
import { epochMs } from '../../utils/units.ts';
import { showBadge } from './badge.ts';
import { followChina } from './china-pages.ts';
import { countNewPhotos } from './count-new.ts';
import { deleteAllData } from './delete-data.ts';
import type { EngineHost } from './engine-host.ts';
import { postThroughPage } from './icloud-page.ts';
import { showPage } from './icloud-tabs.ts';
import { lookAtIcloud } from './look-at-icloud.ts';
import { keptSelection } from './kept-selection.ts';
import { makeRequestsPlain } from './plain-requests.ts';
import { notify } from './notify.ts';
import { enqueueSend, startPendingSends } from './send-queue.ts';
import { followRun, needsEngine } from './watchdog.ts';

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

/** One short function a message. */
export const createHandlers = (host: EngineHost): Handlers => ({
  async connect({ token }) {
    const { service } = await keeper.signIn(token);
    const run = await readLatestRun(await sharedLog());
    if (run?.attention?.code === 'jottacloud-signed-out') await goOn(host);
    await sendKept(host);
    return readAccount(service);
  },
  disconnect: () => keeper.signOut(),
  async readAccount() {
    const signIn = await signInStore.read();
    return signIn ? readAccount(signIn.service) : null;
  },
  checkSession: async () => (await lookAtIcloud()).session,
  readIcloudAccount: lookAtIcloud,
  async startTransfer() {
    const isConfirmed = !(await settings.showPlan.getValue());
    await startRun(await sharedLog(), now(), { ...(await wishFor(everything)), isConfirmed });
    await followRun(host);
  },
  async checkAgain() {
    const database = await sharedLog();
    const choice = (await readLatestRun(database))?.choice ?? everything;
    await startRun(database, now(), { ...(await wishFor(choice)), isConfirmed: true, thorough: true });
    await followRun(host);
  },
  countNew: () => countNewPhotos(),
  async copyChosen({ choice }) {
    await copyChosen(await sharedLog(), now(), await wishFor(parseChoice(choice)));
    await followRun(host);
  },
  async confirmTransfer() {
    await confirmRun(await sharedLog(), now());
    await followRun(host);
  },
  async chooseTransfer(request) {
    await chooseAnew(await sharedLog(), parseChoice(request.choice));
    await followRun(host);
  },
  async dropTransfer() {
    await dropPlan(await sharedLog());
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
  deleteAllData: () => deleteAllData(host),
  icloudPost: (request) => postThroughPage(request, true),
  accessToken: ({ leastLifeMs, refused }) => tokens(leastLifeMs, refused),
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

/** What was pressed on iCloud Photos before the setup was done. */
async function sendKept(host: EngineHost): Promise<void> {
  const kept = await keptSelection.getValue();
  if (!kept) return;
  await keptSelection.setValue(null);
  await enqueueSend(kept, host);
}

/** A run with the settings as they are now. */
async function wishFor(choice: Choice): Promise<Omit<RunWish, 'isConfirmed'>> {
  return {
    destinationFolder: usableFolder(await settings.destinationFolder.getValue()),
    choice,
    arrangement: parseArrangement(await settings.arrangement.getValue()),
    speed: parseSpeed(await settings.speed.getValue()),
  };
}

async function goOn(host: EngineHost): Promise<void> {
  const database = await sharedLog();
  await resumeRun(database);
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
