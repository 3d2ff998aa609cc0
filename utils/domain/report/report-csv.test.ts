import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../tests/e2e/read-csv.ts';
import { relativePath } from '../../units.ts';
import { csvParts } from './report-csv.ts';
import type { Report, ReportItem } from './report.ts';
import { sampleFile, sampleItem, sampleReport } from '../testing/sample-report.ts';

const FORMULA = /^[ \u00A0]*[=+\-@＝＋－＠\t\r]/;

async function* batches(...items: ReportItem[][]): AsyncGenerator<ReportItem[]> {
  yield* items;
}

async function csv(items: ReportItem[], report: Partial<Report> = {}): Promise<string> {
  let text = '';
  for await (const part of csvParts(sampleReport(report), batches(items), ({ code }) => code)) text += part;
  return text;
}

/** Takes away the apostrophes that keep a spreadsheet from reading a formula. */
const asMeant = (cell: string): string =>
  cell.replace(/(^|[;\t\r\n])'(?=[ \u00A0]*[=+\-@＝＋－＠\t\r])/g, '$1');

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '"', "'", ' ', 'A', '1'),
  }),
);

test('one line a file, with a byte order mark and the names of the columns', async () => {
  const album = { key: 'private:PrimarySync/N', name: 'Norway', appleCount: 1, placesListed: 1 };
  const lines = (await csv([sampleItem({ albums: [album.key] })], { albums: [album] })).split('\r\n');
  expect(lines).toEqual([
    '\uFEFFpath,original_name,library,albums,folder,kind,file,bytes,md5,proof,state,reason,date_taken,link',
    'iCloud Photos/2024/IMG_0001.JPG,IMG_0001.JPG,PrimarySync,Norway,iCloud Photos/2024,photo,original,100,' +
      "00000000000000000000000000000000,Apple's checksum,done,,2024-06-15T00:00:00.000Z," +
      '"https://www.icloud.com/photos/#/i,pz,A,0/"',
    '',
  ]);
});

test('a name of any signs comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1 }), async (names) => {
      // A name that has our apostrophe itself is the one thing that cannot be told apart.
      fc.pre(names.every((name) => asMeant(name) === name));
      const read = readCsv((await csv(names.map((name) => sampleItem({ name })))).slice(1));
      expect(read.map(({ original_name: name }) => asMeant(name ?? ''))).toEqual(names);
    }),
  );
});

test('no cell is a formula, whichever sign the spreadsheet parts cells by', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (name, album) => {
      const key = 'private:PrimarySync/N';
      const albums = [{ key, name: album, appleCount: null, placesListed: 0 }];
      const made = (await csv([sampleItem({ name, albums: [key] })], { albums })).slice(1);
      const cells = readCsv(made).flatMap((row) => Object.values(row));
      const [, ...parts] = made.split(/[;\t\r\n]/);
      for (const cell of [...cells, ...parts]) expect(cell).not.toMatch(FORMULA);
    }),
    { numRuns: 300 },
  );
});

describe('a cell that begins with', () => {
  test.each(['=1+1', '+1', '-1', '@A1', '\tA', '\rA', ' =1', '＝1'])(
    '%j gets an apostrophe',
    async (name) => {
      const [row] = readCsv((await csv([sampleItem({ name })])).slice(1));
      expect(row?.['original_name']).toBe(`'${name}`);
    },
  );
});

test('each row says how a file was checked, how it ended and why', async () => {
  const error = { code: 'damaged-twice' as const, detail: '' };
  const files = [
    sampleFile({ proof: 'size' }),
    sampleFile({ proof: 'own', role: 'details' }),
    sampleFile({ status: 'failed', md5: null, proof: null, error }),
    sampleFile({ status: 'uploading', md5: null, proof: null }),
  ];
  const read = readCsv((await csv([sampleItem({ files })])).slice(1));
  expect(read.map(({ proof, state, reason }) => [proof, state, reason])).toEqual([
    ['size only', 'done', ''],
    ['our own file', 'done', ''],
    ['', 'failed', 'damaged-twice'],
    ['', 'open', ''],
  ]);
});

test('an entry of Apple’s that could not be read has its line too', async () => {
  const unusable = [
    { name: 'R1', assetName: null, error: { code: 'record-unusable' as const, detail: 'no master' } },
  ];
  const [row] = readCsv((await csv([], { unusable })).slice(1));
  expect(row).toMatchObject({ path: '', original_name: 'R1', state: 'failed', reason: 'record-unusable' });
});

test('a large list comes in parts: one for each part that was read', async () => {
  const many = Array.from({ length: 3 }, (_, index) => [
    sampleItem({ files: [sampleFile({ path: relativePath(`2024/${index}.JPG`) })] }),
  ]);
  const parts: string[] = [];
  for await (const part of csvParts(sampleReport(), batches(...many), () => '')) parts.push(part);
  expect(parts.slice(1, 4).map((part) => part.split(',')[0])).toEqual([
    'iCloud Photos/2024/0.JPG',
    'iCloud Photos/2024/1.JPG',
    'iCloud Photos/2024/2.JPG',
  ]);
});
