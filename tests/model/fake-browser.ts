import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { IcloudCall, IcloudReply } from '../../utils/icloud/transport.ts';
import { useBrowserTexts } from '../../components/testing/browser-texts.ts';

/** An open page at icloud.com. */
const PAGE = { id: 1, url: 'https://www.icloud.com/photos/', status: 'complete', discarded: false };

/**
 * A browser without anything stored, in which everything is allowed and no two contexts run: a lock is a queue.
 *
 * @param hasPage whether a page at icloud.com is open
 * @param post makes a call as the script in that page does
 */
export function startBrowser(
  hasPage: () => boolean,
  post: (call: IcloudCall) => Promise<IcloudReply>,
): { forgetLocks(): void } {
  fakeBrowser.reset();
  useBrowserTexts('en');
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async () => true);
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(async () => (hasPage() ? [PAGE] : []) as never);
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation(
    async (_tab, message) => ({ value: await post((message as { request: IcloudCall }).request) }) as never,
  );
  vi.spyOn(fakeBrowser.declarativeNetRequest, 'updateSessionRules').mockImplementation(async () => undefined);
  vi.spyOn(fakeBrowser.action, 'setBadgeText').mockImplementation(async () => undefined);
  vi.spyOn(fakeBrowser.action, 'setBadgeBackgroundColor').mockImplementation(async () => undefined);
  vi.spyOn(fakeBrowser.action, 'setTitle').mockImplementation(async () => undefined);
  vi.spyOn(fakeBrowser.power, 'requestKeepAwake').mockImplementation(() => undefined);
  vi.spyOn(fakeBrowser.power, 'releaseKeepAwake').mockImplementation(() => undefined);
  vi.spyOn(fakeBrowser.runtime, 'getPlatformInfo').mockImplementation(async () => ({
    os: 'mac',
    arch: 'arm64',
  }));
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockImplementation(() => ({
    manifest_version: 3,
    name: 'Fotoflytt',
    version: '0.1.0',
  }));
  const queues = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>): Promise<unknown> => {
    const last = queues.get(name) ?? Promise.resolve();
    const next = last.then(work, work);
    queues.set(
      name,
      next.catch(() => undefined),
    );
    return next;
  };
  vi.spyOn(navigator.locks, 'request').mockImplementation(request as never);
  return { forgetLocks: () => queues.clear() };
}
