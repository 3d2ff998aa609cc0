import { describe, expect, test } from 'vitest';
import { destinationProblem, folderProblem, typedDestination, usableFolder } from './destination-folder.ts';
import { isFolderPath } from './folder-level.ts';

describe('a destination', () => {
  test.each(['iCloud Photos', 'Photos/Italy 2022', 'Bilder/Ferie/Å/2022'])('may be %j', (destination) => {
    expect(destinationProblem(destination)).toBeNull();
    expect(usableFolder(destination)).toBe(destination);
  });

  test.each([
    ['', 'empty'],
    ['Photos//Italy', 'empty'],
    ['/Photos', 'empty'],
    ['Photos/ ', 'empty'],
    ['Photos/100 %', 'forbidden-character'],
    ['A\\B/C', 'forbidden-character'],
    ['Photos/..', 'edge-space-or-dot'],
    ['Photos./Italy', 'edge-space-or-dot'],
    ['Photos/con', 'reserved'],
    [`Photos/${'x'.repeat(241)}`, 'too-long'],
    [Array.from({ length: 11 }, () => 'a').join('/'), 'too-long'],
    [Array.from({ length: 9 }, () => 'x'.repeat(60)).join('/'), 'too-long'],
  ] as const)('%j is refused as a whole, because one of its names is: %s', (destination, problem) => {
    expect(destinationProblem(destination)).toBe(problem);
    expect(usableFolder(destination)).toBe('iCloud Photos');
  });

  test('a slash is no part of a single name', () => {
    expect(folderProblem('Photos/Italy')).toBe('forbidden-character');
  });

  test('that exists in decomposed letters is kept as it is spelled there', () => {
    const decomposed = 'Pha\u030a/Caf\u0065\u0301';
    expect(usableFolder(decomposed)).toBe(decomposed);
  });
});

test.each([
  [' Photos / Italy 2022 ', 'Photos/Italy 2022'],
  ['/Photos/Italy/', 'Photos/Italy'],
  ['Cafe\u0301', 'Café'],
  ['Photos//Italy', 'Photos//Italy'],
  [' / ', ''],
])('%j is meant as %j when typed', (typed, destination) => {
  expect(typedDestination(typed)).toBe(destination);
});

test.each([
  [[], true],
  [['Photos', 'Odd: name? '], true],
  [['..'], false],
  [['Photos', '.'], false],
  [['Photos', ''], false],
  [['a/b'], false],
  [Array.from({ length: 31 }, () => 'a'), false],
])('%j is a path below the Archive: %s', (names, isOne) => {
  expect(isFolderPath(names)).toBe(isOne);
});
