// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { render as draw } from 'preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MissingPhoto, Years } from '../../../utils/domain/years/years.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { createFakeYearsModel, monthRow, someYears } from '../../testing/fake-years-model.ts';
import { YearsTable } from './YearsTable.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const show = (years: Years | null, missing: readonly MissingPhoto[] = []) => {
  const model = createFakeYearsModel(years, missing);
  render(<YearsTable model={model} />);
  return model;
};
/** Name and numbers of each row, as a screen reader has them. */
const rows = (): (string | undefined)[][] =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => [row.querySelector('th')?.textContent, row.lastElementChild?.textContent]);
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));

describe('"Your years"', () => {
  test('a table has a row per year, the latest first, and their sum', () => {
    show(someYears([monthRow('2019-06', 3_412), monthRow('2024-01', 10, { done: 4 }), monthRow('', 2)]));
    expect(screen.getByRole('table', { name: /each year/ })).toBeTruthy();
    expect(rows()).toEqual([
      ['2024', '4 of 10'],
      ['2019', '3,412 of 3,412 ✓ complete'],
      ['Without a date', '2 of 2 ✓ complete'],
      ['All years', '3,418 of 3,424'],
    ]);
  });

  test('a year opens into its months and closes again', () => {
    show(someYears([monthRow('2019-06', 5), monthRow('2019-12', 1)]));
    expect(screen.getByRole('button', { name: '2019' }).getAttribute('aria-expanded')).toBe('false');
    press('2019');
    expect(rows().slice(1, 3)).toEqual([
      ['December', '1 of 1 ✓ complete'],
      ['June', '5 of 5 ✓ complete'],
    ]);
    press('2019');
    expect(rows()).toHaveLength(2);
  });

  test('a missing photo is named in its month, with the reason and a link to it', () => {
    const error = { code: 'original-missing', detail: '' } as const;
    show(someYears([monthRow('2019-06', 312, { done: 311, missing: 1 })]), [
      { key: 'a', name: 'IMG_3009.HEIC', assetName: 'A', month: '2019-06', error },
    ]);
    expect(rows()[0]).toEqual(['2019', '311 of 312 1 missing']);
    press('2019');
    const link = screen.getByRole('link', { name: /IMG_3009.HEIC/ });
    expect(link.getAttribute('href')).toContain('icloud.com/photos');
    expect(within(screen.getByRole('list')).getByText(/original is not in iCloud/)).toBeTruthy();
  });

  test('without a date there are no months to open, but names of what is missing', () => {
    show(someYears([monthRow('', 2)]));
    expect(screen.queryByRole('button')).toBeNull();
    cleanup();
    show(someYears([monthRow('', 2, { done: 1, missing: 1 })]), [
      { key: 'a', name: 'SCAN.JPG', assetName: 'A', month: '', error: { code: 'network', detail: '' } },
    ]);
    press('Without a date');
    expect(screen.getByRole('link', { name: /SCAN.JPG/ })).toBeTruthy();
  });

  test('while Apple’s lists are read, years show what was found so far, and no tick', () => {
    show(someYears([monthRow('2019-06', 70, { found: 0, done: 0 })], { isCounting: true }));
    expect(rows()).toEqual([
      ['2019', '70'],
      ['All years', '70'],
    ]);
  });

  test('a part shows the chosen photos against the whole year', () => {
    show(
      someYears(
        [monthRow('2020-12', 3_412, { found: 12, done: 12 }), monthRow('2019-01', 40, { found: 0, done: 0 })],
        {
          isPart: true,
        },
      ),
    );
    expect(screen.getByText(/part of your library/).textContent).toContain('In grey: none chosen.');
    expect(rows()).toEqual([
      ['2020', '12 of 12 chosen, 3,412 in all'],
      ['2019', '4040, none chosen'],
      ['All years', '12 of 12 chosen, 3,452 in all'],
    ]);
  });

  test('a year with nothing chosen shows its number alone, and says it to a screen reader', () => {
    show(someYears([monthRow('2019-01', 40, { found: 0, done: 0 })], { isPart: true }));
    const [, cell] = screen.getAllByRole('cell');
    const [seen, heard] = cell?.children ?? [];
    expect([seen?.textContent, seen?.getAttribute('aria-hidden')]).toEqual(['40', 'true']);
    expect([heard?.textContent, heard?.className]).toEqual(['40, none chosen', 'visually-hidden']);
  });

  test('a part with photos of every year says nothing about grey', () => {
    show(someYears([monthRow('2020-12', 40, { found: 12, done: 12 })], { isPart: true }));
    expect(screen.getByText(/part of your library/).textContent).not.toContain('grey');
  });

  test('what no list shows any more, and what cannot be read, is said beside the sum', () => {
    show(someYears([monthRow('2019-06', 5)], { beside: 8, unreadable: 2 }));
    expect(screen.getByText(/^8 more photos are in Jottacloud/)).toBeTruthy();
    expect(rows().slice(1)).toEqual([
      ['Could not be read', '2'],
      ['All years', '5 of 5'],
    ]);
  });

  test('the first frame has the rows of a screen and the sum, the next one all rows', async () => {
    const model = createFakeYearsModel(
      someYears(Array.from({ length: 100 }, (_, index) => monthRow(`${1920 + index}-01`, 1))),
    );
    const box = document.body.appendChild(document.createElement('div'));
    draw(<YearsTable model={model} />, box);
    const names = () =>
      Array.from(box.querySelectorAll('tr > th'), ({ textContent }) => textContent).slice(3);
    expect([names().length, names()[0], names().at(-1)]).toEqual([41, '2019', 'All years']);
    await waitFor(() => expect(names()).toHaveLength(101));
    expect(names().slice(-2)).toEqual(['1920', 'All years']);
    draw(null, box);
    box.remove();
  });

  test('nothing is shown before the first photo', () => {
    show(someYears([]));
    expect(screen.queryByRole('table')).toBeNull();
    cleanup();
    show(someYears([], { isWhole: false }));
    expect(screen.getByRole('status').textContent).toMatch(/earlier copies/);
  });
});
