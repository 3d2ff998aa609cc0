import { expect, test } from '@playwright/test';
import { photos } from '../../libraries.ts';
import { expectEverythingCopied } from '../../far-end.ts';
import { expectState, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';

test('an upload that is redirected to another host sends no byte there and is repeated', async () => {
  await using session = await startReadySession(photos(3, 50_000));
  const { icloud, jottacloud } = session;
  jottacloud.faults.add({
    ...{ host: /^up-/, method: 'POST', times: 3 },
    // one that the extension has access to, but none that photos may go to
    action: { kind: 'answer', status: 307, headers: { location: 'https://www.icloud.com/steal' } },
  });
  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');
  expectEverythingCopied(session);
  expect(jottacloud.faults.fired).toHaveLength(3);
  expect(icloud.requests.entries.filter(({ path }) => path.startsWith('/steal'))).toEqual([]);
});

test('a page of the extension cannot reach any other host', async () => {
  await using session = await startReadySession(photos(1, 1_000));
  const popup = await session.browser.openPopup();
  const blocked = await popup.evaluate(async () => {
    const directives: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      directives.push(effectiveDirective),
    );
    await fetch('https://www.icloud.com/steal', { mode: 'no-cors' }).catch(() => undefined);
    const image = new Image();
    const failed = new Promise((done) => image.addEventListener('error', done));
    image.src = 'https://www.icloud.com/steal.png';
    await failed;
    return directives;
  });
  expect(blocked).toEqual(['connect-src', 'img-src']);
  expect(session.icloud.requests.entries.filter(({ path }) => path.startsWith('/steal'))).toEqual([]);
});
