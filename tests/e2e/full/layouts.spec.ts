import { readFileSync } from 'node:fs';
import { copiedFiles, copiedUploads } from '../../support/copied-files.ts';
import { expect, type Page, test } from '@playwright/test';
import { storedLines, wantedLines } from '../../fakes/sample-library/compare-tree.ts';
import { readExpectedTree, type TreeChoice } from '../../fakes/sample-library/expected-tree.ts';
import { labelledSample } from '../../fakes/sample-library/sample-library.ts';
import { createRclone } from '../../fakes/rclone.ts';
import { sentTwice } from '../far-end.ts';
import { chooseList } from '../list-setting.ts';
import { expectState, startCopy } from '../popup.ts';
import { type Session, startReadySession } from '../../support/session.ts';

const DESTINATION = 'iCloud Photos';
/** Radio of each layout in the group "Folder layout". */
const RADIOS = { albums: 'Albums', 'year-month': 'Year and month', 'one-folder': 'One folder' } as const;
const LAYOUTS = ['albums', 'year-month', 'one-folder'] as const;

async function chooseRadio(options: Page, group: string, radio: string): Promise<void> {
  await options
    .getByRole('radiogroup', { name: group })
    .or(options.getByRole('group', { name: group }))
    .getByRole('radio', { name: radio, exact: true })
    .check();
}

/** Sets everything that the choice is about on the options page, by the words a person reads there. */
async function arrange({ browser }: Session, choice: TreeChoice): Promise<void> {
  const options = await browser.openOptions();
  await chooseRadio(options, 'Folder layout', RADIOS[choice.layout]);
  if (choice.sharedLibrary)
    await chooseRadio(
      options,
      'Shared Library',
      choice.sharedLibrary === 'together' ? 'Together with my photos' : 'In its own folder',
    );
  if (choice.hiddenAndDeleted)
    for (const name of ['Hidden photos', 'Recently deleted photos'])
      await options.getByRole('checkbox', { name }).check();
  await options.close();
}

/** Copies the sample library; two of its items are still uploading, and the popup says so at the end. */
async function copySample(session: Session): Promise<Page> {
  await chooseList(session.browser, 'Off');
  const popup = await startCopy(session.browser);
  await expectState(popup, /^done/);
  return popup;
}

/** Neither service has anything to complain of, and no content was sent to the end twice. */
function expectCleanRun({ icloud, jottacloud }: Session): void {
  icloud.assertNeverWritten();
  expect([...icloud.violations, ...jottacloud.violations]).toEqual([]);
  expect([...icloud.routeErrors, ...jottacloud.routeErrors]).toEqual([]);
  expect(sentTwice(jottacloud)).toEqual([]);
  const sent = copiedUploads(jottacloud).filter(({ status }) => status === 200);
  const contents = new Set(copiedFiles(jottacloud).map(({ md5 }) => md5));
  expect(sent.length, 'each content is sent once').toBe(contents.size);
}

for (const layout of LAYOUTS)
  test(`in the layout “${RADIOS[layout]}” every file of the sample library matches the tree written by hand`, async () => {
    const { library, items } = labelledSample();
    const tree = readExpectedTree(items, { layout });
    await using session = await startReadySession(library);
    await arrange(session, { layout });

    await copySample(session);

    expect(storedLines(session.jottacloud.tree, DESTINATION)).toEqual(wantedLines(tree));
    expectCleanRun(session);
    await test.step('an independent client lists what was approved, and reads the same bytes', async () => {
      await using rclone = await createRclone(session.jottacloud);
      const approved = readFileSync(new URL(`../approved/${layout}.txt`, import.meta.url), 'utf8');
      expect(await rclone.listing(DESTINATION)).toEqual(approved.trimEnd().split('\n'));
      const sums = new Map([...tree.files].map(([path, { md5 }]) => [path, md5]));
      expect(await rclone.md5sum(DESTINATION)).toEqual(sums);
    });
  });

const SETTINGS: [title: string, choice: TreeChoice][] = [
  [
    'the Shared Library lies together with the user’s own photos',
    { layout: 'albums', sharedLibrary: 'together' },
  ],
  [
    'hidden and recently deleted photos have folders of their own',
    { layout: 'albums', hiddenAndDeleted: true },
  ],
  [
    'both at once, by year and month',
    { layout: 'year-month', sharedLibrary: 'together', hiddenAndDeleted: true },
  ],
];

for (const [title, choice] of SETTINGS)
  test(`when the settings ask for it, ${title}`, async () => {
    const { library, items } = labelledSample();
    await using session = await startReadySession(library);
    await arrange(session, choice);

    await copySample(session);

    const wanted = wantedLines(readExpectedTree(items, choice));
    expect(storedLines(session.jottacloud.tree, DESTINATION)).toEqual(wanted);
    expectCleanRun(session);
  });
