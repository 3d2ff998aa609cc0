import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ManifestEntry, ManifestHeader } from '../domain/manifest/manifest.ts';
import { md5, relativePath } from '../units.ts';
import { decodeManifest, type ManifestEnd } from './decode.ts';
import { accountHash, pathHash } from './hashes.ts';
import { each, sampleBytes, sampleFile, sampleHeader } from './testing/sample-manifest.ts';

interface Read {
  header: ManifestHeader | null;
  entries: ManifestEntry[];
  end: ManifestEnd;
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<Read> {
  const { header, entries } = await decodeManifest(chunks);
  const found: ManifestEntry[] = [];
  const batches = entries();
  for (;;) {
    const { done, value } = await batches.next();
    if (done) return { header, entries: found, end: value };
    found.push(...value);
  }
}

/** Reads lines that somebody has written. */
const readLines = (...lines: unknown[]): Promise<Read> => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return read(each([gzipSync(`${text}\n`)]));
};

const hexOf = (digits: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: digits,
    maxLength: digits,
  });
const name = fc
  .string({ unit: fc.constantFrom(...Array.from('abcÆø é.-_()🙂')), minLength: 1, maxLength: 12 })
  .filter((text) => !/^\.*$/.test(text));
const fileKey = fc
  .tuple(
    hexOf(8),
    fc.constantFrom('original', 'live-video', 'further:resAudio'),
    fc.constantFrom('', ':hidden', 'AB-1'),
  )
  .map(([id, role, folder]) => `private:PrimarySync/${id}#${role}@${folder}`);
const file = fc
  .record({
    fileKey,
    list: fc.constantFrom('main', 'hidden', 'deleted'),
    checksum: fc.base64String({ maxLength: 28 }),
    md5: hexOf(32).map(md5),
    sizeBytes: fc.nat(),
    path: fc.option(
      fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => relativePath(names.join('/'))),
    ),
    hash: hexOf(32),
    proof: fc.constantFrom('checksum', 'size', 'own'),
  })
  .map(({ hash, ...fields }): ManifestEntry => ({
    kind: 'file',
    ...fields,
    pathHash: fields.path ? null : hash,
  }));
const entry = fc.oneof(
  file,
  fileKey.map((key): ManifestEntry => ({ kind: 'gone', fileKey: key })),
  fc
    .record({ albumKey: hexOf(6), titles: fc.option(fc.array(fc.string(), { minLength: 1, maxLength: 3 })) })
    .map((album): ManifestEntry => ({ kind: 'album', ...album })),
);

describe('a file of a manifest', () => {
  test('is read as it was written, in whatever pieces it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 30 }),
        fc.integer({ min: 1, max: 200 }),
        async (entries, size) => {
          const bytes = await sampleBytes(sampleHeader(), entries);
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          expect(await read(each(pieces))).toEqual({
            header: sampleHeader(),
            entries,
            end: { kind: 'complete', entries: entries.length },
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is lines of JSON in gzip, which other programs can read', async () => {
    const bytes = await sampleBytes(sampleHeader(), [sampleFile('A', { list: 'hidden' })]);
    const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      sampleHeader(),
      {
        k: 'private:PrimarySync/A#original@',
        c: 'AA',
        m: '0'.repeat(32),
        s: 100,
        p: '2024/A.JPG',
        l: 'hidden',
      },
      { end: true, entries: 1 },
    ]);
  });

  test('that is cut at any byte is damaged, and its entries are the first ones', async () => {
    const entries = Array.from({ length: 40 }, (_, at) => sampleFile(`IMG_${at}`));
    const bytes = await sampleBytes(sampleHeader(), entries);
    for (let length = 0; length < bytes.length; length += 1) {
      const { header, entries: found, end } = await read(each([bytes.subarray(0, length)]));
      expect(end).toEqual({ kind: 'damaged', entries: found.length, badLines: 0 });
      expect(found).toEqual(entries.slice(0, found.length));
      expect(header ?? sampleHeader()).toEqual(sampleHeader());
    }
  });

  test('that is cut shows what is before the cut', async () => {
    const entries = Array.from({ length: 20_000 }, (_, at) =>
      sampleFile(`IMG_${at}`, { checksum: String(Math.sin(at)) }),
    );
    const bytes = await sampleBytes(sampleHeader(), entries);
    const { entries: found } = await read(each([bytes.subarray(0, Math.floor(bytes.length / 2))]));
    expect(found.length).toBeGreaterThan(9_000);
    expect(found).toEqual(entries.slice(0, found.length));
  });

  test('with any byte changed is not complete, unless it says the same', async () => {
    const entries = [sampleFile('A'), sampleFile('B')];
    const bytes = await sampleBytes(sampleHeader(), entries);
    // The header of gzip holds time and system, which mean nothing. So do the last bits before the checksum.
    for (let at = 10; at < bytes.length; at += 1) {
      const changed = bytes.map((byte, index) => (index === at ? byte ^ 0x10 : byte));
      const { entries: found, end } = await read(each([changed]));
      expect(end.kind === 'complete' ? found : entries).toEqual(entries);
    }
  });

  test('of a later version is not used', async () => {
    const later = { ...sampleHeader(), version: 2, id: 17 };
    expect(await readLines(later, { k: 'x' }, { end: true, entries: 1 })).toEqual({
      header: null,
      entries: [],
      end: { kind: 'newer', version: 2 },
    });
  });

  test.each<[string, unknown]>([
    ['other JSON', { format: 'other', version: 1 }],
    ['a list', []],
    ['text', 'hello'],
    ['a header without its salt', { ...sampleHeader(), salt: '' }],
    ['a header with another kind of account', { ...sampleHeader(), appleAccount: '123' }],
    ['a header without tokens', { ...sampleHeader(), tokens: null }],
    ['a header with a part of four digits', { ...sampleHeader(), part: 1_000 }],
  ])('that begins with %s is not a manifest', async (_, first) => {
    expect(await readLines(first, { end: true, entries: 0 })).toEqual({
      header: null,
      entries: [],
      end: { kind: 'foreign' },
    });
  });

  const line = { k: 'z/A#original@', c: 'AA', m: '0'.repeat(32), s: 1, p: 'a.jpg' };
  test.each<[string, unknown]>([
    ['no JSON', '{"k":'],
    ['a path upwards', { ...line, p: '../a.jpg' }],
    ['a path upwards in its middle', { ...line, p: 'b/../a.jpg' }],
    ['a path from the top', { ...line, p: '/a.jpg' }],
    ['an empty folder', { ...line, p: 'b//a.jpg' }],
    ['half a letter', '{"k":"z/A#original@","c":"","m":"' + '0'.repeat(32) + '","s":1,"p":"\\ud800"}'],
    ['a backslash', { ...line, p: 'b\\a.jpg' }],
    ['a line break in a path', { ...line, p: 'b\na.jpg' }],
    ['a path and its hash', { ...line, h: '0'.repeat(32) }],
    ['neither path nor hash', { ...line, p: undefined }],
    ['an MD5 in capitals', { ...line, m: 'A'.repeat(32) }],
    ['half a byte', { ...line, s: 0.5 }],
    ['a negative size', { ...line, s: -1 }],
    ['a checksum with a space', { ...line, c: 'A A' }],
    ['an unknown list', { ...line, l: 'other' }],
    ['an unknown proof', { ...line, v: 'trust me' }],
    ['a key without a role', { ...line, k: 'z/A' }],
    ['an album without a title', { a: 'z/1', t: [] }],
    ['a line too long', { ...line, x: 'x'.repeat(100_000) }],
    ['nothing that is known', { unknown: 1 }],
  ])('counts a line with %s, and uses the others', async (_, bad) => {
    const { entries, end } = await readLines(
      sampleHeader(),
      line,
      bad,
      { g: 'z/B#original@' },
      { end: true, entries: 3 },
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['file', 'gone']);
    expect(end).toEqual({ kind: 'damaged', entries: 2, badLines: 1 });
  });

  test('with another number of entries, or entries after its end, is damaged', async () => {
    const wrong = await readLines(sampleHeader(), line, { end: true, entries: 2 });
    expect(wrong.end).toEqual({ kind: 'damaged', entries: 1, badLines: 0 });
    const after = await readLines(sampleHeader(), { end: true, entries: 0 }, line);
    expect(after).toMatchObject({ entries: [], end: { kind: 'damaged', badLines: 1 } });
  });

  test('that cannot be fetched is an error, and no damage', async () => {
    async function* cut(): AsyncGenerator<Uint8Array> {
      yield (await sampleBytes(sampleHeader(), [])).subarray(0, 20);
      throw new TypeError('no connection');
    }
    await expect(read(cut())).rejects.toThrow('no connection');
  });
});

test('a hash names an account, and one path in all its spellings', async () => {
  const salt = '0'.repeat(32);
  expect(await accountHash(salt, '123')).toMatch(/^[0-9a-f]{64}$/);
  expect(await accountHash(salt, '123')).not.toBe(await accountHash('1'.repeat(32), '123'));
  expect(await pathHash(salt, 'Été/A.JPG')).toBe(await pathHash(salt, 'E\u0301te\u0301/a.jpg'));
  expect(await pathHash(salt, 'Été/A.JPG')).toMatch(/^[0-9a-f]{32}$/);
});
