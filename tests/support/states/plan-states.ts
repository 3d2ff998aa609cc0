import type { Page } from '@playwright/test';
import { everything } from '../../../utils/domain/album/choice.ts';
import { type EarlierCopy, unreadCopy } from '../../../utils/domain/run/earlier-copy.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { epochMs } from '../../../utils/units.ts';

/** One state of the plan's page: the run, and what is pressed. */
interface PlanState {
  name: string;
  run: Run;
  act: (page: Page) => Promise<void>;
}

const openFolders = async (page: Page): Promise<void> => {
  // as tall as the dialog
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 900, height: 800 });
  await page.locator('.change-folder button').click();
  await page.locator('.folder-list__row--up').waitFor();
  await page.locator('.folder-list[aria-busy=false]').waitFor();
};
const pressNew = async (page: Page): Promise<void> => {
  await openFolders(page);
  await page.locator('.folder-dialog__new').click();
};

const chooseAlbums = async (page: Page): Promise<void> => {
  await page.locator('.plan-sheet__part button').click();
  await page.locator('.choice input[type=radio]').last().check();
  await page.locator('.album-list__search input:focus').waitFor();
};

/** The same run with copies that open everywhere. */
const withCopies = (run: Run): Run =>
  run.plan === null
    ? run
    : {
        ...run,
        arrangement: { ...run.arrangement, compatible: true },
        plan: {
          ...run.plan,
          compatible: {
            stills: { files: 30_120, bytes: 24.6e9, fullSize: 12, longEdge: 2_048 },
            videos: { files: 2_040, bytes: 18.1e9, fullSize: 3, longEdge: 1_280 },
            none: 214,
          },
        },
      };

/** An earlier copy of which files were moved. */
const earlierCopy: EarlierCopy = {
  ...unreadCopy,
  status: 'known',
  writtenAt: epochMs(Date.UTC(2026, 10, 29)),
  files: 60_120,
  inPlace: 60_090,
  moved: 12,
  isAdopted: true,
};

/** States of the plan's page. Its dialog needs a Jottacloud that answers. @param planned a run that waits for "Start" */
export const planStates = (planned: Run): PlanState[] => [
  { name: 'sheet', run: planned, act: () => Promise.resolve() },
  {
    name: 'sheet-compatible',
    run: withCopies(planned),
    act: (page) => page.locator('.plan-details summary').nth(3).click(),
  },
  {
    name: 'sheet-earlier',
    run: { ...planned, earlierCopy },
    act: () => Promise.resolve(),
  },
  {
    name: 'sheet-albums',
    run: {
      ...planned,
      destinationFolder: 'Photos/Italy 2022',
      choice: { ...everything, albums: [1, 2, 3, 4, 5].map((album) => `private:PrimarySync/album-${album}`) },
    },
    act: () => Promise.resolve(),
  },
  { name: 'choosing', run: planned, act: (page) => page.locator('.plan-sheet__part button').click() },
  { name: 'choosing-albums', run: planned, act: chooseAlbums },
  {
    name: 'choosing-albums-found',
    run: planned,
    async act(page) {
      await chooseAlbums(page);
      await page.keyboard.type('3');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
    },
  },
  { name: 'folders', run: planned, act: openFolders },
  {
    name: 'folders-archive',
    run: planned,
    async act(page) {
      await openFolders(page);
      await page.locator('.folder-list__row--up').click();
      await page.locator('.folder-list__row--up').waitFor({ state: 'detached' });
      await page.locator('.folder-list[aria-busy=false]').waitFor();
    },
  },
  { name: 'new-folder', run: planned, act: pressNew },
  {
    name: 'new-folder-refused',
    run: planned,
    async act(page) {
      await pressNew(page);
      await page.locator('.folder-dialog .form__field').fill('100 %');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
];
