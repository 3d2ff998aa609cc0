// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything } from '../../utils/domain/album/choice.ts';
import type { Report, ReportProblem } from '../../utils/domain/report/report.ts';
import { noTotals, type Run, type Totals } from '../../utils/domain/run/run.ts';
import { amount, samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { epochMs } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { activeRun, allTotals, finishedRun, pausedRun, someTotals } from '../testing/fake-models.ts';
import { counted, factsIn, pageText, section, showReport } from '../testing/show-report.tsx';
import { wordsOnScreen } from '../testing/words-on-screen.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

/** A run of one album with five photos; earlier runs may have copied the rest of the library. */
const oneAlbum = (notChosen: number, notChosenInPlace = 0): Run => ({
  ...finishedRun,
  choice: { ...everything, albums: ['a'] },
  appleCount: 2_600,
  listedItems: 2_600,
  plan: samplePlan({ all: amount(5), notChosen, notChosenInPlace }),
});
const fiveTotals: Totals = {
  ...noTotals,
  itemsFound: 5,
  itemsDone: 5,
  filesFound: 5,
  filesDone: 5,
  filesProved: 5,
  filesUploaded: 5,
};

describe('the verdict', () => {
  test.each<[string, Partial<Report>]>([
    ['Complete and verified: all 44,319 items in your iCloud Photos are in Jottacloud, byte for byte.', {}],
    [
      'Complete. For 212 files, only the size could be checked.',
      { totals: { ...allTotals, filesProved: 59_788, filesSizeChecked: 212 } },
    ],
    [
      'This is a copy of your selection. All 44,319 items you chose are in Jottacloud, byte for byte.',
      { run: { ...finishedRun, choice: { ...everything, from: '2020-01-01' } } },
    ],
    [
      'This is not your whole library: 2,595 photos are not in Jottacloud. All 5 items you chose are in Jottacloud, byte for byte.',
      { run: oneAlbum(2_595), totals: fiveTotals },
    ],
    [
      'This is not your whole library: 1 photo is not in Jottacloud. All 5 items you chose are in Jottacloud. For 2 files, only the size could be checked.',
      { run: oneAlbum(1), totals: { ...fiveTotals, filesProved: 3, filesSizeChecked: 2 } },
    ],
    [
      'This is part of your library: the rest was copied earlier and was not checked this time. All 5 items you chose are in Jottacloud, byte for byte.',
      { run: oneAlbum(2_595, 2_595), totals: fiveTotals },
    ],
    [
      'Complete. For 1 file, only the size could be checked.',
      { totals: { ...allTotals, filesProved: 59_999, filesSizeChecked: 1 } },
    ],
    [
      'Not complete: 18 items are missing.',
      { totals: { ...allTotals, itemsDone: 44_301, itemsFailed: 18, filesFailed: 20 } },
    ],
    ['Not complete: 1 item is missing.', { run: { ...finishedRun, appleCount: 44_320 } }],
    ['Not complete: something is still open, see below.', { totals: { ...allTotals, filesFailed: 1 } }],
    [
      'Not complete: something is still open, see below.',
      { run: { ...finishedRun, shortfalls: [{ code: 'list-short', detail: '' }] } },
    ],
    [
      'iCloud shows no photos for this account.',
      { run: { ...finishedRun, appleCount: 0 }, totals: noTotals },
    ],
    ['Still copying: 12,040 of 44,319 so far.', { run: activeRun, totals: someTotals }],
    ['Still copying: 44,319 of 44,319 so far.', { run: { ...activeRun, phase: 'checking' } }],
    [
      'Not complete yet: 12,040 of 44,319 so far. Copying has stopped.',
      { run: pausedRun, totals: someTotals },
    ],
  ])('%s', (verdict, report) => {
    showReport(report);
    expect(screen.getByText(verdict)).toBeTruthy();
  });
});

describe('a copy of one album', () => {
  test('has no checklist for giving up iCloud+, whether it is complete or not', () => {
    showReport({ run: oneAlbum(2_595), totals: fiveTotals });
    expect(screen.queryByRole('region', { name: 'Before you cancel iCloud+' })).toBeNull();
    cleanup();
    showReport({ run: oneAlbum(2_595), totals: { ...fiveTotals, itemsDone: 4, filesDone: 4 } });
    expect(screen.queryByRole('region', { name: 'Before you cancel iCloud+' })).toBeNull();
  });

  test('has the number of what was chosen beside the three counts', () => {
    showReport({ run: oneAlbum(2_595), totals: fiveTotals });
    expect(Object.values(factsIn('The numbers'))).toEqual(['2,600', '2,600', '5', '5']);
    expect(factsIn('The numbers')['Chosen by you']).toBe('5');
  });

  test('is marked as a part in the names of its files', () => {
    showReport({ run: oneAlbum(2_595), totals: fiveTotals });
    const names = screen
      .getAllByRole('link', { name: /Download/ })
      .map((link) => link.getAttribute('download'));
    expect(names).toEqual(['fotoflytt-report-part-2026-11-29.csv', 'fotoflytt-report-part-2026-11-29.json']);
  });
});

test('before the first copy there is nothing to report', () => {
  showReport(null);
  expect(screen.getByRole('status').textContent).toBe('Nothing has been copied yet.');
});

test('while the log is read nothing is claimed', () => {
  showReport(null, { loading: true });
  expect(screen.getByRole('status').textContent).toBe('Preparing the report…');
  expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
});

test('three counts stand side by side', () => {
  showReport({
    run: { ...finishedRun, listedItems: 44_310 },
    totals: { ...allTotals, itemsDone: 44_301 },
  });
  expect(factsIn('The numbers')).toEqual({
    'Counted by Apple': '44,319',
    'Found by Fotoflytt': '44,310',
    'In Jottacloud now': '44,301',
  });
});

test('a count that Apple did not tell is not made up', () => {
  showReport({ run: { ...finishedRun, appleCount: null } });
  expect(factsIn('The numbers')['Counted by Apple']).toBe('unknown');
});

test('files, bytes, times and the way they were checked are all told', () => {
  showReport({ totals: { ...allTotals, filesProved: 59_900, filesSizeChecked: 100 } });
  expect(factsIn('Files')).toEqual({
    'Files in Jottacloud': '60,000 of 60,000',
    'Verified identical': '59,900',
    'Only size checked': '100',
    Uploaded: '15,000',
    'Already in Jottacloud': '45,000',
    'Not copied': '0',
    Size: '412 GB of 412 GB',
    Destination: 'Jottacloud › Archive › iCloud Photos',
    Started: expect.stringContaining('Nov 23, 2026'),
    Ended: expect.stringContaining('2:35'),
    Duration: '13 hours',
  });
});

test('files that Apple does not have are counted once, and not among those of the plan', () => {
  showReport(
    { totals: { ...allTotals, filesFound: 81, filesDone: 80, filesFailed: 1 }, filesAbsent: 1 },
    counted({ copies: 12 }),
  );
  expect(factsIn('Files')).toMatchObject({
    'Files in Jottacloud': '80 of 80',
    'including copies in further albums': '12',
    'Not copied': '0',
    'Files Apple does not have': '1',
  });
});

test('a run under way has neither end nor duration', () => {
  showReport({ run: activeRun, totals: someTotals });
  expect(Object.keys(factsIn('Files'))).not.toContain('Ended');
  expect(Object.keys(factsIn('Files'))).not.toContain('Duration');
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
    showReport({
      totals: { ...allTotals, filesFailed: 3 },
      problems: [
        problem('IMG_1.HEIC', 'damaged-twice', 'A-1/2'),
        problem('IMG_2.HEIC', 'record-gone', null),
        problem('IMG_3.MOV', 'damaged-twice', 'A-3'),
      ],
    });
    const reasons = screen.getAllByRole('heading', { level: 3 }).map((reason) => reason.textContent);
    expect(reasons).toEqual(['Arrived damaged twice 2', 'No longer in iCloud 1']);
    const links = within(section('Needs your attention')).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      'https://www.icloud.com/photos/#/i,pz,A-1%2F2,0/',
      'https://www.icloud.com/photos/#/i,pz,A-3,0/',
    ]);
    expect(screen.getByText('IMG_2.HEIC').tagName).toBe('SPAN');
  });

  test('are tried again by one press', async () => {
    const { retries } = showReport({
      totals: { ...allTotals, filesFailed: 1 },
      problems: [problem('IMG_1.HEIC', 'damaged-twice', 'A-1')],
    });
    fireEvent.click(screen.getByRole('button', { name: 'Try these again' }));
    await waitFor(() => expect(retries).toEqual(['all']));
  });

  test('that are too many to list are at least counted', () => {
    showReport({
      totals: { ...allTotals, filesFailed: 1_234 },
      problems: [problem('IMG_1.HEIC', 'record-gone', 'A')],
    });
    expect(screen.getByText('Showing the first 1 of 1,234.')).toBeTruthy();
  });

  test('of the whole run are described in words', () => {
    showReport({ run: { ...finishedRun, shortfalls: [{ code: 'list-short', detail: '' }] } });
    expect(section('Problems with the copy as a whole').textContent).toContain(
      'Apple counts more photos than it shows us',
    );
  });
});

test('a copy without skipped areas and problems does not mention any', () => {
  showReport({});
  expect(pageText()).not.toMatch(/Parts of your iCloud|Needs your attention|as a whole/);
});

test('only a copy that was checked at its end claims to be verified', () => {
  const { startedAt } = finishedRun;
  const checks: [Partial<Report>, boolean][] = [
    [{ checkedAt: epochMs(startedAt + 1) }, true],
    [{ checkedAt: epochMs(startedAt - 1) }, false],
    [{ checkedAt: null }, false],
    [{ checkedAt: epochMs(startedAt + 1), run: { ...finishedRun, status: 'active' } }, false],
  ];
  for (const [report, isThere] of checks) {
    showReport(report);
    expect(screen.queryByText(/At the end we asked Jottacloud/) !== null).toBe(isThere);
    cleanup();
  }
});

test('an earlier run shows only what was kept of it, with a link to the latest report', () => {
  showReport({
    isLatest: false,
    totals: { ...allTotals, itemsDone: 44_301, itemsFailed: 18, filesFailed: 20 },
  });
  expect(pageText()).toContain('Not complete: 18 items are missing.');
  expect(screen.getByRole('link', { name: 'latest report' }).getAttribute('href')).toBe('/report.html');
  expect(screen.queryByRole('region', { name: 'What is in Jottacloud' })).toBeNull();
  expect(screen.queryByRole('region', { name: 'Before you cancel iCloud+' })).toBeNull();
});

test('the report says what it was made with and of whose accounts, masked', () => {
  showReport({});
  expect(factsIn('About this report')).toEqual({
    Fotoflytt: '1.0',
    Browser: 'Chrome 150',
    'Apple account': 'K••@•••.no',
  });
});

/** Words that a report of this log showed in November 2026, before its tables were folded and without the certificate. */
const WORDS_BEFORE = 368;

test('the report shows fewer words than before it had a certificate and steps to tick', () => {
  showReport({});
  const detail = document.querySelector<HTMLDetailsElement>('.fold-out--detail');
  if (detail) detail.open = false;
  expect(wordsOnScreen(document.body)).toBeLessThan(0.8 * WORDS_BEFORE);
});
