import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ListedFile, readListStream } from './list-stream.ts';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const file = (name: string, folder = '/Archive/x') =>
  `<file><path>${folder}</path><filename>${name}</filename><md5>${MD5}</md5><size>7</size></file>`;
const list = (files: string[], { root = 'filelist', count = files.length } = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?><${root} host="x"><folder><path>/Archive</path><name>x</name></folder>${files.join('')}<stats><folders>1</folders><files>${count}</files></stats></${root}>`;

async function* chunks(text: string, sizes: readonly number[] = [1e9]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
const read = (text: string, sizes?: readonly number[]): Promise<ListedFile[]> =>
  Array.fromAsync(readListStream(chunks(text, sizes)));
const named = (name: string): ListedFile => ({ folder: '/Archive/x', name, md5: MD5, sizeBytes: 7 });

describe('a listing', () => {
  test('names every file', async () => {
    expect(await read(list([file('a.jpg'), file('b.jpg')]))).toEqual([named('a.jpg'), named('b.jpg')]);
  });

  test('may be empty', async () => {
    expect(await read(list([]))).toEqual([]);
  });

  test('may have a root of any name', async () => {
    expect(await read(list([file('a.jpg')], { root: 'something-else' }))).toHaveLength(1);
  });

  test('may be cut anywhere on its way, also within a tag and within a letter', async () => {
    const whole = list([file('Räksmörgås 🦌 &amp; co.jpg'), file('b.jpg')]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (sizes) => {
        expect(await read(whole, sizes)).toEqual([named('Räksmörgås 🦌 & co.jpg'), named('b.jpg')]);
      }),
      { numRuns: 50 },
    );
  });

  test('yields its files as they arrive', async () => {
    const files = readListStream(chunks(list([file('a.jpg'), file('b.jpg')]), [10]));
    expect((await files.next()).value).toEqual(named('a.jpg'));
    await files.return(undefined);
  });

  test('has MD5 in any letter case', async () => {
    expect(await read(list([file('a.jpg').replace(MD5, MD5.toUpperCase())]))).toEqual([named('a.jpg')]);
  });

  test('may write names as character data', async () => {
    expect(await read(list([file('<![CDATA[a & b.jpg]]>')]))).toEqual([named('a & b.jpg')]);
  });
});

describe('a name that XML cannot hold', () => {
  test.each([
    ['a control, as it is', 'gammel \u001f fil.jpg'],
    ['a control, as a reference', 'gammel &#x1f; fil.jpg'],
    ['a control, as a decimal reference', 'gammel &#31; fil.jpg'],
    ['nothing', '\u0000'],
    ['a reference to half of a character', '&#xD83D;'],
    ['a reference to no character at all', '&#x110000;'],
    ['the end of a plane', 'a\uffff'],
  ])('costs that name and nothing else: %s', async (_, name) => {
    const text = list([file('a.jpg'), file(name), file('b.jpg', '/Archive/x/y'), file('c.jpg', name)]);
    for (const sizes of [[1e9], [1], [7, 3]]) {
      let unreadable = 0;
      const found = await Array.fromAsync(readListStream(chunks(text, sizes), () => (unreadable += 1)));
      expect(found.map((each) => each.name)).toEqual(['a.jpg', 'b.jpg']);
      expect(unreadable).toBe(2);
    }
  });

  test('is not every reference', async () => {
    expect(await read(list([file('a &#38; b &#x1F98C;.jpg')]), [2])).toEqual([named('a & b 🦌.jpg')]);
  });
});

test.each([
  ['folder', file('a.jpg', '')],
  ['name', file('')],
])('a file without a %s makes no sense, and is no file that is not there', async (_, text) => {
  await expect(read(list([text]))).rejects.toMatchObject({ code: 'bad-response' });
});

test('a listing without the number of files proves nothing either, and is named for it', async () => {
  const text = list([file('a.jpg')]).replace(/<stats>.*<\/stats>/, '');
  await expect(read(text)).rejects.toMatchObject({ code: 'list-endless', service: 'jottacloud' });
});

describe('a listing that proves nothing is refused', () => {
  const whole = list([file('a.jpg')]);
  test.each([
    ['it was cut', whole.slice(0, -20)],
    ['it counts more than it lists', list([file('a.jpg')], { count: 2 })],
    ['it counts fewer', list([file('a.jpg')], { count: 0 })],
    ['it counts words', whole.replace('<files>1', '<files>many')],
    ['it is HTML', '<html><body>Busy<br></body></html>'],
    ['it is nothing', ''],
    [
      'it brings entities of its own',
      `<!DOCTYPE x [<!ENTITY a "aaaa">]>${list([file('&a;')]).replace(/^<\?.*?\?>/, '')}`,
    ],
  ])('%s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'bad-response', service: 'jottacloud' });
  });
});
