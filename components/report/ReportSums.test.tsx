// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything } from '../../utils/domain/album/choice.ts';
import { epochMs, relativePath } from '../../utils/units.ts';
import { samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { allTotals, finishedRun } from '../testing/fake-models.ts';
import { counted, factsIn, pageText, rowsIn, section, showReport } from '../testing/show-report.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

test('each library has the name that people use for it', () => {
  showReport(
    {
      libraries: [
        { key: 'a', zoneName: 'PrimarySync', appleCount: 40_000, itemsFound: 39_990 },
        { key: 'b', zoneName: 'SharedSync-0D1E', appleCount: null, itemsFound: 4_319 },
        { key: 'c', zoneName: 'Oddity', appleCount: 1, itemsFound: 1 },
      ],
    },
    counted({ storedByLibrary: new Map([['a', 39_980]]) }),
  );
  expect(rowsIn('Libraries')).toEqual([
    ['Personal library', '40,000', '39,990', '39,980'],
    ['Shared library', 'unknown', '4,319', '0'],
    ['Oddity', '1', '1', '0'],
  ]);
});

test('until the files are counted no number of them is shown', () => {
  showReport(
    { libraries: [{ key: 'a', zoneName: 'PrimarySync', appleCount: 5, itemsFound: 5 }] },
    { counting: { isCounted: false, part: 0.4 } },
  );
  expect(rowsIn('Libraries')).toEqual([['Personal library', '5', '5', 'counting…']]);
  expect(section('What is in Jottacloud').textContent).toContain('Counting all files: 40%');
});

describe('albums', () => {
  const album = (key: string, appleCount: number | null, placesListed: number) => ({
    key,
    name: `Album ${key}`,
    appleCount,
    placesListed,
  });
  const sums = (foundByAlbum: [string, number][], storedByAlbum: [string, number][]) =>
    counted({ foundByAlbum: new Map(foundByAlbum), storedByAlbum: new Map(storedByAlbum) });

  test('that are whole wait in a fold-out, which opens on paper', () => {
    showReport(
      { albums: [album('a', 3, 3), { ...album('b', null, 1), name: null }] },
      sums(
        [
          ['a', 3],
          ['b', 1],
        ],
        [
          ['a', 3],
          ['b', 1],
        ],
      ),
    );
    const group = within(section('Albums')).getByRole<HTMLDetailsElement>('group');
    expect(group.open).toBe(false);
    expect(rowsIn('Albums')).toEqual([
      ['Album a', '3', '3', '3'],
      ['Untitled album', 'unknown', '1', '1'],
    ]);
    dispatchEvent(new Event('beforeprint'));
    expect(group.open).toBe(true);
    dispatchEvent(new Event('afterprint'));
    expect(group.open).toBe(false);
  });

  test('are named at once if photos were found that are not there', () => {
    showReport(
      { albums: [album('a', 3, 3), album('b', 1, 1)] },
      sums(
        [
          ['a', 3],
          ['b', 1],
        ],
        [
          ['a', 2],
          ['b', 1],
        ],
      ),
    );
    expect(section('Albums').textContent).toContain('1 album with photos missing in Jottacloud');
    expect(rowsIn('Albums')[0]).toEqual(['Album a 1 photo is missing in Jottacloud', '3', '3', '2']);
  });

  test('lack nothing if only Apple’s counter says more', () => {
    showReport({ albums: [album('a', 4, 3)] }, sums([['a', 3]], [['a', 3]]));
    expect(section('Albums').textContent).not.toContain('missing in Jottacloud');
  });

  test('explain themselves where their counts differ', () => {
    const places = (gone: number) => ({ gone, deleted: 0, hidden: 0 });
    const found: [string, number][] = [['b', 2]];
    const tally = {
      foundByAlbum: new Map(found),
      storedByAlbum: new Map(found),
      notShownByAlbum: new Map([
        ['a', places(1)],
        ['b', places(1)],
      ]),
    };
    showReport({ albums: [album('a', 1, 1), album('b', 3, 3)] }, counted(tally));
    expect(rowsIn('Albums')).toEqual([
      ['Album a 1 photo was deleted at Apple; the album still counts it', '1', '0', '0'],
      ['Album b 1 photo was deleted at Apple; the album still counts it', '3', '2', '2'],
    ]);
  });

  test('that were not chosen are not reported', () => {
    showReport({
      run: { ...finishedRun, choice: { ...everything, albums: ['b'] } },
      albums: [album('a', 3, 3), album('b', 3, 3)],
    });
    expect(section('Albums').textContent).not.toContain('Album a');
  });
});

test('shared albums are named, and frames of bursts are told apart from Apple’s lists', () => {
  const numbers = { appleCount: 5, itemsFound: 5 };
  const zoneName = 'SharedCollection-1';
  showReport({
    libraries: [
      { key: 'a', zoneName: 'PrimarySync', ...numbers, frames: 2 },
      { key: 'b', zoneName, title: 'Summer', ...numbers },
      { key: 'c', zoneName, ...numbers },
    ],
  });
  expect(rowsIn('Libraries').map(([name]) => name)).toEqual([
    'Personal library',
    'Shared album: Summer',
    'Shared album',
  ]);
  expect(section('Libraries').textContent).toContain(
    '2 of these are burst photos that Apple’s lists leave out',
  );
});

test('of Shared Albums only the older ones are said to be left out where the new ones are copied', () => {
  const none = { notChosen: 0, hidden: null, recentlyDeleted: null, furtherFiles: [], cannot: [] };
  showReport({
    leftOut: { ...none, copiesHidden: false, copiesRecentlyDeleted: false, copiesSharedAlbums: true },
  });
  expect(section('Not copied').textContent).toContain(
    'Older Shared Albums are not copied: they hold only smaller copies',
  );
});

test('the items in Jottacloud are counted by kind, with edits, further places and our own files', () => {
  showReport(
    {},
    counted({
      byKind: [
        { kind: 'photo', amount: { items: 1_000, files: 1_200, bytes: 3e9 } },
        { kind: 'live-photo', amount: { items: 2, files: 4, bytes: 8e6 } },
      ],
      edited: { items: 200, files: 200, bytes: 5e8 },
      compatible: { items: 300, files: 310, bytes: 2e8 },
      copies: 7,
      own: { items: 0, files: 5, bytes: 1_000 },
    }),
  );
  expect(rowsIn('What is in Jottacloud')).toEqual([
    ['Photos', '1,000', '1,200', '3 GB'],
    ['Live Photos', '2', '4', '8 MB'],
    ['including edited versions', '200', '200', '500 MB'],
    ['including copies that open everywhere', '300', '310', '200 MB'],
    ['including photos that are in more than one album', '', '7', ''],
    ['Details files we created', '', '5', '1 kB'],
  ]);
});

test('says of copies that open everywhere which are of full size', () => {
  const { plan } = finishedRun;
  const stills = { files: 30, bytes: 1e9, fullSize: 1, longEdge: 2048 };
  const videos = { files: 0, bytes: 0, fullSize: 0, longEdge: 0 };
  const compatible = { stills, videos, none: 2 };
  showReport({ run: { ...finishedRun, plan: { ...samplePlan(plan ?? {}), compatible } } });
  expect(factsIn('Files')).toMatchObject({
    JPEG: '30 · 1 GB',
    'JPEG, smaller than the original (up to 2,048 pixels)': '29',
    'JPEG, full size': '1',
  });
});

test('files that we wrote ourselves are neither verified nor checked by size', () => {
  showReport({ totals: { ...allTotals, filesFound: 60_010, filesDone: 60_010, filesOwn: 10 } });
  expect(factsIn('Files')).toMatchObject({
    'Verified identical': '60,000',
    'Only size checked': '0',
    'Details files we created': '10',
  });
  expect(pageText()).toContain('Complete and verified');
});

test('a run of five seconds is not said to have taken a minute', () => {
  showReport({ run: { ...finishedRun, endedAt: epochMs(finishedRun.startedAt + 5_000) } });
  expect(factsIn('Files')['Duration']).toBe('5 seconds');
});

test('names that had to be changed are listed with the reason', () => {
  showReport(
    {},
    counted({
      changedNamesCount: 1_500,
      changedNames: [
        { wanted: 'IMG_1.JPG', path: relativePath('2024/IMG_1 (7F3A).JPG'), reason: 'taken' },
        { wanted: 'AC/DC.JPG', path: relativePath('2024/AC_DC.JPG'), reason: 'adapted' },
      ],
    }),
  );
  const names = section('Names we changed');
  expect(names.textContent).toContain('1,500 files have a different name than in iCloud');
  expect(names.textContent).toContain('Showing the first 2 of 1,500; the file below has all of them.');
  const tables = within(names).getAllByRole('table', { hidden: true });
  expect(tables.map((table) => table.parentElement?.previousElementSibling?.textContent)).toEqual([
    'The name was already taken in that folder',
    'The original name is not allowed in Jottacloud',
  ]);
});

test.each([
  ['csv', 'Download the list for a spreadsheet (CSV)'],
  ['json', 'Download the list for programs (JSON)'],
])('one press on its link makes and hands over the %s file', async (format, name) => {
  const model = showReport({});
  const handed: string[] = [];
  const link = screen.getByRole<HTMLAnchorElement>('link', { name });
  expect(link.download).toBe(`fotoflytt-report-2026-11-29.${format}`);
  link.addEventListener('click', () => handed.push(link.getAttribute('href') ?? ''));
  fireEvent.click(link);
  await waitFor(() => expect(handed).toHaveLength(2));
  expect(model.made).toEqual([format]);
  expect(handed[1]).toMatch(/^blob:/);
});
