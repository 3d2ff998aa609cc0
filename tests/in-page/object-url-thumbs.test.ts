// @vitest-environment happy-dom
// @vitest-environment-options {"url": "https://www.icloud.com/applications/photos3/current/en-us/index.html"}
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findTiles, type Tile } from '../../entrypoints/icloud.content/marks/tiles.ts';
import {
  createObjectUrlThumbs,
  type ObjectUrlThumbs,
} from '../../entrypoints/icloud.content/marks/object-url-thumbs.ts';

const ORIGIN = 'https://www.icloud.com';
const SALT = 'com.apple.XattrObjectSalt\0com.apple.DataObjectSalt\0';
const thumbOf = (content: string): string =>
  Buffer.concat([Buffer.of(1), createHash('sha1').update(SALT).update(content).digest()]).toString('base64');

/** Bytes behind the page's object URLs, by name; all other URLs are revoked. */
let memory: Map<string, BodyInit>;
/** Names of those that were read, in order. */
let reads: string[];
let changes: number;
let thumbs: ObjectUrlThumbs;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work, 1));
  memory = new Map();
  reads = [];
  vi.stubGlobal('fetch', async (address: string) => {
    const name = address.slice(`blob:${ORIGIN}/`.length);
    reads.push(name);
    const content = memory.get(name);
    if (content === undefined) throw new TypeError('Failed to fetch');
    return new Response(content);
  });
  // the real one comes from another thread, which no fake clock waits for
  vi.spyOn(crypto.subtle, 'digest').mockImplementation(
    async (_, bytes) =>
      Uint8Array.from(
        createHash('sha1')
          .update(bytes as Uint8Array)
          .digest(),
      ).buffer,
  );
  changes = 0;
  thumbs = createObjectUrlThumbs(() => (changes += 1));
});
afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A grid of these pictures; those after `inView` stand below the window. */
function show(names: readonly string[], inView = names.length): Tile[] {
  document.body.innerHTML = names
    .map((name) => `<div class="PhotoItemView"><img alt="" src="blob:${ORIGIN}/${name}"></div>`)
    .join('');
  const height = document.documentElement.clientHeight;
  const tiles = findTiles(document, thumbs.thumbAt);
  for (const [place, { element }] of tiles.entries())
    vi.spyOn(element, 'getBoundingClientRect').mockReturnValue(
      new DOMRect(0, place < inView ? -5 : height + 5, 10, 10),
    );
  return tiles;
}
/** Thumbnails recognised on tiles with these pictures. */
const thumbsOf = (...names: string[]) => show(names).map(({ thumb }) => thumb);
const untilRead = () => vi.advanceTimersByTimeAsync(60_000);
const numbered = (count: number, name: string) => Array.from({ length: count }, (_, n) => `${name}${n}`);

beforeEach(() => {
  for (const property of ['clientHeight', 'clientWidth'] as const)
    vi.spyOn(document.documentElement, property, 'get').mockReturnValue(600);
});
afterEach(() => void vi.restoreAllMocks());

describe('a picture behind an object URL', () => {
  test('is recognised by the checksum of its bytes, and the page is scanned once more', async () => {
    memory.set('a', 'one').set('b', 'other');
    const tiles = show(['a', 'b', 'a']);
    expect(tiles.map(({ thumb, isUnrecognised }) => [thumb, isUnrecognised])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ]);
    thumbs.follow(tiles, 'in-view');
    await untilRead();
    expect(thumbsOf('a', 'b', 'a')).toEqual([thumbOf('one'), thumbOf('other'), thumbOf('one')]);
    expect(reads).toEqual(['a', 'b']);
    expect(changes).toBe(1);
  });

  test('is unrecognised after the page revoked its URL, and not tried again', async () => {
    thumbs.follow(show(['gone']), 'in-view');
    await untilRead();
    thumbs.follow(show(['gone']), 'in-view');
    await untilRead();
    expect(thumbsOf('gone')).toEqual([null]);
    expect(reads).toEqual(['gone']);
  });

  test('is not read beyond the largest size of a tile’s picture', async () => {
    let parts = 0;
    const endless = new ReadableStream({
      pull(controller) {
        parts += 1;
        if (parts > 20) controller.close();
        else controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    memory.set('large', endless);
    thumbs.follow(show(['large']), 'in-view');
    await untilRead();
    expect(thumbsOf('large')).toEqual([null]);
    expect(parts).toBeLessThan(8);
  });

  test('of another origin is ignored', () => {
    document.body.innerHTML = '<div class="PhotoItemView"><img src="blob:https://evil.example/a"></div>';
    const [tile] = findTiles(document, () => 'never asked');
    expect(tile).toMatchObject({ thumb: null, objectUrl: null });
  });

  test('is forgotten with its tile', async () => {
    memory.set('a', 'one').set('b', 'other');
    thumbs.follow(show(['a', 'b']), 'in-view');
    await untilRead();
    thumbs.follow(show(['b']), 'in-view');
    expect(thumbsOf('a', 'b')).toEqual([null, thumbOf('other')]);
  });

  test('whose tile disappears during reading leaves nothing behind', async () => {
    memory.set('a', 'one');
    thumbs.follow(show(['a']), 'in-view');
    await vi.advanceTimersByTimeAsync(1); // it is being read
    thumbs.follow([], 'in-view');
    await untilRead();
    expect(thumbsOf('a')).toEqual([null]);
  });
});

describe('work', () => {
  test.each([
    ['in-view', ['a', 'b']],
    ['none', []],
  ] as const)('runs only for tiles %s', async (wanted, read) => {
    thumbs.follow(show(['a', 'b', 'below'], 2), wanted);
    await untilRead();
    expect(reads).toEqual(read);
  });

  test('for all tiles starts with those in view', async () => {
    thumbs.follow(show(['a', 'below'], 1), 'all');
    thumbs.follow(show(['new', 'a', 'below'], 2), 'all');
    await untilRead();
    expect(reads).toEqual(['new', 'a', 'below']);
  });

  test('reads a few pictures at a time', async () => {
    const names = numbered(20, 'p');
    for (const name of names) memory.set(name, name);
    thumbs.follow(show(names), 'in-view');
    await vi.advanceTimersByTimeAsync(20);
    expect(reads).toHaveLength(3);
    await untilRead();
    expect(reads).toEqual(names);
    expect(changes).toBe(1);
  });

  test('pauses while the page scrolls, and reports nothing then', async () => {
    const names = numbered(20, 'p');
    for (const name of names) memory.set(name, name);
    thumbs.follow(show(names), 'in-view');
    await vi.advanceTimersByTimeAsync(20);
    thumbs.rest();
    await untilRead();
    expect([reads.length, changes]).toEqual([3, 0]);
    thumbs.follow(show(names), 'in-view');
    await untilRead();
    expect([reads.length, changes]).toEqual([20, 1]);
  });

  test('is rare while nothing can be read, until something can', async () => {
    thumbs.follow(show(numbered(12, 'gone')), 'in-view');
    await untilRead();
    reads = [];
    thumbs.follow(show(numbered(30, 'ended')), 'in-view');
    await untilRead();
    expect(reads).toEqual(['ended0']);

    const names = numbered(5, 'p');
    for (const name of names) memory.set(name, name);
    thumbs.follow(show(names), 'in-view');
    await untilRead();
    thumbs.follow(show(names), 'in-view');
    await untilRead();
    expect(thumbsOf(...names)).toEqual(names.map(thumbOf));
  });
});
