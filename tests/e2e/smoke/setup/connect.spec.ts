import { expect, type Page, test } from '@playwright/test';
import type { FakeJottacloud } from '../../../fakes/jottacloud/fake-jottacloud.ts';
import { press } from '../../popup.ts';
import { startSession } from '../../../support/session.ts';

const tokenField = (options: Page) => options.getByRole('textbox', { name: 'Personal login token' });
const connected = (options: Page) => options.getByText('Connected as Kari Nordmann');

async function paste(options: Page, token: string): Promise<void> {
  await tokenField(options).fill(token);
  await press(options, 'Connect');
}

/** Expects a failure with these words, and a field that is ready for use. */
async function expectRefusal(options: Page, title: string, body: string | RegExp): Promise<void> {
  await expect(options.getByText(title)).toBeVisible();
  await expect(options.getByText(body)).toBeVisible();
  await expect(tokenField(options)).toBeEditable();
  await expect(options.getByRole('button', { name: 'Connect' })).toBeEnabled();
  await expect(connected(options)).toBeHidden();
}

/** A token whose base64 looks as wanted: `?` and `~` bring the characters in which the two alphabets differ. */
function createTokenLike(
  jottacloud: FakeJottacloud,
  name: string,
  wanted: (token: string) => boolean,
): string {
  for (let length = 3; ; length += 1) {
    const token = jottacloud.createLoginToken({
      auth_token: `${name}-${'?'.repeat(length)}${'~'.repeat(length)}`,
    });
    if (wanted(token)) return token;
  }
}

test('a token is accepted however it was copied, and Disconnect forgets the sign-in', async () => {
  await using session = await startSession();
  const { jottacloud } = session;
  const withBothSigns = createTokenLike(
    jottacloud,
    'both-signs',
    (token) => /-/.test(token) && /_/.test(token),
  );
  const unpadded = createTokenLike(jottacloud, 'unpadded', (token) => token.length % 4 !== 0);
  const spread = jottacloud.createLoginToken();
  const forms = {
    'as it stands on the page': jottacloud.createLoginToken(),
    'with line breaks and spaces': `  ${spread.slice(0, 50)}\n${spread.slice(50, 100)} \r\n\t${spread.slice(100)}\n`,
    'in the other base64 alphabet': withBothSigns.replaceAll('-', '+').replaceAll('_', '/'),
    'with padding': unpadded.padEnd(Math.ceil(unpadded.length / 4) * 4, '='),
    'in quotation marks': `"${jottacloud.createLoginToken()}"`,
  };
  const options = await session.browser.openOptions();
  for (const [form, token] of Object.entries(forms))
    await test.step(form, async () => {
      await paste(options, token);
      await expect(connected(options)).toBeVisible();
      await press(options, 'Disconnect');
      await expect(tokenField(options)).toHaveValue('');
      await expect(connected(options)).toBeHidden();
      await expect.poll(() => jottacloud.tokens.families.at(-1)?.isAlive).toBe(false);
    });

  const popup = await session.browser.openPopup();
  await expect(popup.locator('main')).toHaveAttribute('data-state', 'setup');
  expect(jottacloud.violations).toEqual([]);
});

test('each failure has its own sentence, an unknown service receives nothing, and the token can be tried again', async () => {
  await using session = await startSession();
  const { jottacloud } = session;
  const options = await session.browser.openOptions();

  await test.step('nothing pasted', async () => {
    await press(options, 'Connect');
    await expect(options.getByText('Paste the token first.')).toBeVisible();
  });
  await test.step('not a token', async () => {
    await paste(options, 'correct horse battery staple');
    await expectRefusal(
      options,
      'This does not look like a Jottacloud login token',
      /Copy it again with the copy button/,
    );
  });
  await test.step('a service that does not belong to Jottacloud', async () => {
    const link =
      'https://id.jottacloud.com.example.org/auth/realms/jottacloud/.well-known/openid-configuration';
    await paste(options, jottacloud.createLoginToken({ well_known_link: link }));
    await expectRefusal(
      options,
      'This token is from a service we don’t recognise',
      /It names id\.jottacloud\.com\.example\.org/,
    );
    expect(jottacloud.requests.entries).toEqual([]);
  });

  const token = jottacloud.createLoginToken();
  await test.step('the service is down', async () => {
    const mend = jottacloud.faults.add({
      host: 'id.jottacloud.com',
      times: Infinity,
      action: { kind: 'answer', status: 503 },
    });
    await paste(options, token);
    await expectRefusal(options, 'Jottacloud is busy or down', /Press Connect again in a few minutes/);
    mend();
  });
  await test.step('no network', async () => {
    const mend = jottacloud.faults.add({
      host: 'id.jottacloud.com',
      times: Infinity,
      action: { kind: 'loseReply' },
    });
    await press(options, 'Connect');
    await expectRefusal(options, 'Jottacloud could not be reached', /The token is still good/);
    mend();
  });
  await test.step('the same token, when the network is back', async () => {
    await press(options, 'Connect');
    await expect(connected(options)).toBeVisible();
  });
  await test.step('a used token', async () => {
    await press(options, 'Disconnect');
    await paste(options, token);
    await expectRefusal(options, 'This token has already been used', /Generate a new one/);
    await expect(tokenField(options)).toHaveValue('');
  });
});

test('the space in the account is shown, with its limit or as unlimited', async () => {
  await using session = await startSession();
  const { jottacloud } = session;
  jottacloud.tree.put('elsewhere/tape.bin', new Uint8Array(3_000_000));
  const options = await session.browser.openOptions();
  await paste(options, jottacloud.createLoginToken());
  await expect(options.getByText('3 MB used, unlimited storage')).toBeVisible();

  jottacloud.user.capacityBytes = 5_000_000_000;
  await options.reload();
  await expect(connected(options)).toBeVisible();
  await expect(options.getByText('3 MB of 5 GB used')).toBeVisible();
});
