// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileUnderWay } from '../../utils/domain/progress/progress.ts';
import type { Problem } from '../../utils/domain/run/problem.ts';
import { epochMs } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, allTotals, finishedRun, someLive, someTotals } from '../testing/fake-models.ts';
import { PicturesContext } from '../shared/picture/pictures-context.ts';
import { createFakePictures } from '../testing/fake-pictures.ts';
import { createFakeTransferPage } from '../testing/fake-transfer-page.ts';
import { monthRow, someYears } from '../testing/fake-years-model.ts';
import { DetailsPage } from './DetailsPage.tsx';

const BOX_PX = 400;

beforeEach(() => {
  useBrowserTexts('en');
  // a document without a screen gives nothing a height
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(BOX_PX);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(BOX_PX);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const midway = { state: 'running', snapshot: { run: activeRun, totals: someTotals } } as const;

function show(start: Parameters<typeof createFakeTransferPage>[0]) {
  const model = createFakeTransferPage(start);
  render(<DetailsPage model={model} />);
  return model;
}

const problem = (number: number, change: Partial<Problem> = {}): Problem => ({
  key: `k${number}`,
  name: `IMG_${number}.JPG`,
  assetName: `ASSET-${number}`,
  error: { code: 'damaged-twice', detail: '' },
  ...change,
});

const underWay = (photo: string): FileUnderWay => ({
  key: `${photo}#original@`,
  photo,
  folder: 'Italia 2012',
  name: `${photo}.HEIC`,
  sizeBytes: 4e6,
  step: 'send',
  doneBytes: 1e6,
});

test('the browser’s tab says how far it is and what it does', () => {
  show(midway);
  expect(document.title).toMatch(/^27% – Copying photos/);
  expect(screen.getByRole('progressbar', { name: 'Items copied' }).getAttribute('aria-valuenow')).toBe(
    '12040',
  );
});

test('a press on Pause pauses', () => {
  const { transfer } = show(midway);
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  expect(transfer.pressed).toEqual(['pause']);
});

test('each file on its way is listed with its step and its bytes', () => {
  const files: FileUnderWay[] = [
    { ...underWay('a'), name: 'IMG_1.HEIC', sizeBytes: 4e6, step: 'send', doneBytes: 1e6 },
    { ...underWay('b'), name: 'IMG_2.HEIC', sizeBytes: 2e6, step: 'get', doneBytes: 0 },
  ];
  show({ ...midway, live: { ...someLive, files } });
  expect([...document.querySelectorAll('.file-row__step')].map(({ textContent }) => textContent)).toEqual([
    'Upload',
    'Download',
  ]);
  expect(screen.getByText('1 MB of 4 MB')).toBeDefined();
});

test('only photos compared with Apple’s checksum are called verified, and each names its place', () => {
  const finished = (['checksum', 'size', 'own'] as const).map((proof, at) => ({
    photo: proof,
    name: proof,
    folder: at === 2 ? '' : 'Italia 2012',
    places: at === 0 ? 7 : 1,
    sizeBytes: 1,
    proof,
  }));
  show({ ...midway, live: { ...someLive, finished } });
  const tiles = within(screen.getByRole('region', { name: 'Just finished' })).getAllByRole('listitem');
  expect(tiles.map(({ textContent }) => textContent)).toEqual([
    'checksumin 7 albumsVerified',
    'size→ Italia 2012Size checked',
    'ownStored',
  ]);
});

test('at most six photos are listed on their way, and the others are counted', () => {
  show({ ...midway, live: { ...someLive, files: 'abcdefgh'.split('').map(underWay) } });
  const rows = within(screen.getByRole('region', { name: 'In progress' }));
  expect(rows.getAllByText('→ Italia 2012')).toHaveLength(6);
  expect(rows.getByText('and 2 more')).toBeDefined();
});

test('the chart is also described in words, and one point is no chart', () => {
  const points = [5_000, 10_000].map((at) => ({ at: epochMs(at), received: 2e6, sent: 1e6 }));
  show({ ...midway, speeds: { runId: 1, stepMs: 5_000, points } });
  expect(
    screen.getByText(/^Last 10 seconds: from iCloud 2 MB\/s on average, 2 MB\/s at peak; to Jottacloud 1/),
  ).toBeDefined();
  cleanup();
  show({ ...midway, speeds: { runId: 1, stepMs: 5_000, points: points.slice(0, 1) } });
  expect(screen.getByText('The chart appears a few seconds after the first photo.')).toBeDefined();
});

test('the arrow keys show the next tab, round and round, and one tab alone takes the focus', () => {
  const model = show(midway);
  const press = (key: string): void => {
    fireEvent.keyDown(screen.getByRole('tab', { selected: true }), { key });
  };
  for (const [key, tab] of [
    ['ArrowRight', 'problems'],
    ['End', 'problems'],
    ['ArrowRight', 'tasks'],
    ['ArrowLeft', 'problems'],
    ['Home', 'tasks'],
  ] as const) {
    press(key);
    expect(model.tab.value).toBe(tab);
  }
  expect(screen.getAllByRole('tab').map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
  expect(document.activeElement?.textContent).toBe('Tasks');
});

test('problems stand by reason, each with its way to the photo', async () => {
  const other = problem(3, { assetName: null, error: { code: 'name-refused', detail: '' } });
  show({ ...midway, tab: 'problems', problems: [problem(1), problem(2), other] });
  expect(screen.getByText('3 files were not copied')).toBeDefined();
  expect(screen.getByRole('tab', { name: 'Problems 3' })).toBeDefined();
  const list = screen.getByRole('group', { name: 'Arrived damaged twice' });
  expect((await within(list).findAllByRole('link')).map((link) => link.getAttribute('href'))).toEqual(
    [1, 2].map((number) => `https://www.icloud.com/photos/#/i,pz,ASSET-${number},0/`),
  );
});

test('one reason alone has one button', () => {
  const model = show({ ...midway, tab: 'problems', problems: [problem(1), problem(2)] });
  fireEvent.click(screen.getByRole('button', { name: 'Try these again' }));
  expect(model.retries).toEqual(['damaged-twice']);
  expect(screen.queryByRole('button', { name: 'Try all again' })).toBeNull();
});

test('each reason can be tried again for itself, or all at once', () => {
  const refused = problem(2, { error: { code: 'record-refused', detail: '' } });
  const model = show({ ...midway, tab: 'problems', problems: [problem(1), refused] });
  const [, second] = screen.getAllByRole('button', { name: 'Try these again' });
  if (second) fireEvent.click(second);
  fireEvent.click(screen.getByRole('button', { name: 'Try all again' }));
  expect(model.retries).toEqual(['record-refused', null]);
});

test('a photo is shown as its picture where there is one, else as its kind', () => {
  const files = ['IMG_1.HEIC', 'IMG_2.MOV'].map((name) => ({ ...underWay(name), name }));
  const pictures = createFakePictures({
    'IMG_1.HEIC': { kind: 'shown', address: 'blob:1', durationMs: 0 },
  });
  const model = createFakeTransferPage({ ...midway, live: { ...someLive, files } });
  render(
    <PicturesContext.Provider value={pictures}>
      <DetailsPage model={model} />
    </PicturesContext.Provider>,
  );
  const region = screen.getByRole('region', { name: 'In progress' });
  expect(region.querySelector('img')?.getAttribute('src')).toBe('blob:1');
  expect(region.querySelectorAll('.photo-picture > svg')).toHaveLength(1);
});

test('what no other try mends has no button for it', () => {
  const unusable = problem(1, { error: { code: 'record-unusable', detail: '' } });
  show({ ...midway, tab: 'problems', problems: [unusable] });
  expect(screen.queryByRole('button', { name: 'Try these again' })).toBeNull();
});

test('of a hundred thousand problems only those are drawn that can be seen', async () => {
  const problems = Array.from({ length: 100_000 }, (_, number) => problem(number));
  show({ ...midway, tab: 'problems', problems });
  const rows = await within(screen.getByRole('tabpanel')).findAllByRole('listitem');
  expect(rows.length).toBeGreaterThan(BOX_PX / 40);
  expect(rows.length).toBeLessThan(50);
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('100000');
});

test('a silent line has no speeds', () => {
  show({ ...midway, live: { ...someLive, quietMs: 20_000 } });
  expect(screen.getByRole('figure', { name: 'Speed' }).textContent).not.toContain('MB/s');
});

test('“Your years” comes after the tasks', () => {
  show({ ...midway, tab: 'years', years: someYears([monthRow('2019-06', 70, { done: 7 })]) });
  expect(screen.getAllByRole('tab')[1]?.textContent).toBe('Your years');
  expect(screen.getByRole('row', { name: /2019/ }).textContent).toBe('201910%7 of 70');
});

test('after the end, no chart is announced that never comes; and before it one is', async () => {
  show({ tab: 'now', state: 'done', snapshot: { run: finishedRun, totals: allTotals } });
  expect(screen.queryByRole('heading', { name: 'Speed' })).toBeNull();
  cleanup();
  show({ tab: 'now', ...midway });
  expect(screen.getByRole('heading', { name: 'Speed' })).toBeTruthy();
});
