// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErrorCode, ErrorFacts } from '../../utils/errors.ts';
import type { LiveNote } from '../../utils/domain/progress/progress.ts';
import { epochMs } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import {
  activeRun,
  allTotals,
  createFakeTransferModel,
  finishedRun,
  now,
  plannedRun,
  someLive,
  someTotals,
} from '../testing/fake-models.ts';
import { PopupPage } from './PopupPage.tsx';
import { plainText } from '../testing/plain-text.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const midway = { run: activeRun, totals: someTotals };
const ended = { run: finishedRun, totals: allTotals };
const show = (start: Parameters<typeof createFakeTransferModel>[0]) => {
  const model = createFakeTransferModel(start);
  render(<PopupPage model={model} />);
  return model;
};
const heading = () => plainText(screen.getByRole('heading', { level: 1 }));
const card = () => plainText(screen.getByRole('main'));
const buttonNames = () => screen.getAllByRole('button').map((button) => button.textContent);

test.each<[ErrorCode, string, string[], string[]]>([
  ['jottacloud-signed-out', 'Not connected to Jottacloud any more', ['Connect again'], ['openSetup']],
  ['jottacloud-full', 'Jottacloud is full', ['Continue'], ['continueCopy']],
  ['jottacloud-locked', 'Jottacloud is not accepting uploads', ['Continue'], ['continueCopy']],
  ['icloud-code-wanted', 'Apple wants to check that it’s you', ['Open iCloud Photos'], ['openIcloud']],
  ['icloud-terms', 'Apple has new terms for you to accept', ['Open iCloud Photos'], ['openIcloud']],
  ['icloud-repair', 'Apple needs something from you first', ['Open iCloud Photos'], ['openIcloud']],
  [
    'icloud-inactive',
    'iCloud Photos is not active in this account',
    ['Open iCloud Photos', 'Continue'],
    ['openIcloud', 'continueCopy'],
  ],
  ['icloud-locked', 'Web access to your iCloud data is turned off', ['Continue'], ['continueCopy']],
  ['icloud-approval', 'Apple asks for your approval again', ['Open iCloud Photos'], ['openIcloud']],
  ['icloud-empty', 'No photos in this iCloud account', ['Check again'], ['continueCopy']],
  [
    'icloud-other-account',
    'This is a different Apple account',
    ['Open iCloud Photos', 'Continue'],
    ['openIcloud', 'continueCopy'],
  ],
  [
    'icloud-changed',
    'Apple has changed something',
    ['Look for an update', 'Show the diagnosis log'],
    ['checkForUpdate', 'openDiagnosis'],
  ],
  ['browser-storage-full', 'Your computer is almost full', ['Continue'], ['continueCopy']],
  ['permission-missing', 'Fotoflytt needs access', ['Allow access'], ['allowAccess']],
])('%s: “%s”, what is safe, and one thing to press first', async (code, title, names, calls) => {
  const model = show({ state: 'attention', snapshot: midway, obstacle: { code, detail: '' } });
  expect(heading()).toBe(title);
  expect(card()).toContain('12,040 photos and videos are already safe in Jottacloud.');
  expect(buttonNames()).toEqual([...names, 'Stop this copy']);
  expect(screen.getAllByRole('button').map(({ className }) => className.includes('main'))).toEqual(
    [...names, 'Stop this copy'].map((_, index) => index === 0),
  );
  for (const name of names) fireEvent.click(screen.getByRole('button', { name }));
  await waitFor(() => expect(model.pressed).toEqual(calls));
});

test.each<[ErrorCode, ErrorFacts, string]>([
  [
    'icloud-other-account',
    { firstAccount: 'johan@example.no', account: 'johanne@example.no' },
    'Last time: johan@example.no. Now: johanne@example.no.',
  ],
  ['icloud-other-account', { account: 'johanne@example.no' }, 'started with another account'],
  ['icloud-empty', { account: 'johan@example.no' }, 'that johan@example.no is the right account'],
  ['browser-storage-full', { neededBytes: 16e6 }, 'need 16 MB of temporary space'],
])('%s names what is known: %j', (code, facts, text) => {
  show({ state: 'attention', snapshot: midway, obstacle: { code, detail: '', facts } });
  expect(card()).toContain(text);
});

test('another computer is named with its time, and waiting needs no press', async () => {
  const facts = { device: 'Chrome (Mac)', until: epochMs(new Date(2026, 10, 30, 21, 40).getTime()) };
  const model = show({
    state: 'attention',
    snapshot: midway,
    obstacle: { code: 'other-computer', detail: '', facts },
  });
  expect(heading()).toBe('Another computer is copying');
  expect(card()).toMatch(/Chrome \(Mac\) is copying to the same folder, until .*40/);
  const takeOver = screen.getByRole('button', { name: 'Take over' });
  expect(takeOver.className).not.toContain('main');
  fireEvent.click(takeOver);
  await waitFor(() => expect(model.pressed).toEqual(['takeOver']));
});

test('a full Jottacloud shows how many are safe, how many wait, and where to get more space', () => {
  show({ state: 'attention', snapshot: midway, obstacle: { code: 'jottacloud-full', detail: '' } });
  expect(card()).toContain('12,040 photos and videos are already safe in Jottacloud.32,279 still to copy.');
  expect(screen.getByRole('link', { name: /^See Jottacloud plans/ })).toBeTruthy();
});

test('a plan that does not fit shows where to get more space', () => {
  const account = { name: 'Kari', usedBytes: 939e9, totalBytes: 1e12, writeLocked: false, service: '' };
  show({ state: 'plan', snapshot: { run: plannedRun }, account });
  expect(card()).toContain('Not enough space in Jottacloud');
  expect(screen.getByRole('link', { name: /^See Jottacloud plans/ })).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Start' }).disabled).toBe(true);
});

test('while Apple sorts the library the plan says so and can be started', () => {
  const shortfalls = [{ code: 'icloud-sorting', detail: '' } as const];
  show({ state: 'plan', snapshot: { run: { ...plannedRun, shortfalls } } });
  expect(card()).toContain('Apple is still preparing your library');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Start' }).disabled).toBe(false);
});

test.each<[LiveNote, string]>([
  ['woken', 'Welcome back – your computer was asleep'],
  ['shaky', 'Your internet connection is unstable'],
  ['clock-wrong', 'This computer’s clock is wrong'],
])('%s is shown while the copy continues', (note, text) => {
  show({ state: 'running', snapshot: midway, live: { ...someLive, notes: [note] } });
  expect(card()).toContain(text);
  expect(buttonNames()).toEqual(['Pause', 'Stop this copy']);
});

test('no connection is told apart from a shaky one, and shows once how many photos are copied', () => {
  const error = { code: 'offline', service: 'jottacloud', detail: '' } as const;
  const live = { ...someLive, waiting: { error, until: epochMs(now + 60_000) } };
  show({ state: 'waiting', snapshot: midway, obstacle: error, live });
  expect(heading()).toBe('No internet connection');
  expect(card()).toContain('Copying resumes as soon as you are back online.');
  expect(card()).not.toContain('Copying resumes at');
  expect(card().split('12,040')).toHaveLength(2);
  expect(buttonNames()).toEqual(['Try now', 'Pause', 'Stop this copy']);
});

test.each([
  [1, true],
  [11, false],
])('%i minutes after the browser reopens, the popup says that copying resumed: %s', (minutes, isShown) => {
  const resumedAt = epochMs(now - minutes * 60_000);
  show({ state: 'running', snapshot: { ...midway, resumedAt }, live: someLive });
  expect(card().includes('Copying stopped when the browser was closed')).toBe(isShown);
});

test('a rebuilt log is mentioned while counting and while copying', () => {
  const run = { ...activeRun, isRebuilt: true };
  const model = show({ state: 'counting', snapshot: { ...midway, run } });
  expect(card()).toContain('This browser had lost its list of copied photos');
  model.state.value = 'running';
  expect(card()).toContain('No photo is uploaded twice');
});

test('an account above 5 TB is warned of slow uploads while it copies', () => {
  const account = { name: 'Kari', usedBytes: 5.2e12, totalBytes: null, writeLocked: false, service: '' };
  show({ state: 'running', snapshot: midway, account });
  expect(card()).toContain('Jottacloud slows down uploads for accounts over 5 TB.');
});

test('photos that are new since the last copy are counted, and copied with one press', async () => {
  const endedAt = epochMs(now - 3 * 86_400_000);
  const model = show({
    state: 'done',
    snapshot: { ...ended, run: { ...finishedRun, endedAt } },
    newPhotos: 37,
  });
  expect(heading()).toBe('37 new since Friday');
  expect(buttonNames()).toEqual([
    'Copy 37 new photos',
    'Show report',
    'Copy to Jottacloud',
    'Check everything again',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Copy 37 new photos' }));
  await waitFor(() => expect(model.pressed).toEqual(['copyNew']));
});

test('if Apple counts more than it shows, both numbers appear and everything can be checked again', async () => {
  const shortfalls = [{ code: 'list-short', detail: '', facts: { counted: 44_319, shown: 44_301 } } as const];
  const run = { ...finishedRun, shortfalls };
  const model = show({ state: 'done-with-problems', snapshot: { run, totals: allTotals } });
  expect(card()).toContain('Apple counts 44,319, we can see 44,301.');
  expect(buttonNames()).toEqual(['Show report', 'Copy to Jottacloud', 'Look again']);
  fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
  await waitFor(() => expect(model.pressed).toEqual(['checkAgain']));
});

test.each([
  ['bad-response', true],
  ['unexpected', true],
  ['icloud-changed', true],
  ['jottacloud-full', false],
] as const)(
  'whether an error that nobody understands leads to the check of the connection: %s',
  (code, leads) => {
    show({ state: 'attention', snapshot: midway, obstacle: { code, detail: '' } });
    const links = screen.queryAllByRole('link', { name: /Check my connection/ });
    expect(links.map((link) => link.getAttribute('href'))).toEqual(leads ? ['/check.html'] : []);
  },
);
