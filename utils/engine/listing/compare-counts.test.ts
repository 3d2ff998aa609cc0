import { describe, expect, test } from 'vitest';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { ListedLibrary, ListProgress, SettledDifference } from '../../ports/listed.ts';
import {
  compareWithCounts,
  differenceOf,
  expectedOf,
  isShort,
  relistWhereCountsDiffer,
} from './compare-counts.ts';

const list = (change: Partial<ListProgress> = {}): ListProgress => ({
  appleCount: 10,
  rank: 10,
  seenItems: 10,
  pass: 1,
  isListed: true,
  passToken: null,
  ...change,
});
const library = (main: Partial<ListProgress>, syncToken: string | null = 'now'): ListedLibrary => ({
  key: 'private:PrimarySync',
  zone: { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null },
  lists: { main: list(main), hidden: list(), deleted: list() },
  startToken: null,
  syncToken,
});

/** A log that keeps what it was told to save. */
function createLog() {
  const settled: [ListName, SettledDifference | null][] = [];
  const restarted: ListName[] = [];
  const store = {
    saveSettled: async (_: string, name: ListName, difference: SettledDifference | null) =>
      void settled.push([name, difference]),
    listAgain: async (_: string, name: ListName) => void restarted.push(name),
  };
  return { store, settled, restarted };
}

test.each([
  [10, 7, 3],
  [7, 10, -3],
  [null, 7, null],
])('a count of %s and %i photos differ by %s', (appleCount, seenItems, difference) => {
  expect(differenceOf(list({ appleCount, seenItems }))).toBe(difference);
});

test.each([
  ['no difference is settled', 10, undefined, 10],
  ['a difference is settled', 10, { difference: 3, token: null }, 7],
  ['a settled difference is above the count', 2, { difference: 3, token: null }, 0],
  ['Apple does not count', null, { difference: 3, token: null }, null],
] as const)('where %s, a list should show its count less that', (_, count, settled, expected) => {
  expect(expectedOf(count, settled)).toBe(expected);
});

describe('a list is short', () => {
  test.each<[string, Partial<ListProgress>, boolean]>([
    ['if it shows fewer photos than Apple counts', { seenItems: 8 }, true],
    ['not if it shows all', {}, false],
    ['not if it shows more', { seenItems: 12 }, false],
    ['not before its end is read', { seenItems: 8, isListed: false }, false],
    ['not if this difference is settled', { seenItems: 8, settled: { difference: 2, token: 'then' } }, false],
    ['if another difference is settled', { seenItems: 8, settled: { difference: 1, token: 'then' } }, true],
    ['not if Apple does not count', { appleCount: null, seenItems: 8 }, false],
  ])('%s', (_, change, isExpected) => {
    expect(isShort(list(change))).toBe(isExpected);
  });

  test.each<[string, Partial<ListProgress>, ListName[]]>([
    ['once', { seenItems: 8 }, ['main']],
    ['not twice in one state', { seenItems: 8, settled: { difference: 1, token: 'now' } }, []],
    ['again in another state', { seenItems: 8, settled: { difference: 1, token: 'then' } }, ['main']],
  ])('and is read %s', async (_, change, names) => {
    const { store, restarted } = createLog();
    await relistWhereCountsDiffer(library(change), ['main', 'hidden'], { store });
    expect(restarted).toEqual(names);
  });
});

describe('of the differences in the end', () => {
  test.each<[string, Partial<ListProgress>, string[], string[]]>([
    ['none says nothing', {}, [], []],
    ['one of a list that kept changing is a shortfall', { seenItems: 8 }, ['list-short'], []],
    ['one of a list that did not change is a remark', { seenItems: 8, isSteady: true }, [], ['list-short']],
    [
      'one that was settled before is a remark',
      { seenItems: 8, settled: { difference: 2, token: 'now' } },
      [],
      ['list-short'],
    ],
    ['a surplus says nothing', { seenItems: 12 }, [], []],
    ['an unfinished list says nothing', { seenItems: 8, isListed: false }, [], []],
    ['unreadable ranks are a shortfall', { appleCount: null, unreadRanks: [3, 4] }, ['photos-unread'], []],
    ['unreadable ranks that hid no photo say nothing', { unreadRanks: [3] }, [], []],
  ])('%s', async (_, change, shortfalls, remarks) => {
    const { store } = createLog();
    const findings = await compareWithCounts(library(change), ['main'], { store });
    expect(findings.shortfalls.map(({ code }) => code)).toEqual(shortfalls);
    expect(findings.remarks.map(({ code }) => code)).toEqual(remarks);
  });

  test('a remark names both numbers', async () => {
    const { store } = createLog();
    const { remarks } = await compareWithCounts(library({ seenItems: 8, isSteady: true }), ['main'], {
      store,
    });
    expect(remarks).toMatchObject([{ facts: { shown: 8, counted: 10 } }]);
  });

  test.each<[string, Partial<ListProgress>, [ListName, SettledDifference | null][]]>([
    [
      'a stable one is settled',
      { seenItems: 8, isSteady: true },
      [['main', { difference: 2, token: 'now' }]],
    ],
    ['an unstable one is not', { seenItems: 8 }, []],
    [
      'one of an earlier state is removed once it is gone',
      { settled: { difference: 2, token: 'then' } },
      [['main', null]],
    ],
    ['one of this state stays', { settled: { difference: 2, token: 'now' } }, []],
  ])('%s', async (_, change, saved) => {
    const { store, settled } = createLog();
    await compareWithCounts(library(change), ['main'], { store });
    expect(settled).toEqual(saved);
  });
});
