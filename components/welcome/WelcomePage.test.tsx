// @vitest-environment happy-dom
import { changedRun } from '../../utils/domain/testing/sample-run.ts';
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { everything } from '../../utils/domain/album/choice.ts';
import type { Connection } from '../../utils/models/settings-model.ts';
import type { WelcomeModel } from '../../utils/models/welcome-model.ts';
import type { FirstPhoto } from '../../utils/domain/run/first-run.ts';
import type { Years } from '../../utils/domain/years/years.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, createFakeTransferModel, finishedRun, plannedRun } from '../testing/fake-models.ts';
import { createFakeSheet } from '../testing/fake-sheet.ts';
import { createFakeSettingsModel } from '../testing/fake-settings-model.ts';
import { createFakeYearsModel, monthRow, someYears } from '../testing/fake-years-model.ts';
import { type Loss, noPagePreviews } from '../../utils/models/pictures/page-previews.ts';
import { PreviewsContext } from '../shared/picture/previews-context.ts';
import { WelcomePage } from './WelcomePage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const photo = (change: Partial<FirstPhoto>): FirstPhoto => ({
  key: 'a',
  name: 'IMG_1.HEIC',
  sort: 'photo',
  state: 'proved',
  error: null,
  assetName: 'ASSET-1',
  path: null,
  ...change,
});

function show(
  step: WelcomeModel['step']['value'],
  transfer: Parameters<typeof createFakeTransferModel>[0] = { state: 'ready' },
  more: {
    icloud?: WelcomeModel['icloud']['value'];
    firstPhotos?: FirstPhoto[];
    connection?: Connection;
    answer?: Connection;
    years?: Years;
    /** Photos that the page found missing or different. */
    lost?: ReadonlyMap<string, Loss>;
  } = {},
) {
  const pressed: string[] = [];
  const action = (name: string) => () => {
    pressed.push(name);
    return Promise.resolve();
  };
  const fakeTransfer = createFakeTransferModel(transfer);
  const models = {
    sheet: createFakeSheet(fakeTransfer).model,
    settings: createFakeSettingsModel({
      connection: more.connection ?? { status: 'disconnected', error: null },
      answer: more.answer ?? { status: 'connected', account: null, error: null },
    }),
    transfer: fakeTransfer,
    years: createFakeYearsModel(more.years),
    welcome: {
      step: signal(step),
      isConnected: signal(more.connection?.status === 'connected'),
      icloud: signal(more.icloud ?? { session: 'unknown', account: null, name: null }),
      firstPhotos: signal(more.firstPhotos ?? []),
      begin: action('begin'),
      pollNow: action('pollNow'),
      confirmAccount: action('confirmAccount'),
      sendFirst: action('sendFirst'),
      copyEverything: action('copyEverything'),
    } satisfies WelcomeModel,
  };
  const previews = { ...noPagePreviews, lost: signal(more.lost ?? new Map()) };
  render(
    <PreviewsContext.Provider value={previews}>
      <WelcomePage {...models} />
    </PreviewsContext.Provider>,
  );
  return { ...models, pressed };
}

const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test.each(['welcome', 'jottacloud'] as const)(
  'on the screen “%s” one thing alone is called “Personal login token”, and one button “Connect”',
  (step) => {
    show(step);
    expect(screen.getAllByLabelText(/Personal login token/).map(({ id }) => id)).toEqual(['token']);
    expect(screen.getAllByRole('button', { name: /connect/i }).length).toBe(1);
  },
);

test('promises three things on the screen that asks for the token, and who connects there has begun', async () => {
  const { pressed, settings } = show('welcome');
  expect(screen.getAllByRole('list')[0]?.querySelectorAll('li').length).toBe(3);
  fireEvent.input(screen.getByLabelText('Personal login token'), { target: { value: 'a token' } });
  press('Connect');
  settings.answer();
  await waitFor(() => expect(pressed).toEqual(['pollNow', 'begin']));
  expect(settings.connection.value.status).toBe('connected');
});

test('a token that is refused begins nothing', async () => {
  const { pressed, settings } = show(
    'welcome',
    { state: 'ready' },
    { answer: { status: 'disconnected', error: { code: 'token-used', detail: '' } } },
  );
  fireEvent.input(screen.getByLabelText('Personal login token'), { target: { value: 'a token' } });
  press('Connect');
  settings.answer();
  await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy());
  expect(pressed).toEqual([]);
});

test('where Jottacloud is connected already, the first screen has a button alone', () => {
  const { pressed } = show(
    'welcome',
    { state: 'ready' },
    { connection: { status: 'connected', account: null, error: null } },
  );
  expect(buttons()).toEqual(['Get started']);
  press('Get started');
  expect(pressed).toEqual(['begin']);
});

test('names the present step, and what is done', () => {
  show('counting');
  const steps = screen
    .getAllByRole('listitem')
    .map((item) => [item.getAttribute('aria-current'), item.textContent]);
  expect(steps.slice(0, 3)).toEqual([
    [null, 'Connectdone'],
    [null, 'Sign indone'],
    ['step', '3Plan'],
  ]);
  expect(screen.getByRole('list', { name: 'Steps of the setup' }).children).toHaveLength(4);
});

const paste = (text: string) =>
  fireEvent.paste(screen.getByLabelText('Personal login token'), { clipboardData: { getData: () => text } });

test('a pasted token connects without another press', async () => {
  const { pressed, settings } = show('welcome');
  paste(' eyJ1c2VybmFtZSI6ImthcmkifQ\n');
  expect(settings.tokens).toEqual(['eyJ1c2VybmFtZSI6ImthcmkifQ']);
  settings.answer();
  await waitFor(() => expect(pressed).toEqual(['pollNow', 'begin']));
});

test('a pasted text that is no token waits for the press', () => {
  const { settings } = show('welcome');
  paste('correct horse battery staple');
  expect(settings.tokens).toEqual([]);
  expect(screen.getByRole('button', { name: 'Connect' })).toBeTruthy();
});

test('the first screen says what the token may do, and when another way is better', () => {
  show('welcome');
  const text = screen.getByRole('main').textContent;
  expect(text).toContain('This token can read and write your files. Fotoflytt only adds.');
  expect(text).toContain('keep your photos at Apple until you have looked');
  expect(text).toContain('the Jottacloud app on your phone');
});

test('once somebody is signed in, the title of the tab calls them back', () => {
  const icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' } as const;
  show('icloud', { state: 'ready' }, { icloud });
  expect(document.title).toBe('Signed in. Continue the setup – Fotoflytt');
});

test('“No, another one” says what to do first, then leads to iCloud', async () => {
  const icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' } as const;
  const { transfer } = show('icloud', { state: 'ready' }, { icloud });
  press('No, another one');
  expect(await screen.findByText('Sign out at the top right of iCloud, then sign in again.')).toBeTruthy();
  const open = screen.getByRole('button', { name: 'Open iCloud Photos' });
  await waitFor(() => expect(open.getAttribute('aria-disabled')).toBe('false'));
  fireEvent.click(open);
  await waitFor(() => expect(transfer.pressed).toEqual(['openIcloud']));
});

test('after “No”, another account is another question', async () => {
  const icloud = { session: 'signed-in', account: 'kari@example.no', name: 'Kari Nordmann' } as const;
  const { welcome } = show('icloud', { state: 'ready' }, { icloud });
  press('No, another one');
  await screen.findByText('Sign out at the top right of iCloud, then sign in again.');
  welcome.icloud.value = { session: 'signed-in', account: 'johanne@example.no', name: 'Johanne Berg' };
  await screen.findByText('Signed in as Johanne Berg, johanne@example.no');
  expect(screen.queryByText(/^Sign out at the top right/)).toBeNull();
});

test.each([
  ['nothing was counted yet', { state: 'ready' as const }],
  ['the count waits for somebody', { state: 'attention' as const, snapshot: { run: activeRun } }],
])('nothing is said to be read while %s', (_, transfer) => {
  show('counting', transfer);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your plan');
  expect(screen.getByRole('main').textContent).not.toMatch(/reading/i);
});

test('continues automatically once Jottacloud is connected', async () => {
  const { settings, pressed } = show('jottacloud');
  settings.connection.value = { status: 'connected', account: null, error: null };
  await waitFor(() => expect(pressed).toContain('pollNow'));
});

test.each([
  ['unknown', 'iCloud Photos is not open in this browser yet', ['Open iCloud Photos']],
  ['signed-out', 'nobody is signed in', ['Open iCloud Photos']],
  ['locked', 'Web access to your iCloud data is turned off', ['Open iCloud Photos']],
  ['approval', 'Apple asks for your approval again', ['Open iCloud Photos']],
  ['signed-in', 'Signed in as Kari Nordmann, kari@example.no', ['Yes, this is me', 'No, another one']],
] as const)('of an iCloud that is %s it says so, with one way on', (session, text, actions) => {
  const owner = { account: 'kari@example.no', name: 'Kari Nordmann' };
  const nobody = { account: null, name: null };
  show('icloud', { state: 'ready' }, { icloud: { session, ...(session === 'signed-in' ? owner : nobody) } });
  expect(screen.getByRole('main').textContent).toContain(text);
  expect(buttons()).toEqual(actions);
});

test('an obstacle while counting is shown in place with its action', () => {
  const attention = { code: 'icloud-locked', detail: '' } as const;
  show('counting', {
    state: 'attention',
    snapshot: { run: changedRun(activeRun, { status: 'attention', attention }) },
    obstacle: attention,
  });
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(
    'Web access to your iCloud data is turned off',
  );
  expect(buttons()).toEqual(['Continue', 'Stop this copy']);
});

test('the plan offers a few photos first, and everything', () => {
  const { pressed, transfer } = show('plan', { state: 'plan', snapshot: { run: plannedRun } });
  press('Copy 5 photos first');
  press('Copy everything');
  expect([pressed, transfer.pressed]).toEqual([['sendFirst'], ['confirm']]);
});

test('what somebody has chosen themselves is not mixed with photos of ours', () => {
  const run = { ...plannedRun, choice: { ...everything, albums: ['a'] } };
  show('plan', { state: 'plan', snapshot: { run } });
  expect(buttons()).toEqual(['Choose what to copy…', 'Change…', 'Start']);
});

test('each of the first photos has its own word, and everything follows when they are over', () => {
  const firstPhotos = [
    photo({ key: 'a', state: 'proved' }),
    photo({ key: 'b', state: 'size-checked', sort: 'raw' }),
    photo({ key: 'c', state: 'failed', error: { code: 'record-gone', detail: '' } }),
  ];
  const { pressed } = show('test', { state: 'done', snapshot: { run: finishedRun } }, { firstPhotos });
  const lines = document.querySelector('.first-photos')?.textContent ?? '';
  expect(lines).toContain('Arrived, verified identical');
  expect(lines).toContain('Arrived. Apple has no checksum');
  expect(screen.getByText(/Not all of them arrived/)).toBeTruthy();
  press('Copy everything');
  expect(pressed).toEqual(['copyEverything']);
});

test('a photo that is no longer in Jottacloud has not arrived', () => {
  const firstPhotos = [photo({ key: 'a' }), photo({ key: 'b' })];
  const lost = new Map([['a', 'missing' as const]]);
  show('test', { state: 'done', snapshot: { run: finishedRun } }, { firstPhotos, lost });
  expect(screen.getAllByText('Arrived, verified identical')).toHaveLength(1);
  expect(screen.getByText(/Not all of them arrived/)).toBeTruthy();
  expect(screen.queryByText(/photos arrived and are in your Jottacloud/)).toBeNull();
});

test('while the first photos are on their way there is nothing to press', () => {
  show(
    'test',
    { state: 'running', snapshot: { run: activeRun } },
    { firstPhotos: [photo({ state: 'waiting' })] },
  );
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('On its way')).toBeTruthy();
});

test('the years grow while the photos are counted, and fill up during the copy', () => {
  const counting = [monthRow('2019-06', 70, { found: 0, done: 0 })];
  show(
    'counting',
    { state: 'counting', snapshot: { run: activeRun } },
    { years: someYears(counting, { isCounting: true }) },
  );
  expect(screen.getByRole('row', { name: /2019/ }).textContent).toBe('20190%70');
  cleanup();
  show('copying', { state: 'running' }, { years: someYears([monthRow('2019-06', 70, { done: 7 })]) });
  expect(screen.getByRole('row', { name: /2019/ }).textContent).toBe('201910%7 of 70');
});
