// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyStateOf } from '../../utils/models/copy-state.ts';
import { everything } from '../../utils/domain/album/choice.ts';
import { noTotals } from '../../utils/domain/run/run.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { allTotals, createFakeTransferModel, finishedRun } from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const ended = { run: finishedRun, totals: allTotals };

const show = (start: Parameters<typeof createFakeTransferModel>[0]) =>
  render(<PopupPage model={createFakeTransferModel(start)} />);
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
const card = () => screen.getByRole('main').textContent ?? '';

test('files that could only be checked by size are not called verified', () => {
  show({
    state: 'done',
    snapshot: { ...ended, totals: { ...allTotals, filesProved: 59_788, filesSizeChecked: 212 } },
  });
  expect(card()).toContain('For 212 files, only the size could be checked.');
  expect(card()).not.toMatch(/verified|identical/i);
});

test('an account without photos is not called done', () => {
  show({ state: 'done', snapshot: { run: { ...finishedRun, appleCount: 0 }, totals: noTotals } });
  expect(heading()).toBe('No photos found');
  expect(screen.queryByRole('progressbar')).toBeNull();
});

const part = { ...finishedRun, choice: { ...everything, albums: ['a'] } };
const short = { ...finishedRun, shortfalls: [{ code: 'list-short', detail: '' } as const] };
const failed = { ...allTotals, filesFailed: 2 };

test.each<[string, Partial<TransferSnapshot>, RegExp]>([
  ['the whole library', { run: finishedRun, totals: failed }, /Press Copy to Jottacloud to try again/],
  [
    'a part, which that button would not copy again',
    { run: part, totals: failed },
    /Press Try these again there/,
  ],
  ['lists that fell short', { run: short, totals: allTotals }, /Press Look again/],
])('what failed is tried again by the button that does so: %s', (_, snapshot, hint) => {
  show({ state: 'done-with-problems', snapshot });
  expect(card()).toMatch(hint);
});

test.each<[string, Partial<TransferSnapshot>]>([
  ['a photo is missing', { run: finishedRun, totals: { ...allTotals, itemsDone: 44_318 } }],
  ['a file of a photo is open', { run: finishedRun, totals: { ...allTotals, filesDone: 59_999 } }],
  ['a file failed', { run: finishedRun, totals: { ...allTotals, filesFailed: 1 } }],
  ['Apple counts more', { run: { ...finishedRun, appleCount: 44_320 }, totals: allTotals }],
  [
    'the whole run fell short',
    { run: { ...finishedRun, shortfalls: [{ code: 'list-short', detail: '' }] }, totals: allTotals },
  ],
])('“everything” is never said when %s', (_, snapshot) => {
  const { value } = createFakeTransferModel({ state: 'done', snapshot }).snapshot;
  const state = copyStateOf(value, null);
  expect(state).toBe('done-with-problems');
  show({ state, snapshot });
  expect(card()).not.toMatch(/everything is|every file/i);
  expect(heading()).toMatch(/^Not (everything|complete)/);
});
