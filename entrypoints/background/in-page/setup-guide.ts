import { browser } from 'wxt/browser';
import { parseNote, type SetupOnPage } from '../../../utils/domain/run/first-run.ts';
import { firstRunNote, setupSignIn } from '../../../utils/settings/stored-items.ts';
import { readLatestRun, sharedLog } from '../../../utils/store/database.ts';
import { readSignedIn } from '../icloud/icloud-session.ts';

/** Address of the first run within the extension. */
export const FIRST_RUN = '/options.html#welcome';

/**
 * Returns what iCloud Photos shows of a first run that waits for the account. Null: no first run waits, or its page is
 * closed. Notes a sign-in, so that the page of the first run asks Apple at once.
 */
export async function readSetupOnPage(): Promise<SetupOnPage | null> {
  if (!(await isWaiting()) || (await findSetupTab()) === null) return null;
  const { session, account, name } = await readSignedIn();
  if (session !== 'signed-in') return { name: null, isOffered: false };
  const noted = await setupSignIn.getValue();
  const isSame = noted?.account === account;
  if (!isSame) await setupSignIn.setValue({ account, isFollowed: false });
  return { name, isOffered: !isSame || !noted.isFollowed };
}

/** Brings the page of the first run to the front, once for each sign-in: a page can ask without a press. */
export async function continueSetup(): Promise<void> {
  const noted = await setupSignIn.getValue();
  const tab = await findSetupTab();
  if (noted === null || noted.isFollowed || tab?.id === undefined) return;
  await setupSignIn.setValue({ ...noted, isFollowed: true });
  await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** Whether the first run has begun and the account is not confirmed yet. */
async function isWaiting(): Promise<boolean> {
  const { begun, accountConfirmed } = parseNote(await firstRunNote.getValue());
  return begun && !accountConfirmed && (await readLatestRun(await sharedLog())) === null;
}

/** Finds the page of the first run. The browser shows us the addresses of our own pages. */
async function findSetupTab() {
  const address = browser.runtime.getURL(FIRST_RUN);
  return (await browser.tabs.query({})).find(({ url }) => url === address) ?? null;
}
