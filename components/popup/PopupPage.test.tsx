// @vitest-environment happy-dom
import { changedRun } from '../../utils/domain/testing/sample-run.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
import type { CopyState } from '../../utils/models/copy-state.ts';
import { plainText } from '../testing/plain-text.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const midway = { run: activeRun, totals: someTotals };
const ended = { run: finishedRun, totals: allTotals };
const short = {
  run: finishedRun,
  totals: { ...allTotals, itemsDone: 44_301, itemsFailed: 18, filesDone: 59_982, filesFailed: 18 },
};

function show(start: Parameters<typeof createFakeTransferModel>[0]) {
  const model = createFakeTransferModel(start);
  render(<PopupPage model={model} />);
  return model;
}

const buttonNames = () => screen.getAllByRole('button').map((button) => button.textContent);
const heading = () => plainText(screen.getByRole('heading', { level: 1 }));
const card = () => plainText(screen.getByRole('main'));

interface StateCase {
  state: CopyState;
  snapshot: NonNullable<Parameters<typeof createFakeTransferModel>[0]['snapshot']>;
  title: string;
  buttons: string[];
  calls: string[];
  bar: boolean;
}

const cases: StateCase[] = [
  {
    state: 'setup',
    snapshot: { connected: false, session: 'unknown' },
    title: 'Two steps to go',
    buttons: ['Continue setup'],
    calls: ['openSetup'],
    bar: false,
  },
  {
    state: 'signed-out',
    snapshot: midway,
    title: 'Sign in to iCloud',
    buttons: ['Open iCloud Photos', 'Stop this copy'],
    calls: ['openIcloud'],
    bar: false,
  },
  {
    state: 'ready',
    snapshot: {},
    title: 'Ready',
    buttons: ['Copy to Jottacloud'],
    calls: ['start'],
    bar: false,
  },
  {
    state: 'counting',
    snapshot: midway,
    title: 'Reading your library',
    buttons: ['Pause', 'Stop this copy'],
    calls: ['pause'],
    bar: false,
  },
  {
    state: 'plan',
    snapshot: { run: plannedRun },
    title: 'Your plan',
    buttons: ['Choose what to copy…', 'Open plan', 'Start', 'Not now'],
    calls: ['openPlan', 'confirm', 'drop'],
    bar: false,
  },
  {
    state: 'running',
    snapshot: midway,
    title: 'Copying',
    buttons: ['Pause', 'Stop this copy'],
    calls: ['pause'],
    bar: true,
  },
  {
    state: 'waiting',
    snapshot: midway,
    title: 'Waiting',
    buttons: ['Try now', 'Pause', 'Stop this copy'],
    calls: ['continueCopy', 'pause'],
    bar: true,
  },
  {
    state: 'attention',
    snapshot: midway,
    title: 'Your help is needed',
    buttons: ['Continue', 'Stop this copy'],
    calls: ['continueCopy'],
    bar: false,
  },
  {
    state: 'paused',
    snapshot: midway,
    title: 'Paused',
    buttons: ['Continue', 'Stop this copy'],
    calls: ['continueCopy'],
    bar: true,
  },
  {
    state: 'checking',
    snapshot: midway,
    title: 'Final check',
    buttons: ['Pause', 'Stop this copy'],
    calls: ['pause'],
    bar: true,
  },
  {
    state: 'done',
    snapshot: ended,
    title: 'Everything is in Jottacloud',
    buttons: ['Show report', 'Copy to Jottacloud', 'Check everything again'],
    calls: ['openReport', 'start', 'checkAgain'],
    bar: true,
  },
  {
    state: 'done-with-problems',
    snapshot: short,
    title: 'Not complete: 18 items could not be copied',
    buttons: ['Show report', 'Copy to Jottacloud'],
    calls: ['openReport', 'start'],
    bar: false,
  },
];

describe.each(cases)('$state', ({ state, snapshot, title, buttons, calls, bar }) => {
  test('says what it is and offers what can be done', async () => {
    const model = show({ state, snapshot });
    expect(screen.getByRole('main').dataset['state']).toBe(state);
    expect(heading()).toBe(title);
    expect(buttonNames()).toEqual(buttons);
    for (const name of buttons.filter((one) => !one.startsWith('Choose')))
      fireEvent.click(screen.getByRole('button', { name }));
    await waitFor(() => expect(model.pressed).toEqual(calls));
  });

  test.each(['Copy to Jottacloud', 'Start', 'Pause', 'Continue', 'Show report', 'Connect'])(
    'has no two buttons whose names contain “%s”',
    (name) => {
      show({ state, snapshot });
      expect(screen.queryAllByRole('button', { name: new RegExp(name, 'i') }).length).toBeLessThan(2);
    },
  );

  test('shows a progress bar if there is progress to show', () => {
    show({ state, snapshot });
    const found = screen.queryByRole('progressbar', { name: 'Items copied' });
    const values = ['aria-valuemin', 'aria-valuenow', 'aria-valuemax'].map((name) =>
      found?.getAttribute(name),
    );
    const done = String(snapshot.totals?.itemsDone);
    expect(values).toEqual(bar ? ['0', done, '44319'] : [undefined, undefined, undefined]);
  });
});

test('a running copy shows photos, bytes, speed, time left, the step and the last file', () => {
  show({ state: 'running', snapshot: midway, live: { ...someLive, bytesUnderWay: 2e9 } });
  for (const text of [
    '12,040 of 44,319',
    '120 GB of 412 GB',
    '5.2 MB/s',
    'about 13–18 hours left',
    'Uploading to Jottacloud',
    'Just copied: IMG_2231.HEIC',
  ])
    expect(screen.getByText(text).tagName).toBe('P');
});

test('what is known of nothing is not shown: no speed at rest, no time left, no last file', () => {
  show({
    state: 'running',
    snapshot: midway,
    live: { ...someLive, perSecond: { received: 900, sent: 900 }, secondsLeft: null, lastFile: null },
  });
  expect(card()).not.toMatch(/\/s|left|Just copied:/);
});

test('the last minute is no range', () => {
  show({ state: 'running', snapshot: midway, live: { ...someLive, secondsLeft: { min: 10, max: 40 } } });
  expect(screen.getByText('less than a minute left')).toBeTruthy();
});

test('the bar reaches from Apple’s count or what was found, whichever is more', () => {
  show({ state: 'running', snapshot: { run: { ...activeRun, appleCount: 44_000 }, totals: someTotals } });
  expect(screen.getByRole('progressbar').getAttribute('aria-valuemax')).toBe('44319');
});

test('setup shows which step is done', () => {
  show({ state: 'setup', snapshot: { connected: true, session: 'signed-out' } });
  expect(heading()).toBe('One step to go');
  expect(screen.getAllByRole('listitem').map((step) => step.textContent)).toEqual([
    'Connect Jottacloud done',
    'Sign in to iCloud not done yet',
  ]);
});

test('signed out during a copy, it says that the copy resumes automatically and nothing is lost', () => {
  const attention = { code: 'icloud-signed-out', detail: '' } as const;
  const run = changedRun(activeRun, { status: 'attention', attention });
  show({ state: 'signed-out', snapshot: { ...midway, run, session: 'signed-out' } });
  expect(card()).toContain('Copying then resumes automatically');
  expect(card()).toContain('12,040 photos and videos are already safe in Jottacloud.');
});

test.each([
  ['ready', ended, 'Last copy on Nov 23, 2026: complete. 44,319 of 44,319'],
  ['signed-out', ended, 'Last copy on Nov 23, 2026: complete. 44,319 of 44,319'],
  ['ready', short, 'Last copy on Nov 23, 2026: not complete. 44,301 of 44,319'],
] as const)('%s keeps the result of the last copy in sight', (state, snapshot, text) => {
  show({ state, snapshot });
  expect(card()).toContain(text);
  expect(card()).not.toContain('Copying then resumes automatically');
});

test('waiting says who asked for it and when the copy resumes', () => {
  const until = epochMs(now + 12 * 60_000);
  const error = { code: 'rate-limited', service: 'icloud', detail: '' } as const;
  show({
    state: 'waiting',
    snapshot: midway,
    obstacle: error,
    live: { ...someLive, waiting: { error, until } },
  });
  expect(heading()).toBe('Apple asks us to slow down');
  expect(card().replace(/\u202F/g, ' ')).toContain('Copying resumes at 2:47 PM, in 12 minutes.');
});

test('follows the model: new numbers, then another state', async () => {
  const model = show({ state: 'running', snapshot: midway });
  model.snapshot.value = { ...model.snapshot.value, totals: { ...someTotals, itemsDone: 12_041 } };
  expect(await screen.findByText('12,041 of 44,319')).toBeTruthy();
  model.state.value = 'paused';
  expect(await screen.findByRole('button', { name: 'Continue' })).toBeTruthy();
});

test('a button that takes the place of the pressed one keeps the focus', async () => {
  const model = show({ state: 'running', snapshot: midway });
  screen.getByRole('button', { name: 'Pause' }).focus();
  model.state.value = 'paused';
  expect(await screen.findByRole('button', { name: 'Continue' })).toBe(document.activeElement);
});

test('progress is read aloud in per cent, and only while there is some', async () => {
  const model = show({ state: 'running', snapshot: midway });
  expect(screen.getByRole('status').textContent).toBe('27% of your photos and videos copied');
  model.state.value = 'paused';
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(''));
});

test('no text is on the page twice, once to see and once to hear', () => {
  show({ state: 'running', snapshot: midway });
  expect(screen.getAllByText(/12,040 of 44,319/).length).toBe(1);
  expect(screen.getAllByText(/Copying$/).length).toBe(1);
});

test('settings can always be reached, details and report as soon as there is a run', () => {
  show({ state: 'running', snapshot: midway });
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/options.html', '/transfer.html', '/report.html']);
});

test('the page says in which language it is', () => {
  useBrowserTexts('nb');
  show({ state: 'ready' });
  expect(document.documentElement.lang).toBe('nb-NO');
  expect(screen.getByRole('button').textContent).toBe('Kopier til Jottacloud');
});
