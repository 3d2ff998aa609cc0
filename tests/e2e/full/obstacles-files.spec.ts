import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import type { AssetRecord } from '../../fakes/icloud/library/records.ts';
import { inAddress } from '../obstacle.ts';
import { expectState, openPlan, press } from '../popup.ts';
import { startReadySession } from '../../support/session.ts';
import { openDetails } from '../transfer-page.ts';

const FOLDER = 'iCloud Photos/Not in any album/2024';
const takenAt = Date.UTC(2024, 5, 15);

test('18, 19, 23, 25, 26, 27, 28: a problem of one file is shown with its reason and affects no other file', async () => {
  test.slow();
  const library = createLibrary(9);
  const add = (name: string, more = {}): AssetRecord => library.addPhoto({ name, takenAt, ...more });
  const refused = add('REFUSED.JPG');
  const damaged = add('DAMAGED.JPG');
  const gone = add('GONE.JPG');
  add('MISSING.JPG', { originalMissing: true });
  add('a:b.JPG');
  add('TAKEN.JPG');
  await using session = await startReadySession(library);
  const { icloud, jottacloud, browser } = session;
  const addressOf = ({ recordName }: AssetRecord): RegExp =>
    inAddress(
      library.expectedOriginals().find(({ assetRecordName }) => assetRecordName === recordName)?.checksum,
    );
  const always = { times: Infinity } as const;
  icloud.faults.add({ ...always, path: addressOf(refused), action: { kind: 'answer', status: 410 } });
  icloud.faults.add({ ...always, path: addressOf(damaged), action: { kind: 'flipByte', at: 5 } });
  jottacloud.tree.put(`${FOLDER}/TAKEN.JPG`, Buffer.from('somebody else’s'));
  jottacloud.uploadSwitches.corruptNext = 1;
  const popup = await openPlan(browser);
  // its address was requested beside the plan, and ends with the photo
  icloud.faults.add({ ...always, path: addressOf(gone), action: { kind: 'answer', status: 410 } });
  library.delete(gone);
  library.expunge(gone);
  await press(popup, 'Start');
  await expectState(popup, 'done-with-problems');

  const details = await openDetails(popup);
  await test.step('problems by reason, each with what to do', async () => {
    await details.getByRole('tab', { name: /^Problems/ }).click();
    const panel = details.getByRole('tabpanel');
    for (const [reason, sentence] of [
      ['Apple would not let us download this file', /iCloud refused the download/],
      ['Arrived damaged twice', /Open it in iCloud Photos to see whether it displays properly/],
      ['No longer in iCloud', /That’s fine; if you miss it, look in Recently Deleted/],
    ] as const) {
      await expect(panel.getByRole('button', { name: reason })).toBeVisible();
      await expect(panel.getByText(sentence)).toBeVisible();
    }
    await expect(panel.getByRole('button', { name: 'Try all again' })).toBeVisible();
  });

  await test.step('the report names missing originals and changed names', async () => {
    const report = await browser.context.newPage();
    await report.goto(`${browser.origin}/report.html`);
    const problems = report.getByRole('region', { name: 'Needs your attention' });
    await expect(problems.getByRole('heading', { name: 'The original is not in iCloud 1' })).toBeVisible();
    await report.getByText('Everything in detail').click();
    const names = report.getByRole('region', { name: 'Names we changed' });
    await names.getByText('2 files have a different name than in iCloud').click();
    await expect(names.getByText('The original name is not allowed in Jottacloud')).toBeVisible();
    await expect(names.getByText('The name was already taken in that folder')).toBeVisible();
  });

  const paths = jottacloud.tree
    .files()
    .map(({ path }) => path)
    .toSorted();
  expect(paths).toContain(`${FOLDER}/a_b.JPG`);
  expect(paths.filter((path) => path.includes('/TAKEN'))).toEqual([
    expect.stringMatching(/\/TAKEN \([0-9A-F]{4}\)\.JPG$/),
    `${FOLDER}/TAKEN.JPG`,
  ]);

  await test.step('“Try all again” copies files that are available now', async () => {
    icloud.faults.clear();
    await press(details, 'Try all again');
    await expect.poll(() => copiedFiles(jottacloud).length).toBe(5);
  });
});
