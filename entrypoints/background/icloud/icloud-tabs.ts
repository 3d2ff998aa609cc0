import { browser } from 'wxt/browser';
import { isChinaAllowed } from '../../shared/china-permission.ts';
import { TransferError } from '../../../utils/errors.ts';
import { icloudSite, openedTab, openedTabSeen } from '../../../utils/settings/stored-items.ts';

/** Apple's sites; accounts of mainland China have one of their own. Source: docs/icloud-photos.md 1.1. */
export type IcloudSite = '' | '.cn';

const photosAt = (site: IcloudSite): string => `https://www.icloud.com${site}/photos/`;
/** Addresses of such pages. The browser hides those of a site without permission. */
const SITES = ['https://www.icloud.com/*', 'https://www.icloud.com.cn/*'];
/** Matches the address of iCloud Photos at both sites, also with a country or language before `photos`. */
const PHOTOS_URL = /^https:\/\/www\.icloud\.com(\.cn)?\/([^/]+\/)?photos/;

/** A tab at icloud.com: any of its pages has the sign-in. */
export interface IcloudTab {
  id: number;
  site: IcloudSite;
  isLoading: boolean;
  /** Asks the browser not to discard the tab in the background. A tab that is closed just then asks for nothing. */
  keep(): Promise<void>;
  /** Returns whether the tab has left icloud.com, for instance for a sign-in. The browser hides addresses of other sites. */
  hasLeft(): Promise<boolean>;
}

/**
 * Time in which a tab may still show its previous page as "complete" after we set its address: in Firefox a new tab is an
 * empty page at first.
 */
const BEGIN_MS = 5_000;

/** Lists the open tabs at icloud.com, those with Photos first. */
export async function findIcloudTabs(): Promise<IcloudTab[]> {
  const tabs = await browser.tabs.query({ url: SITES });
  return tabs
    .filter(({ discarded }) => !discarded)
    .toSorted((a, b) => Number(isPhotosUrl(b.url)) - Number(isPhotosUrl(a.url)))
    .flatMap(({ id, status, url }) =>
      id === undefined
        ? []
        : [icloudTabOf({ id, site: siteOf(url) ?? '', isLoading: status === 'loading', isHere: true })],
    );
}

/**
 * Reuses the tab that we opened before, so that there are never many, or opens one in the background. A tab that somebody
 * has looked at is theirs: it is reused only while it shows icloud.com.
 *
 * @throws {TransferError} `icloud-page-silent` if the browser opens no tab, for instance while it has no window
 */
export async function openIcloudTab(site: IcloudSite): Promise<IcloudTab> {
  const before = await openedTab.getValue();
  const reused =
    before !== null && (await isOurs(before))
      ? await browser.tabs.update(before, { url: photosAt(site) }).catch(() => undefined)
      : undefined;
  const { id } = reused ?? (await createTab(site));
  if (id === undefined) throw noTab();
  // Before the number: from then on somebody may be seen to look at it.
  if (!reused) await openedTabSeen.setValue(false);
  await openedTab.setValue(id);
  const icloudTab = icloudTabOf({ id, site, isLoading: true, isHere: false });
  await icloudTab.keep();
  return icloudTab;
}

const createTab = (site: IcloudSite) =>
  browser.tabs.create({ url: photosAt(site), active: false }).catch((cause: unknown) => {
    throw noTab(cause);
  });

const noTab = (cause?: unknown): TransferError =>
  new TransferError('icloud-page-silent', 'the browser opens no tab', { service: 'icloud', cause });

/** Whether we may reuse the tab. The browser hides addresses of sites other than icloud.com. */
async function isOurs(id: number): Promise<boolean> {
  if (!(await openedTabSeen.getValue())) return true;
  const tab = await browser.tabs.get(id).catch(() => null);
  return siteOf(tab?.url) !== null;
}

/** Records when somebody looks at the tab that we opened. */
export function followOpenedTab(): void {
  browser.tabs.onActivated.addListener(async ({ tabId }) => {
    if (tabId === (await openedTab.getValue())) await openedTabSeen.setValue(true);
  });
}

/** Brings iCloud Photos to the front, in a new tab if needed. */
export async function showIcloudTab(): Promise<void> {
  const tabs = await browser.tabs.query({ url: SITES });
  const site = await defaultSite();
  const photos = tabs.filter(({ url }) => isPhotosUrl(url));
  const id = (photos.find(({ url }) => siteOf(url) === site) ?? photos[0])?.id;
  if (id === undefined) return void (await browser.tabs.create({ url: photosAt(site), active: true }));
  const tab = await browser.tabs.update(id, { active: true });
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** Returns the site with the latest sign-in; before the first one, China's if the user allows it. */
export async function defaultSite(): Promise<IcloudSite> {
  const known = await icloudSite.getValue();
  const isAllowed = known !== '' && (await isChinaAllowed());
  return isAllowed ? '.cn' : '';
}

/** Returns the site of an address; null for any other address. */
function siteOf(address: string | undefined): IcloudSite | null {
  if (address?.startsWith('https://www.icloud.com/')) return '';
  return address?.startsWith('https://www.icloud.com.cn/') ? '.cn' : null;
}

/** Whether an address is one of iCloud Photos. */
export const isPhotosUrl = (address: string | undefined): boolean =>
  address !== undefined && PHOTOS_URL.test(address);

/** Only Chrome knows this property, so the shared types lack it. */
const notDiscarded: object = { autoDiscardable: false };

/** @param isHere whether the tab already shows icloud.com, and does not only load it */
function icloudTabOf(tab: Pick<IcloudTab, 'id' | 'site' | 'isLoading'> & { isHere: boolean }): IcloudTab {
  const { id, site, isLoading } = tab;
  let hasArrived = tab.isHere;
  let elsewhereSince: number | null = null;
  return {
    id,
    site,
    isLoading,
    async keep() {
      if (!import.meta.env.FIREFOX) await browser.tabs.update(id, notDiscarded).catch(() => undefined);
    },
    async hasLeft() {
      const now = await browser.tabs.get(id).catch(() => null);
      if (siteOf(now?.url) !== null) hasArrived = true;
      const isElsewhere = now?.status === 'complete' && siteOf(now.url) === null;
      elsewhereSince = isElsewhere ? (elsewhereSince ?? performance.now()) : null;
      if (elsewhereSince === null) return false;
      return hasArrived || performance.now() - elsewhereSince >= BEGIN_MS;
    },
  };
}
