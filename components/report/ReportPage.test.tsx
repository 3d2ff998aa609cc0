// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report, ReportProblem } from '../../utils/transfer/report.ts';
import { noTotals } from '../../utils/transfer/run.ts';
import { everything } from '../../utils/photos/choice.ts';
import type { Counting } from '../../utils/state/report-model.ts';
import { epochMs, relativePath } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import {
  activeRun,
  allTotals,
  createFakeReportModel,
  finishedRun,
  someTally,
  someTotals,
} from '../testing/fake-models.ts';
import { ReportPage } from './ReportPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show(report: Partial<Report> | null, loading = false) {
  const model = createFakeReportModel(report, loading);
  render(<ReportPage model={model} />);
  return model;
}

/** Cells of a table's rows below its head. */
const rowsIn = (name: string) =>
  within(section(name))
    .getAllByRole('row', { hidden: true })
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent));

const page = () => screen.getByRole('main').textContent ?? '';
const section = (name: string) => screen.getByRole('region', { name });
/** The values of a list of names and values. */
const facts = (name: string) =>
  Object.fromEntries(
    within(section(name))
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]),
  );

describe('the verdict', () => {
  test.each<[string, Partial<Report>]>([
    ['Complete and proved: all 44,319 items in your iCloud Photos are in Jottacloud, byte for byte.', {}],
    [
      'Complete. 212 files could only be checked by their size.',
      { totals: { ...allTotals, filesProved: 59_788, filesSizeChecked: 212 } },
    ],
    [
      'Complete and proved: all 44,319 items you chose are in Jottacloud, byte for byte.',
      { run: { ...finishedRun, choice: { ...everything, from: '2020-01-01' } } },
    ],
    [
      'Complete. 1 file could only be checked by its size.',
      { totals: { ...allTotals, filesProved: 59_999, filesSizeChecked: 1 } },
    ],
    [
      'Not complete: 18 items are missing.',
      { totals: { ...allTotals, itemsDone: 44_301, itemsFailed: 18, filesFailed: 20 } },
    ],
    ['Not complete: 1 item is missing.', { run: { ...finishedRun, appleCount: 44_320 } }],
    ['Not complete: something is open, see below.', { totals: { ...allTotals, filesFailed: 1 } }],
    [
      'Not complete: something is open, see below.',
      { run: { ...finishedRun, shortfalls: [{ code: 'list-short', detail: '' }] } },
    ],
    [
      'iCloud shows no photos for this account.',
      { run: { ...finishedRun, appleCount: 0 }, totals: noTotals },
    ],
    ['Still copying: 12,040 of 44,319 so far.', { run: activeRun, totals: someTotals }],
    ['Still copying: 44,319 of 44,319 so far.', { run: { ...activeRun, phase: 'checking' } }],
    [
      'Not complete yet: 12,040 of 44,319 so far, copying stands still.',
      { run: { ...activeRun, status: 'paused' }, totals: someTotals },
    ],
  ])('%s', (verdict, report) => {
    show(report);
    expect(screen.getByText(verdict)).toBeTruthy();
  });
});

test('before the first copy there is nothing to report', () => {
  show(null);
  expect(screen.getByRole('status').textContent).toBe('Nothing has been copied yet.');
});

test('while the log is read nothing is claimed', () => {
  show(null, true);
  expect(screen.getByRole('status').textContent).toBe('Reading the log…');
  expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
});

test('three counts stand side by side', () => {
  show({
    run: { ...finishedRun, listedItems: 44_310 },
    totals: { ...allTotals, itemsDone: 44_301 },
  });
  expect(facts('The numbers')).toEqual({
    'Apple’s own count': '44,319',
    'Found by us': '44,310',
    'In Jottacloud now': '44,301',
  });
});

test('a count that Apple did not tell is not made up', () => {
  show({ run: { ...finishedRun, appleCount: null } });
  expect(facts('The numbers')['Apple’s own count']).toBe('not told');
});

test('files, bytes, times and the way they were checked are all told', () => {
  show({ totals: { ...allTotals, filesProved: 59_900, filesSizeChecked: 100 } });
  expect(facts('Files')).toEqual({
    'Files in Jottacloud': '60,000 of 60,000',
    'Proved identical': '59,900',
    'Checked by size only': '100',
    Uploaded: '15,000',
    'Already there': '45,000',
    'Not copied': '0',
    Size: '412 GB of 412 GB',
    Destination: 'Jottacloud › Archive › iCloud Photos',
    Started: expect.stringContaining('Nov 23, 2026'),
    Ended: expect.stringContaining('2:35'),
    Duration: '13 hours',
  });
});

test('a run under way has neither end nor duration', () => {
  show({ run: activeRun, totals: someTotals });
  expect(Object.keys(facts('Files'))).not.toContain('Ended');
  expect(Object.keys(facts('Files'))).not.toContain('Duration');
});

test('each library is told by what a person calls it', () => {
  const model = show({
    libraries: [
      { key: 'a', zoneName: 'PrimarySync', appleCount: 40_000, itemsFound: 39_990 },
      { key: 'b', zoneName: 'SharedSync-0D1E', appleCount: null, itemsFound: 4_319 },
      { key: 'c', zoneName: 'Oddity', appleCount: 1, itemsFound: 1 },
    ],
  });
  act(() => {
    model.counting.value = {
      isCounted: true,
      tally: { ...someTally, storedByLibrary: new Map([['a', 39_980]]) },
    };
  });
  expect(rowsIn('Libraries')).toEqual([
    ['Personal library', '40,000', '39,990', '39,980'],
    ['Shared library', 'not told', '4,319', '0'],
    ['Oddity', '1', '1', '0'],
  ]);
});

test('until the files are counted no number of them is shown', () => {
  const model = show({ libraries: [{ key: 'a', zoneName: 'PrimarySync', appleCount: 5, itemsFound: 5 }] });
  act(() => {
    model.counting.value = { isCounted: false, part: 0.4 };
  });
  expect(rowsIn('Libraries')).toEqual([['Personal library', '5', '5', 'counting…']]);
  expect(section('What is in Jottacloud').textContent).toContain('Counting all files: 40%');
});

describe('albums', () => {
  const album = (key: string, appleCount: number | null, photosFound: number) => ({
    key,
    name: `Album ${key}`,
    ...{ appleCount, photosFound },
  });
  const stored = (counts: [string, number][]): Counting => ({
    isCounted: true,
    tally: { ...someTally, storedByAlbum: new Map(counts) },
  });

  test('that are whole wait in a fold-out, which opens on paper', () => {
    const model = show({ albums: [album('a', 3, 3), { ...album('b', null, 1), name: null }] });
    act(() => {
      model.counting.value = stored([
        ['a', 3],
        ['b', 1],
      ]);
    });
    const group = within(section('Albums')).getByRole<HTMLDetailsElement>('group');
    expect(group.open).toBe(false);
    expect(rowsIn('Albums')).toEqual([
      ['Album a', '3', '3', '3'],
      ['Untitled album', 'not told', '1', '1'],
    ]);
    dispatchEvent(new Event('beforeprint'));
    expect(group.open).toBe(true);
    dispatchEvent(new Event('afterprint'));
    expect(group.open).toBe(false);
  });

  test.each([
    ['photos were found that are not there', 3, 3, 2],
    ['Apple counts more than was found', 4, 3, 3],
  ])('are named at once if %s', (_, apple, found, inJottacloud) => {
    const model = show({ albums: [album('a', apple, found), album('b', 1, 1)] });
    act(() => {
      model.counting.value = stored([
        ['a', inJottacloud],
        ['b', 1],
      ]);
    });
    expect(section('Albums').textContent).toContain('1 album with photos missing in Jottacloud');
    expect(rowsIn('Albums')[0]).toEqual(['Album a', `${apple}`, `${found}`, `${inJottacloud}`]);
  });

  test('that were not chosen are not reported', () => {
    show({
      run: { ...finishedRun, choice: { ...everything, albums: ['b'] } },
      albums: [album('a', 3, 3), album('b', 3, 3)],
    });
    expect(section('Albums').textContent).not.toContain('Album a');
  });
});

test('what lies in Jottacloud is told by kind, with edits, further places and our own files', () => {
  const model = show({});
  act(() => {
    model.counting.value = {
      isCounted: true,
      tally: {
        ...someTally,
        byKind: [
          { kind: 'photo', amount: { items: 1_000, files: 1_200, bytes: 3e9 } },
          { kind: 'live-photo', amount: { items: 2, files: 4, bytes: 8e6 } },
        ],
        edited: { items: 200, files: 200, bytes: 5e8 },
        copies: 7,
        own: { items: 0, files: 5, bytes: 1_000 },
      },
    };
  });
  expect(rowsIn('What is in Jottacloud')).toEqual([
    ['Photos', '1,000', '1,200', '3 GB'],
    ['Live Photos', '2', '4', '8 MB'],
    ['of these, edited versions', '200', '200', '500 MB'],
    ['of these, further places of the same photo', '', '7', ''],
    ['Details files we wrote', '', '5', '1 kB'],
  ]);
});

test('files that we wrote ourselves are neither proved nor checked by size', () => {
  show({ totals: { ...allTotals, filesFound: 60_010, filesDone: 60_010 } });
  expect(facts('Files')).toMatchObject({
    'Proved identical': '60,000',
    'Checked by size only': '0',
    'Details files we wrote': '10',
  });
  expect(page()).toContain('Complete and proved');
});

test('a run of five seconds is not said to have taken a minute', () => {
  show({ run: { ...finishedRun, endedAt: epochMs(finishedRun.startedAt + 5_000) } });
  expect(facts('Files')['Duration']).toBe('5 seconds');
});

test('names that had to be changed are told with the reason', () => {
  const model = show({});
  act(() => {
    model.counting.value = {
      isCounted: true,
      tally: {
        ...someTally,
        changedNamesCount: 1_500,
        changedNames: [
          { wanted: 'IMG_1.JPG', path: relativePath('2024/IMG_1 (7F3A).JPG'), reason: 'taken' },
          { wanted: 'AC/DC.JPG', path: relativePath('2024/AC_DC.JPG'), reason: 'adapted' },
        ],
      },
    };
  });
  const names = section('Names we changed');
  expect(names.textContent).toContain('1,500 files have another name than at Apple');
  expect(names.textContent).toContain('The first 2 of 1,500 are listed; all are in the file below.');
  const tables = within(names).getAllByRole('table', { hidden: true });
  expect(tables.map((table) => table.parentElement?.previousElementSibling?.textContent)).toEqual([
    'Something else in the folder had the name',
    'Jottacloud does not allow the name as it was',
  ]);
});

describe('before iCloud+ is cancelled', () => {
  test('photos to look at are named', () => {
    const model = show({});
    act(() => {
      model.counting.value = {
        isCounted: true,
        tally: {
          ...someTally,
          samples: [relativePath('2024/IMG_7.HEIC')],
          largestVideo: relativePath('2023/IMG_9.MOV'),
        },
      };
    });
    const list = section('Before you cancel iCloud+').textContent;
    expect(list).toContain('2024/IMG_7.HEIC');
    expect(list).toContain('2023/IMG_9.MOV');
    expect(list).not.toContain('Not yet');
  });

  test('a copy with something missing says: not yet', () => {
    show({ totals: { ...allTotals, itemsDone: 44_318, itemsFailed: 1, filesFailed: 1 } });
    expect(section('Before you cancel iCloud+').textContent).toContain('Not yet: this copy is not complete.');
  });
});

test.each([
  ['csv', 'Download the list for a spreadsheet (CSV)'],
  ['json', 'Download the list for programs (JSON)'],
])('one press on its link makes and hands over the %s file', async (format, name) => {
  const model = show({});
  const handed: string[] = [];
  const link = screen.getByRole<HTMLAnchorElement>('link', { name });
  expect(link.download).toBe(`fotoflytt-report.${format}`);
  link.addEventListener('click', () => handed.push(link.getAttribute('href') ?? ''));
  fireEvent.click(link);
  await waitFor(() => expect(handed).toHaveLength(2));
  expect(model.made).toEqual([format]);
  expect(handed[1]).toMatch(/^blob:/);
});

describe('problems', () => {
  const problem = (
    name: string,
    code: ReportProblem['error']['code'],
    assetName: string | null,
  ): ReportProblem => ({
    name,
    assetName,
    error: { code, detail: '' },
  });

  test('are grouped by reason, each with the way to its photo', () => {
    show({
      totals: { ...allTotals, filesFailed: 3 },
      problems: [
        problem('IMG_1.HEIC', 'damaged-twice', 'A-1/2'),
        problem('IMG_2.HEIC', 'record-gone', null),
        problem('IMG_3.MOV', 'damaged-twice', 'A-3'),
      ],
    });
    const reasons = screen.getAllByRole('heading', { level: 3 }).map((reason) => reason.textContent);
    expect(reasons).toEqual(['Arrived damaged twice 2', 'No longer in iCloud 1']);
    const links = within(section('Needs a look')).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      'https://www.icloud.com/photos/#/i,pz,A-1%2F2,0/',
      'https://www.icloud.com/photos/#/i,pz,A-3,0/',
    ]);
    expect(screen.getByText('IMG_2.HEIC').tagName).toBe('LI');
  });

  test('that are too many to list are at least counted', () => {
    show({
      totals: { ...allTotals, filesFailed: 1_234 },
      problems: [problem('IMG_1.HEIC', 'record-gone', 'A')],
    });
    expect(screen.getByText('The first 1 of 1,234 are listed.')).toBeTruthy();
  });

  test('of the whole run are told in words', () => {
    show({ run: { ...finishedRun, shortfalls: [{ code: 'list-short', detail: '' }] } });
    expect(section('What the run as a whole found').textContent).toContain(
      'Apple counts more than it shows us',
    );
  });
});

describe('what is left out', () => {
  const sentences = () =>
    within(section('Left out'))
      .getAllByRole('listitem')
      .map((item) => item.textContent);
  const leftOut = {
    ...{ notChosen: 0, hidden: null, recentlyDeleted: null, cannot: [] },
    ...{ copiesHidden: false, copiesRecentlyDeleted: false },
  };

  test('is told, and so are areas that were skipped', () => {
    show({ skippedZones: ['CMM-1', 'CMM-2'] });
    expect(sentences().at(-1)).toBe(
      '2 areas in your iCloud that are no photo libraries of yours: CMM-1, CMM-2',
    );
    expect(sentences().join()).toContain('Recently Deleted: photos you have thrown away');
  });

  test('has its number where it is known', () => {
    show({
      leftOut: {
        ...{ ...leftOut, notChosen: 12, hidden: 3, recentlyDeleted: 1 },
        cannot: [
          { reason: 'still-uploading', count: 2 },
          { reason: 'smart-album', count: 1 },
        ],
      },
    });
    expect(sentences().slice(0, 5)).toEqual([
      '12 photos you did not choose',
      'Recently Deleted: 1 photo you have thrown away',
      'Hidden: 3 photos in your Hidden album',
      '2 photos that are still uploading from a device; copy again later',
      '1 smart album made on a Mac: Apple’s web does not tell what is in it. Its photos are copied all the same',
    ]);
  });

  test('is never said of lists that are copied', () => {
    show({ leftOut: { ...leftOut, hidden: 0, copiesHidden: true, copiesRecentlyDeleted: true } });
    expect(sentences().join()).not.toMatch(/Hidden|Recently Deleted/);
  });
});

test('a copy without skipped areas and problems does not mention any', () => {
  show({});
  expect(page()).not.toMatch(/areas|Needs a look|as a whole/);
});
