import { expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { epochMs } from '../../units.ts';
import { jsonParts } from './report-json.ts';
import type { ReportItem } from './report.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { sampleFile, sampleItem, sampleReport } from '../testing/sample-report.ts';

async function* batches(...items: ReportItem[][]): AsyncGenerator<ReportItem[]> {
  yield* items;
}

async function json(...items: ReportItem[][]): Promise<string> {
  let text = '';
  for await (const part of jsonParts(sampleReport(), new Map(), batches(...items))) text += part;
  return text;
}

test('is JSON with its format’s name and version, whether there are no files, one, or several parts', async () => {
  const one = sampleItem();
  const parsed = await Promise.all(
    [json(), json([]), json([one]), json([one, one], [], [one])].map(async (text) => JSON.parse(await text)),
  );
  expect(parsed.map(({ format, files }) => [format, files.length])).toEqual([
    ['fotoflytt-report/1', 0],
    ['fotoflytt-report/1', 0],
    ['fotoflytt-report/1', 1],
    ['fotoflytt-report/1', 3],
  ]);
});

test('marks a part as one, and says how much is not in Jottacloud', async () => {
  const choice = { ...everything, albums: ['a'] };
  const run = sampleRun({
    status: 'finished',
    choice,
    plan: samplePlan({ all: amount(5), notChosen: 2_595 }),
  });
  let text = '';
  for await (const part of jsonParts(sampleReport({ run }), new Map(), batches())) text += part;
  expect(JSON.parse(text).run).toMatchObject({ isPart: true, notInJottacloud: 2_595 });
  expect(JSON.parse(await json()).run).toMatchObject({ isPart: false, notInJottacloud: 0 });
});

test('has what is worth knowing, and when the destination was compared last', async () => {
  const run = sampleRun({ status: 'finished', remarks: [{ code: 'size-odd', detail: 'two' }] });
  let text = '';
  const report = sampleReport({ run, checkedAt: epochMs(0) });
  for await (const part of jsonParts(report, new Map(), batches())) text += part;
  expect(JSON.parse(text)).toMatchObject({
    checkedAt: '1970-01-01T00:00:00.000Z',
    run: { isStopped: false, remarks: [{ code: 'size-odd', detail: 'two' }] },
  });
});

test('each file has its line with all that is known of it', async () => {
  const error = { code: 'damaged-twice' as const, detail: 'twice', retryAfterMs: 5 };
  const text = await json([
    sampleItem({ files: [sampleFile({ status: 'failed', md5: null, proof: null, error })] }),
  ]);
  const line = text.split('\n').find((found) => found.includes('IMG_0001')) ?? '';
  expect(JSON.parse(line)).toEqual({
    path: 'iCloud Photos/2024/IMG_0001.JPG',
    originalName: 'IMG_0001.JPG',
    wantedName: null,
    library: 'PrimarySync',
    albums: [],
    kind: 'photo',
    file: 'original',
    sizeBytes: 100,
    isCopy: false,
    md5: null,
    proof: null,
    state: 'failed',
    error: { code: 'damaged-twice', detail: 'twice' },
    dateTaken: '2024-06-15T00:00:00.000Z',
    asset: 'A',
    link: 'https://www.icloud.com/photos/#/i,pz,A,0/',
  });
});
