// @vitest-environment happy-dom
// @vitest-environment-options {"url": "https://www.icloud.com/applications/photos3/current/en-us/index.html"}
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import {
  findTiles,
  readAddressNames,
  readOpenPhoto,
  readSelectionCount,
} from '../../entrypoints/icloud.content/marks/tiles.ts';
import { tileStrategies } from '../../entrypoints/icloud.content/selectors.ts';
import { readThumb } from '../../entrypoints/icloud.content/marks/thumbnail-address.ts';

const [first, second, third] = [
  'AQf0OcZ+T/8aVZd1kqzsQ4y0aB3c',
  'AXY9dU0M1i9Pb+kq9uQm6k0hYx/2',
  'AfB7Tz6d4e3s2a1Q0W9e8R7t6Y5u',
];

const show = (name: string): void => {
  document.body.innerHTML = readFileSync(`tests/in-page/pages/${name}.html`, 'utf8');
};
/** Checksums of the bytes behind the page's object URLs. */
const inMemory = new Map<string, string>();
const seen = (): [thumb: string | null, isSelected: boolean][] =>
  findTiles(document, (objectUrl) => inMemory.get(objectUrl) ?? null).map(({ thumb, isSelected }) => [
    thumb,
    isSelected,
  ]);

afterEach(() => {
  inMemory.clear();
  document.body.innerHTML = '';
});

describe('tiles are found, with their previews and the selection', () => {
  test('on the page as it was described in August 2026', () => {
    show('2026-08-described');
    expect(seen()).toEqual([
      [first, true],
      [second, false],
      [third, true],
      [null, false],
    ]);
    expect(readSelectionCount(document)).toBe(2);
  });

  test.each(['undated-cells', 'invented-renamed'])('on the page %s', (name) => {
    show(name);
    expect(seen()).toEqual([
      [first, true],
      [second, false],
      [third, true],
    ]);
  });

  test('as unrecognised tiles when the page hides the URLs', () => {
    show('invented-blobs');
    expect(seen()).toEqual([
      [null, true],
      [first, true],
      [null, false],
    ]);
  });

  test.each([
    ['invented-blobs', [second, first, null]],
    ['invented-renamed-blobs', [second, null]],
  ])('by the bytes behind the object URLs of the page %s', (name, thumbs) => {
    inMemory.set('blob:https://www.icloud.com/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', second);
    show(name);
    expect(seen().map(([thumb]) => thumb)).toEqual(thumbs);
  });

  test('not at all on a page without information', () => {
    show('invented-drawn');
    expect(seen()).toEqual([]);
    expect(readSelectionCount(document)).toBeNull();
  });

  test('only up to a screenful, whatever their names and pictures', () => {
    const long = 'x'.repeat(10_000_000);
    document.body.innerHTML = '<div class="PhotoItemView is-selected"><img></div>'.repeat(2_500);
    document.querySelector('img')?.setAttribute('src', `data:image/gif;base64,${long}`);
    document.querySelectorAll('.PhotoItemView')[1]?.setAttribute('data-record-name', long);
    expect(seen()).toHaveLength(2_000);
    expect(seen()[0]).toEqual([null, true]);
  });

  test('each selector states when it was seen to work', () => {
    expect(tileStrategies.map(({ seen: when }) => when)).toEqual(['2026-08', 'undated', 'never']);
  });
});

describe('a preview is recognised by its URL', () => {
  const rest = 'AW3cXx0kS5tq8m1n2b3v4c5x6z7a/preview.jpg?e=1';
  test.each<[string, string | null]>([
    [`https://cvws.icloud-content.com/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${rest}`, first],
    [`https://cvws.icloud-content.com.cn/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${rest}`, first],
    [`https://cvws.icloud-content.com:443/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${rest}`, first],
    [`http://cvws.icloud-content.com/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${rest}`, null],
    [`https://icloud-content.com.evil.example/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${rest}`, null],
    [`https://evil.example/?https://cvws.icloud-content.com/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${rest}`, null],
    ['https://cvws.icloud-content.com/B/short/preview.jpg', null],
    [`https://cvws.icloud-content.com/B/AQf0OcZ-T_8aVZd1kqzsQ4y0aB3c${'x'.repeat(5_000_000)}`, null],
    ['', null],
  ])('%#', (address, thumb) => {
    expect(readThumb(address)).toBe(thumb);
  });
});

describe('the number of selected photos is read from the page’s own text', () => {
  test.each<[string, number | null]>([
    ['24 selected', 24],
    ['1,024 selected', 1024],
    ['1\u00a0024 er valgt', 1024],
    ['12’040 ausgewählt', 12040],
    ['Selected', null],
    ['2 of 24 selected', null],
    ['', null],
    [`24 selected ${'x'.repeat(60)}`, null],
    ['999999999999 selected', null],
  ])('%j', (text, count) => {
    document.body.innerHTML = '<div class="placard-count"></div>';
    document.querySelector('div')?.append(text);
    expect(readSelectionCount(document)).toBe(count);
  });
});

describe('the open photo is read from the URL', () => {
  const photo = '49F535F0-7F87-4CCE-BB87-09C434C22F73';
  test.each<[string[], string | null]>([
    [[`#/i,pz,${photo},1352/`, ''], photo],
    [['', `#/i,pz,${photo},38931/`], photo],
    [['#/', '#/'], null],
    [['#/i,pz,<script>,1/'], null],
    [[`#/i,pz,${'x'.repeat(500)},1/`], null],
  ])('%j', (hashes, name) => {
    expect(readOpenPhoto(hashes)).toBe(name);
  });

  test('names that may be an album’s are only collected', () => {
    expect(readAddressNames([`#/a,${photo}/`, `#/a,${photo}/`, '#/recents'])).toEqual([photo]);
  });
});
