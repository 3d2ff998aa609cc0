import { expect, type Page, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { setUp } from '../../../support/set-up.ts';
import { expectEverythingCopied } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, startCopy } from '../../popup.ts';
import { startSession } from '../../../support/session.ts';

async function typeFolder(options: Page, name: string): Promise<void> {
  const field = options.getByRole('textbox', { name: 'Destination folder' });
  await field.fill(name);
  await field.press('Enter');
}

test(
  'a destination folder that Jottacloud would refuse is refused with its reason, and a valid one is used',
  { tag: '@firefox' },
  async () => {
    await using session = await startSession(photos(3, 5_000));
    const options = await session.browser.openOptions();
    const refusals = {
      '': 'Give the folder a name.',
      'A//B': 'Give the folder a name.',
      'A/100 %': 'Jottacloud does not allow these characters in a name: " * : < > ? | \\ %',
      'Photos.': 'A name cannot begin or end with a space or a full stop.',
      ['x'.repeat(300)]: 'This name is too long.',
    };
    await expect(options.getByText('Jottacloud › Archive › iCloud Photos')).toBeVisible();
    for (const [name, reason] of Object.entries(refusals))
      await test.step(reason, async () => {
        await typeFolder(options, name);
        await expect(options.getByText(reason)).toBeVisible();
        await expect(options.getByText('Jottacloud › Archive › iCloud Photos')).toBeVisible();
      });
    await typeFolder(options, 'Våre bilder/2026');
    await expect(options.getByText('Saved')).toBeVisible();
    await options.reload();
    await expect(options.getByText('Jottacloud › Archive › Våre bilder › 2026')).toBeVisible();

    await test.step('an unwanted change is undone with the keyboard', async () => {
      await typeFolder(options, 'By mistake');
      await expect(options.getByText('Jottacloud › Archive › By mistake')).toBeVisible();
      await options.keyboard.press('Tab');
      await expect(options.getByRole('button', { name: 'Undo' })).toBeFocused();
      await options.keyboard.press('Enter');
      await expect(options.getByText('Undone')).toBeFocused();
      await options.reload();
      await expect(options.getByText('Jottacloud › Archive › Våre bilder › 2026')).toBeVisible();
    });
    await setUp(session.browser, session);
    await expectState(await startCopy(session.browser), 'done');
    expectEverythingCopied(session);
    const folders = copiedFiles(session.jottacloud).map(({ path }) => path.split('/').slice(0, 2).join('/'));
    expect(new Set(folders)).toEqual(new Set(['Våre bilder/2026']));
  },
);
