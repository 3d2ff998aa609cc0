// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../utils/errors.ts';
import type { Connection } from '../../utils/models/settings-model.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { createFakeSettingsModel } from '../testing/fake-settings-model.ts';
import { OptionsPage } from './OptionsPage.tsx';
import { plainText } from '../testing/plain-text.ts';
import { wordsOnScreen } from '../testing/words-on-screen.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const disconnected: Connection = { status: 'disconnected', error: null };
const kari: JottacloudAccount = {
  name: 'Kari Nordmann',
  usedBytes: 312e9,
  totalBytes: null,
  writeLocked: false,
  service: 'id.jottacloud.com',
};
const connected = (account: Partial<JottacloudAccount> = {}): Connection => ({
  status: 'connected',
  account: { ...kari, ...account },
  error: null,
});
const failed = (code: ErrorCode, detail = ''): Connection => ({
  status: 'disconnected',
  error: { code, detail },
});

function show(connection: Connection, answer?: Connection) {
  const model = createFakeSettingsModel({ connection, ...(answer && { answer }) });
  render(<OptionsPage model={model} />);
  return model;
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const tokenField = () => field('Personal login token');
const connectButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Connect' });
const section = (name: string) => within(screen.getByRole('region', { name }));
const statusOf = (name: string) =>
  section(name)
    .getAllByRole('status')
    .map((status) => status.textContent)
    .join('');

function paste(token: string) {
  fireEvent.input(tokenField(), { target: { value: token } });
  fireEvent.click(connectButton());
}

describe('connecting to Jottacloud', () => {
  test('three steps lead to a token, the first one opens Jottacloud’s settings in a new tab', () => {
    show(disconnected);
    const steps = section('Jottacloud').getAllByRole('listitem');
    expect(steps.length).toBe(3);
    const link = section('Jottacloud').getByRole('link');
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([
      'https://www.jottacloud.com/web/secure',
      '_blank',
    ]);
  });

  test('the token is a secret: nothing completes it or offers to store it', () => {
    show(disconnected);
    const { autocomplete, type } = tokenField();
    expect([autocomplete, type]).toEqual(['off', 'text']);
  });

  test('a pasted token is sent without the space around it, and not twice', async () => {
    const model = show(disconnected, connected());
    paste('  eyJ1c2Vy \n');
    await waitFor(() => expect(connectButton().disabled).toBe(true));
    fireEvent.click(connectButton());
    tokenField().form?.requestSubmit();
    expect(model.tokens).toEqual(['eyJ1c2Vy']);
    expect(statusOf('Jottacloud')).toBe('Connecting to Jottacloud…');
  });

  test('ends with the name and the room, and the token is gone', async () => {
    const model = show(disconnected, connected());
    paste('eyJ1c2Vy');
    model.answer();
    await waitFor(() => expect(statusOf('Jottacloud')).toBe('Connected as Kari Nordmann'));
    expect(screen.getByText('312 GB used, unlimited storage')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Personal login token' })).toBeNull();
    model.connection.value = disconnected;
    expect(
      (await screen.findByRole<HTMLInputElement>('textbox', { name: 'Personal login token' })).value,
    ).toBe('');
  });

  test.each<[ErrorCode, string, string]>([
    ['not-a-token', 'does not look like a Jottacloud login token', 'eyJ1c2Vy'],
    ['token-used', 'already been used', ''],
    ['unknown-service', 'id.example.org', 'eyJ1c2Vy'],
    ['network', 'could not be reached', 'eyJ1c2Vy'],
    ['service-down', 'Jottacloud is busy or down', 'eyJ1c2Vy'],
    ['permission-missing', 'needs access', 'eyJ1c2Vy'],
  ])('after %s the reason is shown under the field', async (code, reason, kept) => {
    const model = show(disconnected, failed(code, 'id.example.org'));
    paste('eyJ1c2Vy');
    model.answer();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(reason);
    await waitFor(() => expect(tokenField().value).toBe(kept));
    expect(
      document.getElementById(tokenField().getAttribute('aria-describedby') ?? '')?.contains(alert),
    ).toBe(true);
    expect([tokenField().getAttribute('aria-invalid'), connectButton().disabled]).toEqual(['true', false]);
  });

  test('the old reason is gone while a new attempt runs', async () => {
    show(failed('network'), connected());
    expect(screen.getByRole('alert').textContent).toContain('could not be reached');
    paste('eyJ1c2Vy');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  test('an empty field is not sent', async () => {
    const model = show(disconnected);
    paste('   ');
    expect((await screen.findByRole('alert')).textContent).toBe('Paste the token first.');
    expect(model.tokens).toEqual([]);
  });

  test('when Jottacloud ended the sign-in, the field for a new token is there at once', () => {
    show({ status: 'connected', account: null, error: { code: 'jottacloud-signed-out', detail: '' } });
    expect(screen.getByRole('alert').textContent).toContain('Not connected to Jottacloud any more');
    expect(tokenField()).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /connect/i })).toEqual([connectButton()]);
  });
});

describe('connected to Jottacloud', () => {
  test.each<[Partial<JottacloudAccount>, string]>([
    [{ usedBytes: 61e9, totalBytes: 100e9 }, '61 GB of 100 GB used'],
    [{ service: 'cloud.elkjop.no' }, 'Signed in via cloud.elkjop.no'],
    [{ usedBytes: 5.1e12 }, 'Jottacloud slows down uploads for accounts over 5 TB'],
    [{ writeLocked: true }, 'Your account is locked for uploads'],
  ])('of an account with %o it says “%s”', (account, text) => {
    show(connected(account));
    expect(plainText(screen.getByRole('region', { name: 'Jottacloud' }))).toContain(text);
  });

  test('says nothing of partners and limits that are not there', () => {
    show(connected());
    expect(screen.getByRole('region', { name: 'Jottacloud' }).textContent).not.toMatch(
      /Signed in via|5 TB|locked/,
    );
  });

  test('can be disconnected, and says where Jottacloud lists the device', async () => {
    const model = show(connected());
    fireEvent.click(screen.getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(model.disconnections.value).toBe(1));
    expect(screen.getByText(/Jottacloud CLI/).textContent).toContain('security settings');
  });

  test('is disconnected during a copy only after one question', async () => {
    const model = createFakeSettingsModel({ connection: connected(), openRun: 'begun' });
    render(<OptionsPage model={model} />);
    const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
    press('Disconnect');
    expect((await screen.findByRole('alert')).textContent).toContain('A copy is in progress');
    press('Stay connected');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Disconnect' }));
    expect(model.disconnections.value).toBe(0);
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Disconnect' }).getAttribute('aria-disabled')).toBe('false'),
    );
    press('Disconnect');
    await screen.findByRole('alert');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Disconnect' }).getAttribute('aria-disabled')).toBe('false'),
    );
    press('Disconnect');
    await waitFor(() => expect(model.disconnections.value).toBe(1));
  });

  test('an account that could not be read is shown as connected, with the reason', () => {
    show({ status: 'connected', account: null, error: { code: 'network', detail: '' } });
    expect(statusOf('Jottacloud')).toBe('Connected to Jottacloud');
    expect(screen.getByRole('alert').textContent).toContain('could not be reached');
  });
});

describe('the destination folder', () => {
  const destination = () => field('Destination folder');
  const type = (text: string) => {
    destination().focus();
    fireEvent.input(destination(), { target: { value: text } });
  };

  test.each([
    ['Enter is pressed', () => destination().form?.requestSubmit()],
    ['the field is left', () => fireEvent.blur(destination())],
    ['the browser tells a change', () => fireEvent.change(destination())],
  ])('is stored when %s', async (_, leave) => {
    const model = show(disconnected);
    type('Bilder');
    expect(model.stored).toEqual([]);
    leave();
    await waitFor(() => expect(statusOf('Destination')).toBe('Saved'));
    expect(model.stored).toEqual(['Bilder']);
    expect(screen.getByText('Jottacloud › Archive › Bilder')).toBeTruthy();
  });

  test('is stored once when a change and leaving come together', async () => {
    const model = show(disconnected);
    type('Bilder');
    fireEvent.change(destination());
    fireEvent.blur(destination());
    await waitFor(() => expect(statusOf('Destination')).toBe('Saved'));
    expect(model.stored).toEqual(['Bilder']);
  });

  test('is not stored when the field was only visited', () => {
    const model = show(disconnected);
    fireEvent.blur(destination());
    expect(model.stored).toEqual([]);
  });

  test('a refused name stays in the field, with the reason, and the old folder stays in use', async () => {
    show(disconnected);
    type('a:b');
    fireEvent.blur(destination());
    await waitFor(() => expect(destination().getAttribute('aria-invalid')).toBe('true'));
    const described = (destination().getAttribute('aria-describedby') ?? '').split(' ');
    expect(document.getElementById(described[0] ?? '')?.textContent).toContain(
      'does not allow these characters',
    );
    expect([destination().value, statusOf('Destination')]).toEqual(['a:b', '']);
    expect(screen.getByText('Jottacloud › Archive › iCloud Photos')).toBeTruthy();
  });
});

test('says that it comes from neither Apple nor Jottacloud, and what this browser keeps', () => {
  show(disconnected);
  expect(section('About').getByText('Not affiliated with Apple Inc. or Jottacloud AS')).toBeTruthy();
  expect(section('Privacy').getByText(/^This browser stores the list of your photos/)).toBeTruthy();
});

test('iCloud needs nothing but the sign-in at its own page', () => {
  show(disconnected);
  expect(section('iCloud Photos').queryByRole('button')).toBeNull();
  expect(section('iCloud Photos').getByRole('link').getAttribute('href')).toBe(
    'https://www.icloud.com/photos/',
  );
});

/** Words that the settings showed in November 2026, before they were folded. */
const WORDS_BEFORE = 509;

test('the settings show about half the words that they once did', () => {
  show(connected());
  expect(wordsOnScreen(document.body)).toBeLessThan(0.55 * WORDS_BEFORE);
});
