import { defineBackground } from 'wxt/utils/define-background';
import { browser } from 'wxt/browser';
import { serve, serveInPage } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { shutOutContentScripts } from '../../utils/settings/sign-in.ts';
import { followChinaPermission } from './icloud/china-pages.ts';
import { type EngineHost, offscreenHost } from './host/engine-host.ts';
import { createEventPageHost } from './host/event-page-host.ts';
import { composeHandlers, composeTopUps } from './compose.ts';
import { followOpenedTab, isPhotosUrl } from './icloud/icloud-tabs.ts';
import { followKeepAwake } from './keep-awake.ts';
import { followPage } from './logs/current-log.ts';
import { finishDeletions } from './delete-data.ts';
import { followNotifications } from './shown/notifications.ts';
import { createAlbumAnswers } from './in-page/album-answers.ts';
import { createInPageActions } from './in-page/in-page-actions.ts';
import { createInPageHandlers } from './in-page/in-page-handlers.ts';
import { FIRST_RUN } from './in-page/setup-guide.ts';
import { openApplePictures } from './pictures/apple-pictures.ts';
import { makeRequestsPlain } from './request-headers.ts';
import { isPendingSends, startPendingSends } from './in-page/send-queue.ts';
import { isTopUp } from './top-ups/top-ups.ts';
import { settings } from '../../utils/settings/settings.ts';
import { isFollowed } from '../../utils/settings/stored-items.ts';
import { followAccess, followRun, isWatchdog, saveResumed } from './run-watchdog.ts';

/** Registers every listener in the first tick; decides nothing. */
export default defineBackground(() => {
  const host: EngineHost = import.meta.env.FIREFOX
    ? createEventPageHost((name, request) => handle(name, request))
    : offscreenHost;
  const topUps = composeTopUps(host);
  const pictures = openApplePictures();
  const handlers = composeHandlers(host, topUps, pictures);
  const handle = (name: keyof BackgroundProtocol, request: unknown): Promise<unknown> =>
    (handlers[name] as (request: unknown) => Promise<unknown>)(request);
  const start = async (): Promise<void> => {
    // Hardening may be refused; the work continues all the same.
    await Promise.allSettled([makeRequestsPlain(), shutOutContentScripts()]);
    // None of these waits for another: a host that cannot be opened keeps no alarm from being set.
    await settleAll([
      followRun(host).then(() => startPendingSends(host)),
      topUps.follow(),
      finishDeletions(),
    ]);
    await isFollowed.setValue(true);
  };
  /** No event reports that the extension was enabled again, and Firefox has forgotten its alarms by then. */
  const startIfEnabled = async (): Promise<void> => {
    if (!(await isFollowed.getValue())) await start();
  };

  serve('background', handlers);
  serveInPage(createInPageHandlers({ ...createInPageActions(host), ...createAlbumAnswers(pictures) }));
  followChinaPermission();
  followNotifications();
  followKeepAwake();
  settings.topUps.watch(() => void topUps.follow());
  followOpenedTab();
  followAccess(host);
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void start();
    if (reason !== 'install') return;
    // The browser reinstalls an extension that was loaded from a folder at each start.
    void saveResumed();
    void browser.tabs.create({ url: browser.runtime.getURL(FIRST_RUN) });
  });
  browser.runtime.onStartup.addListener(() => {
    void saveResumed();
    void start();
  });
  browser.alarms.onAlarm.addListener((alarm) => {
    if (isWatchdog(alarm) || isPendingSends(alarm)) void start();
    if (isTopUp(alarm)) void topUps.doDue();
  });
  browser.tabs.onUpdated.addListener((_, { status }, { url }) => {
    if (status !== 'complete' || !isPhotosUrl(url)) return;
    void followPage(host).then(() => topUps.doDue());
  });
  void startIfEnabled();
});

/** Waits for all. @throws the first failure, once all have ended */
async function settleAll(work: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(work);
  await Promise.all(work);
}
