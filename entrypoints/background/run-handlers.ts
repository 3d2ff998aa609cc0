import type { RunRequest } from '../../utils/domain/run/run-request.ts';
import { everything, isEverything, parseChoice } from '../../utils/domain/album/choice.ts';
import type { Handlers } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { settings } from '../../utils/settings/settings.ts';
import { attentionOf } from '../../utils/domain/run/run.ts';
import { hasNoSignIn } from '../../utils/settings/sign-in.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { retryNow } from '../../utils/store/runs/retry-now.ts';
import { followRunNote } from '../../utils/store/runs/run-note.ts';
import {
  changeChoice,
  confirmRun,
  copyChosen,
  dropPlan,
  followSettings,
  pauseRun,
  resumeRun,
  startRun,
  stopRun,
  takeOver,
} from '../../utils/store/runs/runs.ts';
import type { LogDatabase } from '../../utils/store/schema.ts';
import { type EpochMs, epochMs } from '../../utils/units.ts';
import type { EngineHost } from './host/engine-host.ts';
import { enqueueChoice, forgetLibrarySends, releaseKept, startPendingSends } from './in-page/send-queue.ts';
import { followAwake } from './keep-awake.ts';
import { noteSignedIn } from './logs/current-log.ts';
import { readRunSettings } from './run-settings.ts';
import { showRun } from './shown/show-run.ts';
import { followRun, needsEngine, requireAttention } from './run-watchdog.ts';

const now = (): EpochMs => epochMs(Date.now());

type StartMessage = 'startTransfer' | 'checkAgain' | 'copyChosen' | 'startKept';
type RunMessage =
  | 'confirmTransfer'
  | 'chooseTransfer'
  | 'dropTransfer'
  | 'stopTransfer'
  | 'followSettings'
  | 'pauseTransfer'
  | 'continueTransfer'
  | 'takeOver'
  | 'retryFailed'
  | 'engineChanged';

/** Answers messages that begin, change and end a run. Each writes to the log first, then follows it. */
export const createRunHandlers = (host: EngineHost) => ({
  ...createStartHandlers(host),
  ...createOpenRunHandlers(host),
});

const createStartHandlers = (host: EngineHost) =>
  ({
    startTransfer: async () => startCopy(host, await sharedLog()),
    async checkAgain() {
      const database = await sharedLog();
      const choice = (await readLatestRun(database))?.choice ?? everything;
      await begin(host, database, { choice, isConfirmed: true, thorough: true });
    },
    async copyChosen(request) {
      const choice = parseChoice(request.choice);
      const database = await sharedLog();
      const result = await copyChosen(database, now(), { ...(await readRunSettings(database)), choice });
      if (result === 'waits')
        await enqueueChoice(database.name, { choice, isConfirmed: true, thorough: false });
      await followRun(host);
    },
    async startKept() {
      const hasKept = await releaseKept((await sharedLog()).name);
      await startPendingSends(host);
      return hasKept;
    },
  }) satisfies Pick<Handlers<BackgroundProtocol>, StartMessage>;

const createOpenRunHandlers = (host: EngineHost) =>
  ({
    async confirmTransfer() {
      const database = await sharedLog();
      // The message about changed settings may have been lost: then the plan is shown once more with them.
      await followSettings(database, await readRunSettings(database));
      await confirmRun(database, now());
      await followRun(host);
    },
    async chooseTransfer(request) {
      await changeChoice(await sharedLog(), parseChoice(request.choice));
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
      const database = await sharedLog();
      await followSettings(database, await readRunSettings(database));
      await followRun(host);
    },
    async pauseTransfer() {
      await pauseRun(await sharedLog());
      await followRun(host);
    },
    continueTransfer: async () => continueRun(host, await sharedLog()),
    async takeOver() {
      const database = await sharedLog();
      await takeOver(database);
      await continueRun(host, database);
    },
    async retryFailed({ code }) {
      await retryNow(await sharedLog(), now(), code);
      await followRun(host, true);
    },
    async engineChanged({ log, idle, percent }) {
      const database = await sharedLog();
      // The engine of another log, which a death left behind: the host replaces it.
      if (log !== database.name) return followRun(host);
      if (idle) await followRunNote(database, now());
      const run = await showRun(database, percent);
      await followAwake(run);
      await startPendingSends(host);
      // Pages offer the copy of whoever is signed in instead.
      if (attentionOf(run)?.code === 'icloud-other-account') await noteSignedIn(host);
      if (idle) await host.release(async () => !needsEngine(await readLatestRun(await sharedLog())));
    },
  }) satisfies Pick<Handlers<BackgroundProtocol>, RunMessage>;

/** "Copy to Jottacloud": copies everything, after its plan unless plans are switched off. */
export async function startCopy(host: EngineHost, database: LogDatabase): Promise<void> {
  const isConfirmed = !(await settings.showPlan.getValue());
  await releaseKept(database.name);
  await begin(host, database, { choice: everything, isConfirmed });
}

/** Begins a run of its own for a press on a log. While another run is open, the press waits in the queue. */
export async function begin(
  host: EngineHost,
  database: LogDatabase,
  request: Pick<RunRequest, 'choice' | 'isConfirmed' | 'thorough'>,
): Promise<void> {
  const { choice, isConfirmed, thorough = false } = request;
  const result = await startRun(database, now(), { ...(await readRunSettings(database)), ...request });
  if (result === 'waits') await enqueueChoice(database.name, { choice, isConfirmed, thorough });
  else if (isEverything(choice)) await forgetLibrarySends(database.name);
  await followRun(host);
}

/** Resumes the run of a log at once, unless Jottacloud is not connected. */
export async function continueRun(host: EngineHost, database: LogDatabase): Promise<void> {
  await resumeRun(database);
  const run = await readLatestRun(database);
  if (run?.status === 'active' && (await hasNoSignIn()))
    await requireAttention(database, 'jottacloud-disconnected');
  await followRun(host, true);
}
