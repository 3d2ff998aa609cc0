import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { startSession } from '../../support/session.ts';
import { connect } from '../../support/set-up.ts';
import { expectState, startCopy } from '../popup.ts';
import { chinaBuild } from '../china-build.ts';
import { photos } from '../libraries.ts';
import { copiedFiles } from '../../support/copied-files.ts';

test('an account of mainland China is copied in full without a request to the other site', async () => {
  await using build = await chinaBuild();
  await using session = await startSession(photos(5, 20_000), { extension: build.path });
  const { browser, icloud, jottacloud } = session;
  await connect(browser, jottacloud.createLoginToken());
  const page = await browser.context.newPage();
  await page.goto('https://www.icloud.com.cn/practice/sign-in');
  await page.waitForURL('https://www.icloud.com.cn/photos/');

  const popup = await startCopy(browser);

  await expectState(popup, 'done');
  const hosts = new Set(icloud.requests.entries.map(({ host }) => host));
  expect([...hosts].filter((host) => !host.endsWith('.cn'))).toEqual([]);
  expect(hosts).toContain('cvws.icloud-content.com.cn');
  const wanted = icloud.library.expectedOriginals().map(({ md5 }) => md5);
  expect(
    copiedFiles(jottacloud)
      .map(({ md5 }) => md5)
      .toSorted(),
  ).toEqual(wanted.toSorted());

  const report = await browser.context.newPage();
  await report.goto(`${browser.origin}/report.html`);
  await report.getByText('Everything in detail').click();
  const saved = report.waitForEvent('download');
  await report.getByRole('link', { name: /CSV/ }).click();
  expect(await readFile(await (await saved).path(), 'utf8')).toContain(
    'https://www.icloud.com.cn/photos/#/i,pz,',
  );
});
