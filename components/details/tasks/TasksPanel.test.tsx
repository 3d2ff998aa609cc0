// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { activeRun, allTotals, finishedRun, now, someLive, someTotals } from '../../testing/fake-models.ts';
import { createFakeTransferPage } from '../../testing/fake-transfer-page.ts';
import { amount, samplePlan } from '../../../utils/domain/testing/sample-plan.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { noTotals } from '../../../utils/domain/run/run.ts';
import type { QueuedTask } from '../../../utils/domain/task/task.ts';
import { nothingWaits } from '../../../utils/domain/testing/nothing-waits.ts';
import { DetailsPage } from '../DetailsPage.tsx';
import { plainText } from '../../testing/plain-text.ts';

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

function show(start: Parameters<typeof createFakeTransferPage>[0]) {
  const model = createFakeTransferPage({ tab: 'tasks', ...start });
  render(<DetailsPage model={model} />);
  return model;
}

const finished = (): Promise<HTMLElement[]> =>
  within(screen.getByRole('group', { name: 'Finished' })).findAllByRole('listitem');
const open = (): HTMLElement[] =>
  within(screen.getByRole('region', { name: 'Now and next' })).getAllByRole('listitem');
const queue: QueuedTask[] = [
  { id: 'a', name: { kind: 'photos', count: 3 }, pressedAt: now, state: 'first', done: 1, all: 3 },
  {
    id: 'b',
    name: { kind: 'album', title: 'Italia 2012' },
    pressedAt: now,
    state: 'queued',
    done: 0,
    all: 312,
  },
];
const waiting = { ...nothingWaits, photos: 3, albums: 1, tasks: 2 };
const midway = {
  state: 'running' as const,
  snapshot: { run: activeRun, totals: someTotals, waiting },
  live: someLive,
  runs: [activeRun],
  queue,
};

test('each task has a card: the running one, photos that go first, and an album that waits', () => {
  show(midway);
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Tasks 3');
  expect(open().map(plainText)).toEqual([
    'Whole libraryCopying12,040 of 44,319 · 5.2 MB/s · about 13–18 hours left',
    '3 photos from iCloudGoes first1 of 3Remove from the queue',
    expect.stringMatching(
      /^Album Italia 2012In the queue312 photos · Added Nov 2\d, 2026, .*Move upRemove from the queue$/,
    ),
  ]);
});

test('each has its own bar, and none is called like the bar of the copy', () => {
  show(midway);
  const bars = open().flatMap((card) => within(card).queryAllByRole('progressbar'));
  expect(bars.map((bar) => [bar.getAttribute('aria-label'), bar.getAttribute('aria-valuetext')])).toEqual([
    ['Whole library', '12,040 of 44,319'],
    ['3 photos from iCloud', '1 of 3'],
  ]);
  expect(screen.getAllByRole('progressbar', { name: 'Items copied' })).toHaveLength(1);
  expect(screen.getAllByRole('button', { name: /Pause|Start|Continue/ })).toHaveLength(1);
});

test('the whole library that waits says when it was pressed, unlike the one that runs', () => {
  show({
    ...midway,
    queue: [{ id: 'c', name: { kind: 'library' }, pressedAt: now, state: 'queued', done: 0, all: null }],
  });
  const [running, next] = open().map(({ textContent }) => textContent);
  expect(running).toMatch(/^Whole libraryCopying/);
  expect(next).toMatch(/^Whole libraryIn the queueAdded Nov 2\d, 2026, /);
});

test('a task that waits moves up, or leaves the queue', () => {
  const model = show(midway);
  expect(screen.queryByRole('button', { name: 'Move up: 3 photos from iCloud' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Move up: Album Italia 2012' }));
  fireEvent.click(screen.getByRole('button', { name: 'Remove from the queue: 3 photos from iCloud' }));
  expect(model.tasksPressed).toEqual(['moveUp b', 'remove a']);
});

test('photos that have gone first are in Jottacloud; what changed since follows', () => {
  show({ ...midway, queue: [{ ...queue[0], done: 3 } as QueuedTask] });
  expect(open()[1]?.textContent).toBe(
    '3 photos from iCloudIn Jottacloud3 of 3 · Changes since then follow at the endRemove from the queue',
  );
});

test('a silent copy has no speed and no end among the tasks either', () => {
  show({ ...midway, live: { ...someLive, quietMs: 20_000 } });
  expect(open()[0]?.textContent).toBe('Whole libraryCopying12,040 of 44,319');
});

test('before the first copy there is nothing', () => {
  show({ state: 'ready' });
  expect(screen.getByText('Nothing has been copied yet.')).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Now and next' })).toBeNull();
});

test('Retry is for copies that were stopped or are not complete', async () => {
  const short = { ...allTotals, itemsDone: 44_000, filesFailed: 2 };
  const model = show({
    state: 'done',
    snapshot: { run: { ...finishedRun, id: 3, endTotals: allTotals }, totals: allTotals },
    runs: [
      { ...finishedRun, id: 3, endTotals: allTotals },
      { ...finishedRun, id: 2, endTotals: short },
      { ...finishedRun, id: 1, isStopped: true, endTotals: allTotals },
    ],
  });
  await finished();
  const buttons = screen.getAllByRole('button', { name: 'Retry: Whole library' });
  for (const button of buttons) fireEvent.click(button);
  expect(model.tasksPressed).toEqual(['repeat 2', 'repeat 1']);
});

test('the list of finished tasks counts of a run that added to earlier ones only what it added', async () => {
  const plan = samplePlan({ all: amount(443), inPlace: { items: 406, bytes: 406 } });
  const run = { ...finishedRun, appleCount: 443, plan };
  const whole = { ...noTotals, itemsFound: 443, itemsDone: 443 };
  show({
    state: 'done',
    tab: 'tasks',
    runs: [
      { ...run, id: 2, endTotals: whole },
      { ...run, id: 1, endTotals: { ...whole, itemsDone: 418 } },
    ],
  });
  const rows = await finished();
  expect(rows[0]?.textContent).toMatch(/^37 newComplete.*· 37 new · in the folder iCloud PhotosShow report$/);
  expect(rows[1]?.textContent).toContain('12 of 37 new');
});

test('the list of finished tasks does not call a part of the library complete', async () => {
  const plan = samplePlan({ all: amount(5), notChosen: 44_314 });
  const album = { ...finishedRun, choice: { ...everything, albums: ['a'] }, plan };
  const endTotals = { ...noTotals, itemsFound: 5, itemsDone: 5 };
  show({ state: 'done', tab: 'tasks', runs: [{ ...album, endTotals }] });
  const [row] = await finished();
  expect(row?.textContent).toMatch(/^Album Italia 2012Selection copied.* 5 of 5 photos and videos/);
});

test('the list of finished tasks says how each run ended and links to its report', async () => {
  const { endedAt, ...common } = finishedRun;
  const older = { ...common, endedAt, id: 1, endTotals: { ...allTotals, filesFailed: 2, itemsDone: 44_317 } };
  const latest = { ...finishedRun, id: 2, endTotals: allTotals };
  show({
    state: 'done',
    snapshot: { run: latest, totals: allTotals },
    tab: 'tasks',
    runs: [latest, older],
  });
  const rows = await finished();
  expect(rows).toHaveLength(2);
  expect(rows[0]?.textContent).toMatch(
    /Complete.*Took 13 hours · 44,319 of 44,319 photos and videos.*Show report/,
  );
  expect(rows[1]?.textContent).toMatch(/Not complete.*44,317 of 44,319 .* · 2 files were not copied/);
  const links = screen.getAllByRole('link', { name: /^Show report for Nov/ });
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/report.html#run=2',
    '/report.html#run=1',
  ]);
});

test('the rows of finished tasks grow when the window becomes narrow', async () => {
  const { happyDOM } = window as unknown as { happyDOM: { setViewport: (size: { width: number }) => void } };
  show({ runs: [finishedRun, { ...finishedRun, id: 1 }], state: 'done' });
  const heights = async (): Promise<string[]> => (await finished()).map(({ style }) => style.blockSize);
  expect(await heights()).toEqual(['104px', '104px']);
  happyDOM.setViewport({ width: 320 });
  await vi.waitFor(async () => expect(await heights()).toEqual(['224px', '224px']));
  expect((await finished()).map(({ style }) => style.transform)).toEqual([
    'translateY(0px)',
    'translateY(224px)',
  ]);
  happyDOM.setViewport({ width: 1024 });
});
