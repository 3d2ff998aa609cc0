import { expect, test, vi } from 'vitest';
import type { Report, ReportItem } from '../../domain/report/report.ts';
import { noTotals } from '../../domain/run/run.ts';
import { sampleItem, sampleReport } from '../../domain/testing/sample-report.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { signal } from '@preact/signals';
import { createYearsModel } from './years-model.ts';
import { createReportModel, type ReportSource } from './report-model.ts';

async function* batches(...items: ReportItem[][]): AsyncGenerator<ReportItem[]> {
  yield* items;
}

const source: Omit<ReportSource, 'readReport' | 'items'> = {
  tryAgain: () => Promise.resolve(),
  versions: { version: '1.0', browser: 'Chrome' },
  readAppleAccount: () => Promise.resolve({ name: 'Kari Nordmann', account: 'kari@example.no' }),
  readJottacloudOwner: () => Promise.reject(new Error('offline')),
  drawn: () => Promise.resolve(),
  albumPhotos: () => Promise.resolve({ foundByAlbum: new Map(), notShownByAlbum: new Map() }),
  years: createYearsModel(
    {
      readYears: () => Promise.resolve(null),
      readMissing: () => Promise.resolve([]),
      countMonths: () => Promise.resolve(false),
    },
    signal(0),
    signal(true),
  ),
  steps: { value: [], set: () => Promise.resolve() },
  saveReport: (folder, day, html) => Promise.resolve(`${folder}/${day} ${html}`),
  copyText: () => Promise.resolve(),
  today: () => '2026-11-29',
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  chance: () => 0,
};
const modelOf = (report: Report | null, items: () => AsyncIterable<ReportItem[]>) =>
  createReportModel({ ...source, readReport: () => Promise.resolve(report), items });

test('the report is ready before the files are counted; their sums follow', async () => {
  const backoff = Promise.withResolvers<void>();
  const model = modelOf(sampleReport(), async function* () {
    await backoff.promise;
    yield [sampleItem(), sampleItem()];
  });
  await model.checkForNews();
  expect(model.report.value).not.toBeNull();
  expect(model.counting.value).toEqual({ isCounted: false, part: 0 });
  backoff.resolve();
  await vi.waitUntil(() => model.counting.value.isCounted);
  expect(model.counting.value).toMatchObject({ tally: { byKind: [{ amount: { items: 2 } }] } });
});

test('albums are read once the rest is drawn, and the files are counted after that', async () => {
  const drawn = Promise.withResolvers<void>();
  const whole = sampleReport();
  const first = sampleReport({ albums: [] });
  const model = createReportModel({
    ...source,
    drawn: () => drawn.promise,
    readReport: (part) => Promise.resolve(part === 'first' ? first : whole),
    items: () => batches([sampleItem()]),
  });
  await model.checkForNews();
  expect(model.report.value).toBe(first);
  drawn.resolve();
  await model.untilAsked();
  expect(model.report.value).toBe(whole);
  await vi.waitUntil(() => model.counting.value.isCounted);
});

test('albums that cannot be read give no sums, rather than none for ever', async () => {
  const model = createReportModel({
    ...source,
    readReport: (part) =>
      part === 'first' ? Promise.resolve(sampleReport()) : Promise.reject(new Error('broken')),
    items: () => batches([sampleItem()]),
  });
  await model.checkForNews();
  await model.untilAsked();
  expect(model.counting.value).toEqual({ isCounted: true, tally: null });
});

test('while photos move the files are counted once, and again when the run has ended', async () => {
  let walks = 0;
  let report = sampleReport({ run: sampleRun({ status: 'active' }) });
  const model = createReportModel({
    readReport: () => Promise.resolve(report),
    items() {
      walks += 1;
      return batches([sampleItem()]);
    },
    ...source,
  });
  await model.checkForNews();
  await model.checkForNews();
  await vi.waitFor(() => expect(walks).toBe(1));
  report = sampleReport();
  await model.checkForNews();
  await vi.waitFor(() => expect(walks).toBe(2));
});

test('a log that cannot be read to its end gives no sums, rather than wrong ones', async () => {
  const model = modelOf(sampleReport(), async function* () {
    yield [sampleItem()];
    throw new Error('broken');
  });
  await model.checkForNews();
  await vi.waitUntil(() => model.counting.value.isCounted);
  expect(model.counting.value).toEqual({ isCounted: true, tally: null });
});

test('nothing was ever run: nothing is counted', async () => {
  const model = modelOf(null, () => batches());
  await model.checkForNews();
  expect([model.report.value, model.loading.value]).toEqual([null, false]);
});

test('a file is made of all parts, and its progress is reported', async () => {
  const report = sampleReport({ totals: { ...noTotals, itemsFound: 4 } });
  const model = modelOf(report, () => batches([sampleItem()], [sampleItem(), sampleItem()], [sampleItem()]));
  const parts: number[] = [];
  const file = await model.makeFile(
    'json',
    () => '',
    (part) => parts.push(part),
  );
  expect(file.type).toBe('application/json');
  expect(JSON.parse(await file.text())).toMatchObject({ files: { length: 4 } });
  expect(parts).toEqual([0.25, 0.75, 1]);
});

test('accounts that answer are named, masked; for an earlier run no files are counted', async () => {
  const model = modelOf(sampleReport({ isLatest: false }), () => {
    throw new Error('the files are not of this run');
  });
  await model.checkForNews();
  await vi.waitUntil(() => model.origin.value.apple !== null);
  expect(model.origin.value).toEqual({
    version: '1.0',
    browser: 'Chrome',
    apple: 'K••@•••.no',
    jottacloud: null,
  });
  expect(model.counting.value).toEqual({ isCounted: false, part: 0 });
});

test('the owner sees both accounts in full, from the log if no page answers', async () => {
  const owners = { apple: 'kari@example.no', jottacloud: 'kari' };
  const named = modelOf(sampleReport({ owners }), () => batches());
  await named.checkForNews();
  await vi.waitFor(() =>
    expect(named.owners.value).toEqual({ apple: 'Kari Nordmann, kari@example.no', jottacloud: 'kari' }),
  );
  const silent = createReportModel({
    ...source,
    readAppleAccount: () => Promise.reject(new Error('no page')),
    readJottacloudOwner: () => Promise.resolve({ name: 'Kari Nordmann', email: 'kari@jotta.example' }),
    readReport: () => Promise.resolve(sampleReport({ owners })),
    items: () => batches(),
  });
  await silent.checkForNews();
  await vi.waitFor(() =>
    expect(silent.owners.value).toEqual({
      apple: 'kari@example.no',
      jottacloud: 'Kari Nordmann, kari@jotta.example',
    }),
  );
});

test('until both services have answered, the owners are those of the log, and nobody is unknown', async () => {
  const answer = Promise.withResolvers<null>();
  const model = createReportModel({
    ...source,
    readJottacloudOwner: () => answer.promise,
    readReport: () =>
      Promise.resolve(sampleReport({ owners: { apple: 'kari@example.no', jottacloud: null } })),
    items: () => batches(),
  });
  await model.checkForNews();
  expect(model.owners.value).toEqual({ apple: 'kari@example.no', jottacloud: null });
  answer.resolve(null);
  await vi.waitFor(() => expect(model.owners.value.jottacloud).toBe(''));
});

test('a report is saved in the folder of its copy, with the day of today', async () => {
  const model = modelOf(sampleReport(), () => batches());
  await model.checkForNews();
  const { destinationFolder } = sampleReport().run;
  expect(await model.saveReport('<p>')).toBe(`${destinationFolder}/2026-11-29 <p>`);
});

test('the list has one fingerprint, however its files are batched', async () => {
  const fingerprintOf = async (...parts: ReportItem[][]): Promise<string | undefined> => {
    const model = modelOf(sampleReport(), () => batches(...parts));
    await model.checkForNews();
    await vi.waitUntil(() => model.counting.value.isCounted);
    return model.counting.value.isCounted ? model.counting.value.tally?.fingerprint : undefined;
  };
  const [one, two] = [sampleItem(), sampleItem({ name: 'other' })];
  expect(await fingerprintOf([one, two])).toMatch(/^[0-9a-f]{64}$/);
  expect(await fingerprintOf([two], [one])).toBe(await fingerprintOf([one, two]));
});
