import { epochMs, md5, relativePath } from '../../units.ts';
import type { Report, ReportFile, ReportItem } from '../report/report.ts';
import { noTotals } from '../run/run.ts';
import { sampleRun } from './sample-run.ts';

/** A verified file, for tests. */
export const sampleFile = (change: Partial<ReportFile> = {}): ReportFile => ({
  key: 'private:PrimarySync/A#original@',
  role: 'original',
  path: relativePath('2024/IMG_0001.JPG'),
  place: '',
  sizeBytes: 100,
  isCopy: false,
  wantedName: null,
  status: 'done',
  md5: md5('0'.repeat(32)),
  proof: 'checksum',
  error: null,
  ...change,
});

/** A photo with one file, for tests. */
export const sampleItem = (change: Partial<ReportItem> = {}): ReportItem => ({
  libraryKey: 'private:PrimarySync',
  name: 'IMG_0001.JPG',
  assetName: 'A',
  kind: 'photo',
  takenAt: epochMs(Date.UTC(2024, 5, 15)),
  albums: [],
  files: [sampleFile()],
  ...change,
});

/** A report with one library and nothing else, for tests. */
export const sampleReport = (change: Partial<Report> = {}): Report => ({
  run: sampleRun({ status: 'finished' }),
  isLatest: true,
  totals: noTotals,
  checkedAt: null,
  filesAbsent: 0,
  libraries: [{ key: 'private:PrimarySync', zoneName: 'PrimarySync', appleCount: 1, itemsFound: 1 }],
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
  ...change,
});
