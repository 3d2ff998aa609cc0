import { attentionOf } from '../../utils/domain/run/run.ts';
import type { ErrorCode } from '../../utils/errors.ts';
import type { Handlers } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { signInStore } from '../../utils/settings/sign-in.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import type { EngineHost } from './host/engine-host.ts';
import { startPendingSends } from './in-page/send-queue.ts';
import type { JottacloudSignIn } from './jottacloud-sign-in.ts';
import { continueRun } from './run-handlers.ts';
import { followRun, needsEngine, requireAttention } from './run-watchdog.ts';

/** Reasons for a stopped run that a new sign-in at Jottacloud removes. */
const ENDED_BY_SIGN_IN: ReadonlySet<ErrorCode> = new Set([
  'jottacloud-signed-out',
  'jottacloud-disconnected',
]);

type AccountMessage =
  | 'connect'
  | 'disconnect'
  | 'readAccount'
  | 'listFolder'
  | 'makeFolder'
  | 'saveReport'
  | 'accessToken'
  | 'renewSignIn';

/** Answers messages about the sign-in at Jottacloud, and those that need it. */
export const createAccountHandlers = (host: EngineHost, signIn: JottacloudSignIn) =>
  ({
    async connect({ token }) {
      const service = await signIn.signIn(token);
      const database = await sharedLog();
      const error = attentionOf(await readLatestRun(database));
      if (error && ENDED_BY_SIGN_IN.has(error.code)) await continueRun(host, database);
      await startPendingSends(host);
      return signIn.readAccount(service);
    },
    async disconnect() {
      const database = await sharedLog();
      const run = await readLatestRun(database);
      if (run?.isConfirmed && needsEngine(run)) await requireAttention(database, 'jottacloud-disconnected');
      await followRun(host);
      await signIn.signOut();
    },
    async readAccount() {
      const stored = await signInStore.read();
      return stored ? signIn.readAccount(stored.service) : null;
    },
    listFolder: ({ path }) => signIn.listFolder(path),
    makeFolder: ({ path }) => signIn.makeFolder(path),
    saveReport: ({ folder, day, html }) => signIn.saveReport(folder, day, html),
    accessToken: ({ minLifeMs, refused }) => signIn.accessToken(minLifeMs, refused),
    renewSignIn: () => signIn.renew(),
  }) satisfies Pick<Handlers<BackgroundProtocol>, AccountMessage>;
