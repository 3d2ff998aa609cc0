import { expect, test } from '@playwright/test';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { expectedCompatibleOf } from '../../fakes/icloud/library/expected-originals.ts';
import { expectState, press, startCopy } from '../popup.ts';
import { copiedFiles, copiedUploads } from '../../support/copied-files.ts';
import { type Session, startReadySession } from '../../support/session.ts';

const JUNE = Date.UTC(2024, 5, 1);
const ORIGINALS = 'iCloud Photos/Not in any album/2024/';
const COPIES = 'iCloud Photos/Compatible copies/Not in any album/2024/';

/** Two HEIC photos, of which Apple has a JPEG of one, a JPEG, and a video. */
function mixed(): Library {
  const library = createLibrary(41);
  library.addPhoto({ name: 'A.HEIC', type: 'public.heic', takenAt: JUNE });
  library.addPhoto({ name: 'SMALL.HEIC', type: 'public.heic', takenAt: JUNE, width: 1600, height: 1200 });
  library.addPhoto({ name: 'B.JPG', takenAt: JUNE });
  library.addVideo({ name: 'C.MOV', takenAt: JUNE });
  return library;
}

const pathsAt = ({ jottacloud }: Session): string[] =>
  copiedFiles(jottacloud)
    .map(({ path }) => path)
    .toSorted();

test('copies that open everywhere are switched on in the settings, named in the plan, and arrive in their folder', async () => {
  const library = mixed();
  await using session = await startReadySession(library);
  const first = await startCopy(session.browser);
  await expectState(first, 'done');
  const originals = ['A.HEIC', 'B.JPG', 'C.MOV', 'SMALL.HEIC'].map((name) => `${ORIGINALS}${name}`);
  expect(pathsAt(session)).toEqual(originals);
  await first.close();
  const sent = copiedUploads(session.jottacloud).length;

  await test.step('they are switched on in the settings', async () => {
    const options = await session.browser.openOptions();
    await options.getByRole('region', { name: 'What to include' }).getByText('More', { exact: true }).click();
    await options.getByRole('checkbox', { name: 'Also copies that open everywhere' }).check();
    await expect(options.getByText('Saved', { exact: true })).toBeVisible();
    await options.close();
  });

  const popup = await session.browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await test.step('the plan names what they add, and what Apple does not have', async () => {
    await expect(popup.getByText('4 photos and videos')).toBeVisible();
    await expect(popup.getByText(/^This includes 2 copies that open everywhere \(/)).toBeVisible();
    await expect(popup.getByText('Apple has no compatible copy of 1 photo or video.')).toBeVisible();
    await popup.getByText('Copies that open everywhere', { exact: true }).click();
    await expect(popup.getByText('JPEG, smaller than the original (up to 2,048 pixels)')).toBeVisible();
    await expect(popup.getByText('MP4, smaller than the original (up to 1,280 pixels)')).toBeVisible();
  });

  await press(popup, 'Start');
  await expectState(popup, 'done');
  expect(pathsAt(session)).toEqual([`${COPIES}A.JPG`, `${COPIES}C.MP4`, ...originals].toSorted());
  for (const { md5, fileName } of library.primary.assets.flatMap(expectedCompatibleOf)) {
    const name = fileName.replace('.HEIC', '.JPG').replace('.MOV', '.MP4');
    expect(session.jottacloud.tree.file(`${COPIES}${name}`)?.md5).toBe(md5);
  }
  expect(copiedUploads(session.jottacloud), 'no original is sent again').toHaveLength(sent + 2);
  session.icloud.assertNeverWritten();
  expect([...session.icloud.violations, ...session.jottacloud.violations]).toEqual([]);

  await test.step('the report says how large they are, and of which there is none', async () => {
    const report = await session.browser.context.newPage();
    await report.goto(`${session.browser.origin}/report.html`);
    await report.getByText('Everything in detail').click();
    const files = report.getByRole('region', { name: 'Files', exact: true });
    await expect(files).toContainText('JPEG, smaller than the original (up to 2,048 pixels)');
    await expect(report.getByText('Apple has no compatible copy of 1 photo or video.').first()).toBeVisible();
  });
});
