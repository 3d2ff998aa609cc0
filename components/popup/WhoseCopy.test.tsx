// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogOwner, WhoseCopy } from '../../utils/domain/account/logs.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import {
  activeRun,
  allTotals,
  createFakeTransferModel,
  finishedRun,
  someTotals,
} from '../testing/fake-models.ts';
import { PopupPage } from './PopupPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const anna: LogOwner = { accountNumber: '1', account: 'anna@example.no', name: 'Anna Dahl' };
const bo: LogOwner = { accountNumber: '2', account: 'bo@example.no', name: 'Bo Berg' };
const annas: WhoseCopy = { log: 'fotoflytt', shown: anna, signedIn: null, others: [] };
const ofBo = { log: 'fotoflytt-2', owner: bo };

function show(whose: WhoseCopy, isActive = false) {
  const snapshot = isActive
    ? { run: activeRun, totals: someTotals }
    : { run: finishedRun, totals: allTotals };
  const model = createFakeTransferModel({
    state: isActive ? 'running' : 'done',
    snapshot: { ...snapshot, whose },
  });
  render(<PopupPage model={model} />);
  return model;
}
const card = () => screen.getByRole('main').textContent ?? '';

test('one account is not named: there is nobody to mistake it for', () => {
  show(annas);
  expect(card()).not.toContain('Anna Dahl');
});

test('one of several copies is named, and leads to the others', async () => {
  const model = show({ ...annas, others: [ofBo] });
  expect(card()).toContain('Photos of Anna Dahl, anna@example.no');
  fireEvent.click(screen.getByRole('button', { name: 'Show the copy of Bo Berg' }));
  await waitFor(() => expect(model.pressed).toEqual(['showCopyOf fotoflytt-2']));
});

test('somebody else who signs in for the first time is offered a copy of their own', async () => {
  const model = show({ ...annas, signedIn: { owner: bo, log: null } });
  expect(card()).toContain(
    'This is the copy of Anna Dahl, anna@example.no. You are signed in to iCloud as Bo Berg, bo@example.no.',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Copy the photos of Bo Berg too' }));
  await waitFor(() => expect(model.pressed).toEqual(['copySignedIn']));
});

test('somebody else who has a copy is led to it, also while this one works', async () => {
  const model = show({ ...annas, signedIn: { owner: bo, log: 'fotoflytt-2' }, others: [ofBo] }, true);
  fireEvent.click(screen.getByRole('button', { name: 'Show the copy of Bo Berg' }));
  await waitFor(() => expect(model.pressed).toEqual(['showCopyOf fotoflytt-2']));
});

test('an account of which Apple says nothing is called another Apple account', () => {
  show({ ...annas, signedIn: { owner: { accountNumber: '3', account: null, name: null }, log: null } });
  expect(card()).toContain('You are signed in to iCloud as another Apple account.');
});
