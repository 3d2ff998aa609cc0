import { browser } from 'wxt/browser';
import { isOpenRun } from '../../utils/domain/run/run-request.ts';
import type { Handlers } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import type { ApplePictures } from '../../utils/pictures/apple-pictures.ts';
import { takeArrangement } from '../../utils/settings/take-arrangement.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { createAccountHandlers } from './account-handlers.ts';
import { deleteAllData, deleteCopyOf } from './delete-data.ts';
import type { EngineHost } from './host/engine-host.ts';
import { followChina } from './icloud/china-pages.ts';
import { postThroughTab } from './icloud/tab-transport.ts';
import { showIcloudTab } from './icloud/icloud-tabs.ts';
import { readPageSummary } from './icloud/page-summary.ts';
import { openJottacloudPreviews } from './pictures/jottacloud-previews.ts';
import type { JottacloudSignIn } from './jottacloud-sign-in.ts';
import { readManifestSettings } from './manifest/manifest-settings.ts';
import { readProgressText } from './manifest/progress-text.ts';
import { showOrigin } from './request-headers.ts';
import { noteBattery } from './keep-awake.ts';
import { lookWhoIsSignedIn, showCopyOf, showSignedIn } from './logs/current-log.ts';
import { createRunHandlers, startCopy } from './run-handlers.ts';
import { createTaskHandlers } from './task-handlers.ts';

/** Dependencies of the handlers. */
interface HandlerTools {
  host: EngineHost;
  pictures: ApplePictures;
  signIn: JottacloudSignIn;
  /** Counts new photos at Apple; null if unknown. */
  countNew(): Promise<number | null>;
}

/** Whether a page at icloud.com may be opened: none is opened for a top-up. */
async function mayOpenPage(): Promise<boolean> {
  const run = await readLatestRun(await sharedLog());
  return !(run?.isAutomatic && isOpenRun(run));
}

/** Answers every message to the background, one short function each. */
export const createHandlers = ({ host, pictures, signIn, countNew }: HandlerTools) => {
  const previews = openJottacloudPreviews(signIn);
  return {
    ...createAccountHandlers(host, signIn),
    ...createRunHandlers(host),
    ...createTaskHandlers(host),
    checkSession: async () => (await lookWhoIsSignedIn(host)).session,
    readIcloudAccount: () => lookWhoIsSignedIn(host),
    countNew,
    readPictures: ({ refs }) => pictures.read(refs),
    readPreview: ({ photo }) => previews.read(photo),
    compareFile: ({ photo }) => previews.compare(photo),
    openIcloud: showIcloudTab,
    showCopyOf: ({ log }) => showCopyOf(host, log),
    async copySignedIn() {
      const database = await showSignedIn(host);
      if (database) await startCopy(host, database);
    },
    deleteCopyOf: ({ log }) => deleteCopyOf(host, log),
    icloudPost: (request) => postThroughTab(request, mayOpenPage),
    lookAtPage: readPageSummary,
    followChina,
    batteryChanged: ({ isLow }) => noteBattery(isLow),
    offerArrangement: ({ arrangement }) => takeArrangement(arrangement),
    hasAccess: ({ origin }) => browser.permissions.contains({ origins: [origin] }),
    manifestSettings: readManifestSettings,
    progressText: ({ state }) => readProgressText(state),
    showOrigin: ({ isShown }) => showOrigin(isShown),
    async deleteAllData() {
      // A damaged sign-in, which cannot be ended at Jottacloud, is deleted too.
      await signIn.signOut().catch(() => undefined);
      await deleteAllData(host);
    },
  } satisfies Handlers<BackgroundProtocol>;
};
