// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../utils/domain/run/run.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import {
  activeRun,
  allTotals,
  createFakeTransferModel,
  finishedRun,
  plannedRun,
  someTotals,
} from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const midway = { run: activeRun, totals: someTotals };
const ended = { run: finishedRun, totals: allTotals };

function show(start: Parameters<typeof createFakeTransferModel>[0]) {
  const model = createFakeTransferModel(start);
  render(<PopupPage model={model} />);
  return model;
}

/** A button that was changed has rested. */
const ready = (name: string) =>
  waitFor(() => expect(screen.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('false'));
const buttonNames = () => screen.getAllByRole('button').map((button) => button.textContent);
const card = () => screen.getByRole('main').textContent ?? '';

test.each(['running', 'paused', 'counting', 'checking', 'waiting', 'attention'] as const)(
  '%s can be stopped for good, after one question',
  async (state) => {
    const model = show({ state, snapshot: midway });
    fireEvent.click(screen.getByRole('button', { name: 'Stop this copy' }));
    expect((await screen.findByRole('alert')).textContent).toContain('is in Jottacloud stays there');
    await ready('Stop this copy');
    fireEvent.click(screen.getByRole('button', { name: 'Stop this copy' }));
    await waitFor(() => expect(model.pressed).toEqual(['stop']));
  },
);

test('the question can be answered with no, and then everything is as before', async () => {
  const model = show({ state: 'running', snapshot: midway });
  fireEvent.click(screen.getByRole('button', { name: 'Stop this copy' }));
  await ready('Keep copying');
  fireEvent.click(screen.getByRole('button', { name: 'Keep copying' }));
  await waitFor(() => expect(buttonNames()).toEqual(['Pause', 'Stop this copy']));
  expect(model.pressed).toEqual([]);
});

test('after a stop it is ready for a new choice, and says how far the last copy came', () => {
  const run: Run = { ...finishedRun, isStopped: true };
  show({ state: 'ready', snapshot: { run, totals: someTotals } });
  expect(card()).toContain('Last copy on Nov 23, 2026: stopped. 12,040 of 44,319');
  expect(buttonNames()).toEqual(['Copy to Jottacloud']);
});

test('a button that has just got another meaning takes no press for a quarter of a second', async () => {
  const model = show({ state: 'plan', snapshot: { run: plannedRun } });
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  await waitFor(() => expect(model.pressed).toEqual(['confirm']));
  model.snapshot.value = { ...model.snapshot.value, ...midway };
  model.state.value = 'running';
  const pause = await screen.findByRole('button', { name: 'Pause' });
  expect(pause.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(pause);
  expect(model.pressed).toEqual(['confirm']);
  await ready('Pause');
  fireEvent.click(pause);
  await waitFor(() => expect(model.pressed).toEqual(['confirm', 'pause']));
});

test('news come above the buttons that stand there: each of them stays the same element in the same order', async () => {
  const model = show({ state: 'done', snapshot: ended });
  const before = screen.getAllByRole('button');
  model.news.value = { ...model.news.value, count: 37 };
  await screen.findByRole('button', { name: 'Copy 37 new photos' });
  expect(screen.getAllByRole('button').slice(1)).toEqual(before);
});

test('sends that wait for their run are shown, and before setup as waiting for it', () => {
  const waiting = { photos: 3, albums: 1, isEverything: false, tasks: 2 };
  show({ state: 'running', snapshot: { ...midway, waiting } });
  expect(card()).toContain('In the queue: 1 album, 3 photos.');
  cleanup();
  show({ state: 'setup', snapshot: { connected: false, waiting: { ...waiting, isEverything: true } } });
  expect(card()).toContain('Waiting for setup: your whole library, 1 album, 3 photos.');
});
