// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report, ReportProblem } from '../../utils/transfer/report.ts';
import { noTotals } from '../../utils/transfer/run.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import {
  activeRun,
  allTotals,
  createFakeReportModel,
  finishedRun,
  someTotals,
} from '../testing/fake-models.ts';
import { ReportPage } from './ReportPage.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show(report: Partial<Report> | null, loading = false) {
  render(<ReportPage model={createFakeReportModel(report, loading)} />);
}

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
      'Complete. 1 file could only be checked by its size.',
      { totals: { ...allTotals, filesProved: 59_999 } },
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
  show({ totals: { ...allTotals, itemsFound: 44_310, itemsDone: 44_301 } });
  expect(facts('The numbers')).toEqual({
    'Apple’s own count': '44,319',
    'Found by us': '44,310',
    'In Jottacloud': '44,301',
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
  show({
    libraries: [
      { key: 'a', zoneName: 'PrimarySync', appleCount: 40_000, itemsFound: 39_990 },
      { key: 'b', zoneName: 'SharedSync-0D1E', appleCount: null, itemsFound: 4_319 },
      { key: 'c', zoneName: 'Oddity', appleCount: 1, itemsFound: 1 },
    ],
  });
  const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ['Personal library', '40,000', '39,990'],
    ['Shared library', 'not told', '4,319'],
    ['Oddity', '1', '1'],
  ]);
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

test('what a copy never holds is told, and so are areas that were skipped', () => {
  show({ skippedZones: ['CMM-1', 'CMM-2'] });
  const left = within(section('Left out'))
    .getAllByRole('listitem')
    .map((item) => item.textContent);
  expect(left.at(-1)).toBe('2 areas in your iCloud that are no photo libraries of yours: CMM-1, CMM-2');
  expect(left.join()).toContain('Recently Deleted');
});

test('a copy without skipped areas and problems does not mention any', () => {
  show({});
  expect(page()).not.toMatch(/areas|Needs a look|as a whole/);
});
