// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PopupPage } from '../popup/PopupPage.tsx';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, createFakeTransferModel, someLive, someTotals } from '../testing/fake-models.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const midway = { run: activeRun, totals: someTotals };
const show = (start: Parameters<typeof createFakeTransferModel>[0]) =>
  render(<PopupPage model={createFakeTransferModel(start)} />);
const card = (): string => screen.getByRole('main').textContent;

test('a copy that has run for a while names the evening on which it is done, in place of hours', () => {
  const recent = { received: 9e6, sent: 6e6 };
  show({ state: 'running', snapshot: midway, live: { ...someLive, recent } });
  expect(screen.getByText('Done early on Tuesday')).toBeTruthy();
  expect(card()).not.toContain('left');
});

test('while nothing moves no end is named', () => {
  const recent = { received: 9e6, sent: 6e6 };
  show({ state: 'running', snapshot: midway, live: { ...someLive, recent, quietMs: 20_000 } });
  expect(card()).not.toMatch(/Done|left|MB\/s/);
});

test('of several notes one is shown, the others on a press', () => {
  show({
    state: 'running',
    snapshot: midway,
    live: { ...someLive, notes: ['woken', 'shaky', 'clock-wrong'] },
  });
  expect(card()).toContain('Welcome back');
  expect(card()).not.toContain('connection is unstable');
  fireEvent.click(screen.getByRole('button', { name: '2 more' }));
  expect(card()).toMatch(/Welcome back.*connection is unstable.*clock is wrong/);
  expect(screen.getByRole('button', { name: 'Show less', expanded: true })).toBeTruthy();
});

test.each(['running', 'counting', 'checking'] as const)(
  'while %s, Pause is not the filled button',
  (state) => {
    show({ state, snapshot: midway });
    expect(screen.getByRole('button', { name: 'Pause' }).className).toBe('action-button');
  },
);
