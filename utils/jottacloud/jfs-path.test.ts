import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relativePath } from '../units.ts';
import { allocatePath, jfsAddress, pathBelow } from './jfs-path.ts';

test('allocate wants the path as plain text', () => {
  expect(allocatePath('iCloud Photos', relativePath('2024/2024-06/Ä (1).jpg'))).toBe(
    '/jfs/Jotta/Archive/iCloud Photos/2024/2024-06/Ä (1).jpg',
  );
});

test.each([
  ['Å b.jpg', '%C3%85%20b.jpg'],
  ['a+b&c=d.jpg', 'a%2Bb%26c%3Dd.jpg'],
  ["it's (1)!*.jpg", 'it%27s%20%281%29%21%2A.jpg'],
  ['a;b,c@d#e.jpg', 'a%3Bb%2Cc%40d%23e.jpg'],
  ['🦌.jpg', '%F0%9F%A6%8C.jpg'],
])('the name %s is escaped completely', (name, escaped) => {
  expect(jfsAddress('user', 'iCloud Photos', name)).toBe(
    `https://jfs.jottacloud.com/jfs/user/Jotta/Archive/iCloud%20Photos/${escaped}`,
  );
});

test('whatever a name is, it stays one segment of the path and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      fc.pre(name.isWellFormed());
      const address = jfsAddress('user', name);
      const last = address.split('/').slice(7);
      expect(last.map(decodeURIComponent)).toEqual([name]);
      expect(last.join('')).toMatch(/^([A-Za-z0-9_.~-]|%[0-9A-F]{2})+$/);
    }),
  );
});

test.each([
  ['/Archive/iCloud Photos', 'a.jpg', 'a.jpg'],
  ['/archive/ICLOUD photos/2024/06', 'a.jpg', '2024/06/a.jpg'],
  ['/Archive/iCloud Photos 2/2024', 'a.jpg', null],
  ['/Archive/Other', 'a.jpg', null],
  ['/Archive', 'iCloud Photos', null],
  ['Archive/iCloud Photos', 'a.jpg', null],
])('what is listed as %s, %s lies below the destination as %s', (folder, name, path) => {
  expect(pathBelow('iCloud Photos', { folder, name })).toBe(path);
});

test.each([
  ['composed', 'Bilder på Ålesund'.normalize('NFC')],
  ['decomposed', 'Bilder på Ålesund'.normalize('NFD')],
])('a folder that is there %s is the one that was typed', (_, there) => {
  for (const typed of [there.normalize('NFC'), there.normalize('NFD')])
    expect(pathBelow(typed, { folder: `/Archive/${there}/Tur`, name: 'IMG_1000.JPG' })).toBe(
      'Tur/IMG_1000.JPG',
    );
});
