import { signal } from '@preact/signals';
import type { Report } from '../../utils/domain/report/report.ts';
import { nothing } from '../../utils/domain/plan/plan.ts';
import type { CountedTally, Counting, ReportModel } from '../../utils/models/report/report-model.ts';
import { fakeStored } from './fake-stored.ts';
import { createFakeYearsModel, monthRow, someYears } from './fake-years-model.ts';
import type { CancelStep } from '../../utils/domain/report/certificate.ts';
import { allTotals, finishedRun } from './fake-models.ts';

/** Nothing but three photos in Jottacloud. */
export const someTally: CountedTally = {
  storedByLibrary: new Map(),
  wantedByAlbum: new Map(),
  foundByAlbum: new Map(),
  notShownByAlbum: new Map(),
  storedByAlbum: new Map(),
  byKind: [{ kind: 'photo', amount: { items: 3, files: 3, bytes: 3e6 } }],
  edited: nothing,
  compatible: nothing,
  copies: 0,
  own: nothing,
  changedNames: [],
  changedNamesCount: 0,
  samples: [],
  largestVideo: null,
  fingerprint: 'ab'.repeat(32),
};

/** A report page's model; null is “nothing was ever run”. `made` has the formats of the files that were asked for. */
export function createFakeReportModel(report: Partial<Report> | null, loading = false) {
  const made: string[] = [];
  const saved: string[] = [];
  const texts: string[] = [];
  const retries: string[] = [];
  return {
    made,
    saved,
    texts,
    retries,
    owners: signal<ReportModel['owners']['value']>({
      apple: 'Jane Appleseed, jane@example.com',
      jottacloud: 'Kari Nordmann, kari',
    }),
    years: createFakeYearsModel(someYears([monthRow('2024-06', 40_000), monthRow('2019-01', 4_319)])),
    steps: fakeStored<CancelStep[]>([]),
    untilAsked: (): Promise<void> => Promise.resolve(),
    today: () => '2026-11-29',
    copyText: (text: string) => Promise.resolve(void texts.push(text)),
    tryAgain: () => Promise.resolve(void retries.push('all')),
    saveReport(html: string) {
      saved.push(html);
      return Promise.resolve('Fotoflytt report 2026-11-29.html');
    },
    loading: signal(loading),
    counting: signal<Counting>({ isCounted: true, tally: someTally }),
    origin: signal({ version: '1.0', browser: 'Chrome 150', apple: 'K••@•••.no', jottacloud: null }),
    report: signal(
      report && {
        run: finishedRun,
        isLatest: true,
        totals: allTotals,
        checkedAt: null,
        filesAbsent: 0,
        libraries: [],
        albums: [],
        problems: [],
        unusable: [],
        leftOut: {
          notChosen: 0,
          hidden: null,
          recentlyDeleted: null,
          furtherFiles: [],
          cannot: [],
          copiesHidden: false,
          copiesRecentlyDeleted: false,
        },
        skippedZones: [],
        owners: { apple: null, jottacloud: null },
        secondCopy: { firstAt: null, isMade: false },
        ...report,
      },
    ),
    makeFile(format: string) {
      made.push(format);
      return Promise.resolve(new Blob(['path']));
    },
  } satisfies ReportModel & Record<'made' | 'saved' | 'texts' | 'retries', string[]>;
}
