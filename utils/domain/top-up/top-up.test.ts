import { describe, expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { noTotals, type FinishedRun, type Run } from '../run/run.ts';
import { changedRun, sampleRun } from '../testing/sample-run.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';
import { epochMs } from '../../units.ts';
import { completenessOf, daysUnchecked, isUnchecked, newsOf } from './completeness.ts';
import { hasLeftoverAfter, lastCompleteOf } from './last-complete.ts';
import { type LookNote, noteFor, noteOfLook } from './look-note.ts';
import { lookDue, mayStart, reminderDue, type Situation, topUpDue } from './top-up.ts';
import { parseTopUpMode } from './top-up-mode.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ENDED = epochMs(1_000 * DAY);
const totals = { ...noTotals, itemsFound: 5, itemsDone: 5, filesFound: 5, filesDone: 5 };
const complete: FinishedRun = sampleRun({
  id: 3,
  status: 'finished',
  endedAt: ENDED,
  plan: samplePlan({ all: amount(5), notChosen: 0 }),
  endTotals: totals,
});
const later = (ms: number) => epochMs(ENDED + ms);
const note = (change: Partial<LookNote> = {}): LookNote => ({ ...noteFor(undefined, complete), ...change });
const situation = (change: Partial<Situation> = {}): Situation => ({
  mode: 'copy',
  isConnected: true,
  isBusy: false,
  complete,
  note: undefined,
  hasLeftover: false,
  now: later(DAY),
  ...change,
});

test('a look that could not count everything leaves the last check where it was, and something left over', () => {
  const found = { newPhotos: 2, hasChanged: true };
  const checked = note({ answeredAt: later(DAY) });
  const counted = { ...checked, ...noteOfLook({ ...found, mayHaveMore: false }, later(9 * DAY)) };
  const uncounted = { ...checked, ...noteOfLook({ ...found, mayHaveMore: true }, later(9 * DAY)) };
  expect(counted).toMatchObject({ ...found, answeredAt: later(9 * DAY) });
  expect(uncounted).toMatchObject({ ...found, answeredAt: later(DAY), mayHaveMore: true });
});

test.each([
  ['off', 'off'],
  ['remind', 'remind'],
  ['copy', 'copy'],
  ['always', 'off'],
  [undefined, 'off'],
] as const)('the stored setting %s means %s', (stored, mode) => {
  expect(parseTopUpMode(stored)).toBe(mode);
});

describe('a look at Apple', () => {
  test.each<[string, Partial<Situation>, ReturnType<typeof lookDue>]>([
    ['switched off', { mode: 'off' }, 'off'],
    ['without Jottacloud', { isConnected: false }, 'not-connected'],
    ['during a run, or while a press waits', { isBusy: true }, 'busy'],
    ['without a complete copy', { complete: null }, 'not-complete'],
    ['five hours after the copy', { now: later(5 * HOUR) }, 'too-early'],
    ['six hours after the copy', { now: later(6 * HOUR) }, 'due'],
    ['five hours after the last look', { note: note({ askedAt: later(19 * HOUR) }) }, 'too-early'],
    ['six hours after the last look', { note: note({ askedAt: later(18 * HOUR) }) }, 'due'],
    ['six hours after a look without an answer', { note: note({ askedAt: later(18 * HOUR) }) }, 'due'],
    [
      'just after a look that belongs to an earlier copy',
      { note: note({ runId: 2, askedAt: later(23 * HOUR) }) },
      'too-early',
    ],
    ['after the clock was set back by a year', { now: later(-365 * DAY) }, 'due'],
    ['for a reminder, a day after the copy', { mode: 'remind' }, 'too-early'],
    ['for a reminder, 30 days after the copy', { mode: 'remind', now: later(30 * DAY) }, 'due'],
    [
      'for a reminder, 29 days after the last answer',
      { mode: 'remind', now: later(40 * DAY), note: note({ answeredAt: later(11 * DAY) }) },
      'too-early',
    ],
    [
      'for a reminder, an hour after a look without an answer',
      { mode: 'remind', now: later(40 * DAY), note: note({ askedAt: later(40 * DAY - HOUR) }) },
      'too-early',
    ],
  ])('%s: %o', (_, change, expected) => {
    expect(lookDue(situation(change))).toBe(expected);
  });
});

describe('a top-up', () => {
  test.each<[string, Partial<Situation>, ReturnType<typeof topUpDue>]>([
    ['only to be reminded of', { mode: 'remind', note: note({ newPhotos: 3 }) }, 'off'],
    ['without Jottacloud', { isConnected: false, note: note({ newPhotos: 3 }) }, 'not-connected'],
    ['during a run, or while a press waits', { isBusy: true, note: note({ newPhotos: 3 }) }, 'busy'],
    ['without a complete copy', { complete: null }, 'not-complete'],
    ['with nothing new', {}, 'nothing-new'],
    ['with new photos', { note: note({ newPhotos: 3 }) }, 'due'],
    ['with new photos of an earlier copy', { note: note({ runId: 2, newPhotos: 3 }) }, 'nothing-new'],
    ['with an edit, a day after the copy', { note: note({ hasChanged: true }) }, 'nothing-new'],
    ['with an edit, a week after the copy', { note: note({ hasChanged: true }), now: later(7 * DAY) }, 'due'],
    ['with files that a top-up left when it gave way', { hasLeftover: true }, 'due'],
  ])('%s: %o', (_, change, expected) => {
    expect(topUpDue(situation(change))).toBe(expected);
  });

  test.each([
    [{ hasLowBattery: false, isMetered: false }, true],
    [{ hasLowBattery: true, isMetered: false }, false],
    [{ hasLowBattery: false, isMetered: true }, false],
  ])('with the power %o may start: %s', (power, expected) => {
    expect(mayStart(power)).toBe(expected);
  });
});

describe('the last complete copy', () => {
  const part = changedRun(complete, { id: 4, choice: { ...everything, albums: ['a'] } });
  const stopped = changedRun(complete, { id: 4, isStopped: true });
  const incomplete = changedRun(complete, {
    id: 4,
    shortfalls: [{ code: 'bad-response', detail: 'an album' }],
  });
  test.each<[string, Run[], number | null]>([
    ['itself', [complete], 3],
    ['nothing', [], null],
    ['a selection', [part, complete], 3],
    ['an open run', [sampleRun({ id: 4 }), complete], 3],
    ['an incomplete copy', [incomplete, complete], null],
    ['a copy that somebody stopped', [stopped, complete], null],
    ['a top-up that somebody stopped', [{ ...stopped, isAutomatic: true }, complete], null],
    ['a top-up that gave way to a press', [{ ...stopped, isAutomatic: true, gaveWay: true }, complete], 3],
    ['only a selection', [part], null],
  ])('is found or not behind: %s', (_, runs, id) => {
    expect(lastCompleteOf(runs, totals)?.id ?? null).toBe(id);
  });
});

test('a top-up that gave way leaves the rest to a later one, until a copy is complete again', () => {
  const gaveWay: Run = { ...changedRun(complete, { id: 4, isStopped: true }), gaveWay: true };
  const again = changedRun(complete, { id: 5 });
  expect(hasLeftoverAfter([gaveWay, complete], complete)).toBe(true);
  expect(hasLeftoverAfter([again, gaveWay, complete], again)).toBe(false);
  expect(hasLeftoverAfter([gaveWay], null)).toBe(false);
});

test.each([
  ['that was not counted', { plan: null }, true],
  ['outside which two photos are not in Jottacloud', { notChosen: 5, notChosenInPlace: 3 }, true],
  ['outside which everything is in Jottacloud', { notChosen: 5, notChosenInPlace: 5 }, false],
])('a copy of a part %s leaves something: %o %s', (_, counts, expected) => {
  const plan = 'plan' in counts ? null : samplePlan(counts);
  const picked = changedRun(complete, { id: 4, plan, choice: { ...everything, albums: ['A'] } });
  expect(hasLeftoverAfter([picked, complete], complete)).toBe(expected);
  expect(hasLeftoverAfter([picked, complete], picked)).toBe(false);
});

test('a note of an earlier copy keeps only when Apple was asked and the person reminded', () => {
  const old = note({ runId: 2, askedAt: later(1), answeredAt: later(1), newPhotos: 5, remindedAt: later(2) });
  expect(noteFor(old, complete)).toEqual(note({ askedAt: later(1), remindedAt: later(2) }));
});

test('the facts of a page: complete as of the copy, checked at the last answer', () => {
  expect(completenessOf({ complete: null, note: undefined, hasLeftover: false })).toBeNull();
  expect(completenessOf({ complete, note: undefined, hasLeftover: false })).toEqual({
    completeAt: ENDED,
    checkedAt: ENDED,
    newPhotos: 0,
  });
  const looked = note({ answeredAt: later(DAY), newPhotos: 37 });
  const known = completenessOf({ complete, note: looked, hasLeftover: false });
  expect(known).toEqual({ completeAt: ENDED, checkedAt: later(DAY), newPhotos: 37 });
  if (!known) return;
  expect(daysUnchecked(known, later(47 * DAY))).toBe(46);
  expect([45, 46].map((days) => isUnchecked(known, later(days * DAY)))).toEqual([false, true]);
});

test.each<[string, Partial<Situation>, ReturnType<typeof reminderDue>]>([
  ['nobody wants any', { mode: 'off', now: later(90 * DAY) }, null],
  ['there is nothing new', { mode: 'remind' }, null],
  ['37 photos are new', { mode: 'remind', note: note({ newPhotos: 37 }) }, { kind: 'news', photos: 37 }],
  [
    '37 photos are new, and it was said 29 days ago',
    { mode: 'remind', now: later(30 * DAY), note: note({ newPhotos: 37, remindedAt: later(DAY) }) },
    null,
  ],
  [
    '37 photos are new, and it was said 30 days ago',
    {
      mode: 'remind',
      now: later(31 * DAY),
      note: note({ newPhotos: 37, answeredAt: later(30 * DAY), remindedAt: later(DAY) }),
    },
    { kind: 'news', photos: 37 },
  ],
  [
    'Apple could not be asked for 31 days',
    { mode: 'remind', now: later(31 * DAY) },
    { kind: 'unchecked', days: 31 },
  ],
  ['new photos are copied anyway', { note: note({ newPhotos: 37 }) }, null],
  ['an automatic copy was not possible for 44 days', { now: later(44 * DAY) }, null],
  [
    'an automatic copy was not possible for 45 days',
    { now: later(45 * DAY) },
    { kind: 'unchecked', days: 45 },
  ],
])('a reminder when %s: %o', (_, change, expected) => {
  expect(reminderDue(situation(change))).toEqual(expected);
});

test.each([
  ['off', 46, 37, 37],
  ['remind', 44, 37, 37],
  ['remind', 46, 37, 'unchecked'],
  ['copy', 46, 0, 'unchecked'],
] as const)(
  'in the mode %s, %i days after the last check, the button shows of %i new photos: %s',
  (mode, days, newPhotos, news) => {
    expect(newsOf({ completeAt: ENDED, checkedAt: ENDED, newPhotos }, mode, later(days * DAY))).toBe(news);
  },
);

test.each([
  [0, 'leftover'],
  [3, 3],
] as const)(
  'where more may be left than the %i photos that were counted, the button shows: %s',
  (newPhotos, news) => {
    const known = { completeAt: ENDED, checkedAt: ENDED, newPhotos, hasLeftover: true } as const;
    expect(newsOf(known, 'off', later(0))).toBe(news);
  },
);
