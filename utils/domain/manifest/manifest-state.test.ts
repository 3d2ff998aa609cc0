import { describe, expect, test } from 'vitest';
import { epochMs, md5 } from '../../units.ts';
import {
  type ManifestState,
  needsBase,
  type NextPart,
  parseManifestMode,
  withBegun,
  withWritten,
} from './manifest-state.ts';

const state: ManifestState = {
  id: '0a1b2c3d',
  salt: '0'.repeat(32),
  hasNames: true,
  destinationFolder: 'iCloud Photos',
  jottacloudUser: 'kari',
  placedUnder: 'albums',
  generation: 1,
  baseEntries: 100,
  segmentEntries: 10,
  segments: 2,
  written: {},
  named: [],
  changes: 110,
  coveredTo: epochMs(0),
};
const next: NextPart = { hasNames: true, placedUnder: 'albums', newEntries: 5 };
const content = (digit: number) => md5(String(digit).repeat(32));

test.each<[string, Partial<ManifestState>, Partial<NextPart>, boolean]>([
  ['a few new files', {}, {}, false],
  ['as many as half of the base', {}, { newEntries: 40 }, false],
  ['more than half of the base', {}, { newEntries: 41 }, true],
  ['twenty segments', { segments: 20 }, {}, true],
  ['other paths', {}, { placedUnder: 'year-month' }, true],
  ['names that are no longer wanted', {}, { hasNames: false }, true],
  ['changes that nobody knows', {}, { newEntries: null }, true],
  ['no base', { generation: 0 }, {}, true],
])('%s need a new base: %s', (_, change, part, expected) => {
  expect(needsBase({ ...state, ...change }, { ...next, ...part })).toBe(expected);
});

describe('contents of a path', () => {
  test('keep the confirmed one however often uploads of others fail', () => {
    let begun = withWritten(state, 'x', { md5: content(0), hasNames: true });
    for (let times = 0; times < 30; times += 1) begun = withBegun(begun, 'x', content(1 + (times % 9)));
    expect(begun.written['x']?.[0]).toBe(content(0));
    expect(begun.written['x']?.at(-1)).toBe(content(3));
    expect(begun.written['x']?.length).toBeLessThan(12);
    expect(withWritten(begun, 'x', { md5: content(3), hasNames: false }).written['x']).toEqual([content(3)]);
  });

  test('are known to hold names until they are written without', () => {
    const named = withWritten(state, 'x', { md5: content(1), hasNames: true });
    expect(named.named).toEqual(['x']);
    expect(withWritten(named, 'x', { md5: content(2), hasNames: false }).named).toEqual([]);
  });
});

test.each([
  ['hashes', 'hashes'],
  ['off', 'off'],
  ['everything', 'names'],
  [undefined, 'names'],
])('a stored mode %j is %s', (stored, mode) => {
  expect(parseManifestMode(stored)).toBe(mode);
});
