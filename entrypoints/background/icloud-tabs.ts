import { browser } from 'wxt/browser';
import { openedPage, openedPageSeen } from '../../utils/storage/opened-page.ts';

const ICLOUD_PHOTOS = 'https://www.icloud.com/photos/';
/** Where such pages are looked for. */
const SITES = ['https://www.icloud.com/*'];
const PHOTOS_PAGE = /^https:\/\/www\.icloud\.com\/([^/]+\/)?photos/;

/** A tab at icloud.com: any of its pages has the sign-in. */
export interface IcloudPage {
  id: number;
  isLoading: boolean;
  /** Asks the browser not to throw it away while it is in the background. */
  keep(): Promise<void>;
}

/** Tabs at icloud.com that are open now, those with Photos first. */
export async function findPages(): Promise<IcloudPage[]> {
  const tabs = await browser.tabs.query({ url: SITES });
  return tabs
    .filter(({ discarded }) => !discarded)
    .toSorted((a, b) => Number(isPhotosPage(b.url)) - Number(isPhotosPage(a.url)))
    .flatMap(({ id, status }) => (id === undefined ? [] : [pageOf(id, status === 'loading')]));
}

/** True if a tab has been led away from icloud.com, as for signing in; the address of other sites is not told to us. */
export async function hasLeft({ id }: IcloudPage): Promise<boolean> {
  const tab = await browser.tabs.get(id).catch(() => null);
  return tab?.status === 'complete' && !tab.url?.startsWith('https://www.icloud.com/');
}

/**
 * Leads the tab that we opened before back to the photos, so that there are never many, or opens one in the background.
 * A tab that somebody has looked at is theirs: it is led back only while it shows icloud.com.
 */
export async function openPage(): Promise<IcloudPage> {
  const before = await openedPage.getValue();
  const reused =
    before !== null && (await isOurs(before))
      ? await browser.tabs.update(before, { url: ICLOUD_PHOTOS }).catch(() => undefined)
      : undefined;
  const { id } = reused ?? (await browser.tabs.create({ url: ICLOUD_PHOTOS, active: false }));
  if (id === undefined) throw new Error('a tab without a number');
  await openedPage.setValue(id);
  if (!reused) await openedPageSeen.setValue(false);
  const page = pageOf(id, true);
  await page.keep();
  return page;
}

/** The address of other sites than icloud.com is not told to us. */
async function isOurs(id: number): Promise<boolean> {
  if (!(await openedPageSeen.getValue())) return true;
  const tab = await browser.tabs.get(id).catch(() => null);
  return tab?.url?.startsWith('https://www.icloud.com/') ?? false;
}

/** Notes when somebody looks at the tab that we opened. */
export function followOpenedPage(): void {
  browser.tabs.onActivated.addListener(async ({ tabId }) => {
    if (tabId === (await openedPage.getValue())) await openedPageSeen.setValue(true);
  });
}

/** Puts iCloud Photos in front of the user, opened if need be. */
export async function showPage(): Promise<void> {
  const tabs = await browser.tabs.query({ url: SITES });
  const id = tabs.find(({ url }) => isPhotosPage(url))?.id;
  if (id === undefined) return void (await browser.tabs.create({ url: ICLOUD_PHOTOS, active: true }));
  const tab = await browser.tabs.update(id, { active: true });
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

export const isPhotosPage = (address: string | undefined): boolean =>
  address !== undefined && PHOTOS_PAGE.test(address);

/** Known to Chrome alone, and so not to the types that both browsers share. */
const notDiscarded: object = { autoDiscardable: false };

const pageOf = (id: number, isLoading: boolean): IcloudPage => ({
  id,
  isLoading,
  async keep() {
    if (!import.meta.env.FIREFOX) await browser.tabs.update(id, notDiscarded);
  },
});
