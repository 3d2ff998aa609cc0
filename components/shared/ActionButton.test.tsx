// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TransferError } from '../../utils/errors.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { ActionButton } from './ActionButton.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const button = () => screen.getByRole('button', { name: 'Pause' });

test('a second press does nothing while the first one runs, the next one counts again', async () => {
  let presses = 0;
  const first = Promise.withResolvers<void>();
  const press = () => {
    presses += 1;
    return first.promise;
  };
  render(<ActionButton label="Pause" press={press} />);
  fireEvent.click(button());
  fireEvent.click(button());
  expect(presses).toBe(1);
  await waitFor(() => expect(button().getAttribute('aria-busy')).toBe('true'));
  first.resolve();
  await waitFor(() => expect(button().getAttribute('aria-busy')).toBe('false'));
  fireEvent.click(button());
  expect(presses).toBe(2);
});

test('an action that failed says why, until it is tried again', async () => {
  const answers = [Promise.reject(new TransferError('icloud-page-silent', 'no answer')), Promise.resolve()];
  render(<ActionButton label="Pause" press={() => answers.shift() ?? Promise.resolve()} />);
  fireEvent.click(button());
  expect((await screen.findByRole('alert')).textContent).toContain('The iCloud tab is not responding');
  fireEvent.click(button());
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test.each([
  ['network', 'No connection'],
  ['jottacloud-full', 'Jottacloud is full'],
] as const)('a press that failed (%s) promises nothing that only a copy does', async (code, title) => {
  const failed = new TransferError(code, 'no answer', { service: 'jottacloud' });
  render(<ActionButton label="Pause" press={() => Promise.reject(failed)} />);
  fireEvent.click(button());
  expect((await screen.findByRole('alert')).textContent).toBe(title);
});

test('the second half of a double click does nothing: another button may stand there by then', () => {
  let presses = 0;
  render(<ActionButton label="Pause" press={() => Promise.resolve(void (presses += 1))} />);
  fireEvent.click(button(), { detail: 2 });
  expect(presses).toBe(0);
  fireEvent.click(button(), { detail: 1 });
  expect(presses).toBe(1);
});
