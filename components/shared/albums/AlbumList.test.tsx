// @vitest-environment happy-dom
import { useSignal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type AlbumChoice,
  type AlbumFigures,
  tickOf,
  withTick,
} from '../../../utils/domain/album/album-choice.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { AlbumList } from './AlbumList.tsx';
import { AlbumTickRow } from './AlbumTickRow.tsx';
import { plainText } from '../../testing/plain-text.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const album = (name: string, items = 1): AlbumChoice => ({
  key: name,
  name,
  isFolder: false,
  items,
  createdAt: null,
  children: [],
});
const some = [album('Bergen', 3), album('Italia 2012', 312), album('Oslo', 20), album('Rome', 5)];

function Ticks(props: { tree: AlbumChoice[]; asked: string[]; figures: Map<string, AlbumFigures> }) {
  const ticked = useSignal<ReadonlySet<string>>(new Set());
  return (
    <AlbumList
      tree={props.tree}
      last={null}
      readFigures={async (keys) => {
        props.asked.push(...keys);
        return new Map([...props.figures].filter(([key]) => keys.includes(key)));
      }}
      renderRow={(drawn) => (
        <AlbumTickRow
          drawn={drawn}
          hasCover={!drawn.row.isFolder}
          tick={tickOf(drawn.row.albumKeys, ticked.value)}
          press={() => (ticked.value = withTick(drawn.row.albumKeys, ticked.value))}
        />
      )}
    />
  );
}

function show(tree: AlbumChoice[], figures: [string, AlbumFigures][] = []) {
  const asked: string[] = [];
  render(<Ticks tree={tree} asked={asked} figures={new Map(figures)} />);
  return asked;
}

const field = () => screen.getByRole('searchbox', { name: 'Search albums' });
const names = () =>
  screen
    .queryAllByRole('checkbox')
    .map((box) => screen.getByText((_, node) => node?.getAttribute('for') === box.id).textContent);
const focused = () =>
  document.activeElement
    ? document.querySelector(`label[for="${document.activeElement.id}"]`)?.textContent
    : null;
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

test('the search has the focus at once, and leaves only what it finds', async () => {
  show(some);
  expect(document.activeElement).toBe(field());
  fireEvent.input(field(), { target: { value: 'ital' } });
  await waitFor(() => expect(names()).toEqual(['Italia 2012']));
  press('ArrowDown');
  await waitFor(() => expect(focused()).toBe('Italia 2012'));
  fireEvent.input(field(), { target: { value: 'nowhere' } });
  await waitFor(() => expect(names()).toEqual([]));
});

test('all rows are one stop of Tab; arrows, Home, End and letters move through them', async () => {
  show(some);
  press('ArrowDown');
  await waitFor(() => expect(focused()).toBe('Bergen'));
  const stops = () => screen.getAllByRole('checkbox').filter(({ tabIndex }) => tabIndex === 0);
  for (const [key, name] of [
    ['ArrowDown', 'Italia 2012'],
    ['End', 'Rome'],
    ['ArrowDown', 'Rome'],
    ['Home', 'Bergen'],
    ['o', 'Oslo'],
    ['ArrowUp', 'Italia 2012'],
  ] as const) {
    press(key);
    await waitFor(() => expect(focused()).toBe(name));
    expect(stops()).toEqual([document.activeElement]);
  }
});

test('the order can be changed, and the list begins at its top again', async () => {
  show(some);
  fireEvent.change(screen.getByRole('combobox', { name: 'Sort by' }), { target: { value: 'items' } });
  await waitFor(() => expect(names()).toEqual(['Italia 2012', 'Oslo', 'Rome', 'Bergen']));
});

test('an album says how many photos it has, how large they are, and how many are in Jottacloud', async () => {
  show(some, [
    ['Italia 2012', { items: 312, copied: 312, bytes: 1_200_000_000 }],
    ['Oslo', { items: 19, copied: 4, bytes: 0 }],
  ]);
  const numbersOf = (name: string) =>
    plainText(
      document.getElementById(screen.getByRole('checkbox', { name }).getAttribute('aria-describedby') ?? ''),
    );
  expect(numbersOf('Italia 2012')).toBe('312 photos');
  await waitFor(() =>
    expect(numbersOf('Italia 2012')).toBe('312 photos · 1.2 GB · 312 of 312 in Jottacloud'),
  );
  expect(numbersOf('Oslo')).toBe('19 photos · 4 of 19 in Jottacloud');
  expect(numbersOf('Rome')).toBe('5 photos');
});

test('of 5,000 albums only those in view have elements and are counted, and the last one is one key away', async () => {
  const start = performance.now();
  const asked = show(Array.from({ length: 5_000 }, (_, index) => album(`Album ${index + 1}`)));
  expect(names().length).toBeLessThan(30);
  // Generous: the goal of 200 ms is for a computer that does nothing else.
  expect(performance.now() - start).toBeLessThan(2_000);
  expect(screen.getByRole('checkbox', { name: 'Album 1' }).closest('li')?.getAttribute('aria-setsize')).toBe(
    '5000',
  );
  await waitFor(() => expect(asked).toContain('Album 1'));
  expect(asked.length).toBeLessThan(30);
  press('ArrowDown');
  await waitFor(() => expect(focused()).toBe('Album 1'));
  press('End');
  await waitFor(() => expect(focused()).toBe('Album 5000'));
  expect(names().length).toBeLessThan(30);
});
