import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { md5, relativePath } from '../../units.ts';
import { createFingerprint, fingerprintLine, type Sha256 } from './fingerprint.ts';
import type { ReportFile, ReportItem } from './report.ts';

const sha256: Sha256 = async (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const item = (path: string, change: Partial<ReportFile> = {}): ReportItem => ({
  libraryKey: 'a',
  name: path,
  assetName: path,
  kind: 'photo',
  takenAt: null,
  albums: [],
  files: [
    {
      key: path,
      role: 'original',
      path: relativePath(path),
      place: '',
      sizeBytes: 12,
      isCopy: false,
      wantedName: null,
      status: 'done',
      md5: md5('d41d8cd98f00b204e9800998ecf8427e'),
      proof: 'checksum',
      error: null,
      ...change,
    },
  ],
});
const of = async (...items: ReportItem[]): Promise<string> => {
  const fingerprint = createFingerprint('iCloud Photos', sha256);
  for (const one of items) await fingerprint.add([one]);
  return fingerprint.finish();
};
const hex = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

test('the fingerprint is the hash of the sorted hashes of all lines, as docs/report.md defines it', async () => {
  const lines = ['2019/å.jpg', '2020/b.jpg', '2018/c.jpg'].map(
    (path) => `iCloud Photos/${path}\td41d8cd98f00b204e9800998ecf8427e\t12`,
  );
  const sorted = lines.map(hex).toSorted().join('');
  expect(await of(item('2019/å.jpg'), item('2020/b.jpg'), item('2018/c.jpg'))).toBe(
    hex(Buffer.from(sorted, 'hex')),
  );
});

test('the order of the files makes no difference', async () => {
  expect(await of(item('b'), item('a'))).toBe(await of(item('a'), item('b')));
});

test.each<[string, Partial<ReportFile>]>([
  ['path', { path: relativePath('b') }],
  ['content', { md5: md5('00000000000000000000000000000000') }],
  ['size', { sizeBytes: 13 }],
])('another %s gives another fingerprint', async (_, change) => {
  expect(await of(item('a', change))).not.toBe(await of(item('a')));
});

test('a file that is not in Jottacloud is not in the list', async () => {
  expect(await of(item('a'), item('b', { md5: null, status: 'failed' }))).toBe(await of(item('a')));
});

test('a line has the path in the Archive', () => {
  expect(fingerprintLine('Photos/2026', { path: relativePath('a b.jpg'), md5: null, sizeBytes: 1 })).toMatch(
    /^Photos\/2026\/a b.jpg\t/,
  );
});
