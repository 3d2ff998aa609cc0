import { describe, expect, test } from 'vitest';
import { folderOfLog } from './log-folder.ts';
import {
  firstLogs,
  itemOfLog,
  logOfAccount,
  type LogOwner,
  type Logs,
  nextLogName,
  parseLogs,
  ownerOfSeveral,
  severalLogs,
  whoseCopy,
  withCurrent,
  withOwner,
  withSignedIn,
} from './logs.ts';

const anna: LogOwner = { accountNumber: '1', account: 'anna@example.no', name: 'Anna Dahl' };
const bo: LogOwner = { accountNumber: '2', account: 'bo@example.no', name: 'Bo Berg' };
const both: Logs = {
  current: 'fotoflytt',
  known: [
    { log: 'fotoflytt', owner: anna },
    { log: 'fotoflytt-2', owner: bo },
  ],
  signedIn: anna,
};

describe('the stored list of logs', () => {
  test('is read as it was written', () =>
    expect(parseLogs({ ...both, isChosen: true })).toEqual({ ...both, isChosen: true }));

  test.each([undefined, null, 'x', {}, { current: 'other', known: 7, signedIn: 'x' }])(
    'that is %j means one log without a known account',
    (stored) => expect(parseLogs(stored)).toEqual(firstLogs),
  );

  test('loses only its damaged entries', () => {
    const known = [{ log: '../x', owner: bo }, { log: 'fotoflytt-3', owner: {} }, null, ...both.known];
    expect(parseLogs({ ...both, known })).toEqual(both);
  });
});

describe('an owner', () => {
  test('is named once, and keeps what Apple no longer says', () => {
    const named = withOwner(both, 'fotoflytt', {
      accountNumber: '1',
      account: 'anna@new.example',
      name: null,
    });
    expect(named.known).toEqual([
      { log: 'fotoflytt', owner: { accountNumber: '1', account: 'anna@new.example', name: 'Anna Dahl' } },
      both.known[1],
    ]);
  });

  test('gets nothing of the owner before', () => {
    const other = { accountNumber: '3', account: null, name: null };
    expect(withOwner(both, 'fotoflytt', other).known[0]).toEqual({ log: 'fotoflytt', owner: other });
  });

  test('whose log is being deleted has none', () => {
    const known = [{ log: 'fotoflytt-2', owner: bo, isLeaving: true as const }];
    expect(logOfAccount({ ...both, known }, '2')).toBeNull();
  });
});

describe('a choice of a log', () => {
  test('of another account than the one that is signed in stays until somebody else signs in', () => {
    const chosen = withCurrent(both, 'fotoflytt-2');
    expect(chosen).toEqual({ ...both, current: 'fotoflytt-2', isChosen: true });
    expect(withSignedIn(chosen, anna).isChosen).toBe(true);
    expect(withSignedIn(chosen, null).isChosen).toBeUndefined();
    expect(withSignedIn(chosen, bo).isChosen).toBeUndefined();
  });

  test('of the account that is signed in is no choice to keep', () =>
    expect(withCurrent(withCurrent(both, 'fotoflytt-2'), 'fotoflytt')).toEqual(both));
});

test('a further log never gets the name of one that is known, or that is still on disk', () => {
  expect(nextLogName(firstLogs, [])).toBe('fotoflytt-2');
  expect(nextLogName(both, ['fotoflytt-key', 'world 9'])).toBe('fotoflytt-3');
  expect(nextLogName(both, ['fotoflytt-7'])).toBe('fotoflytt-8');
});

test.each([
  ['fotoflytt', 'spool'],
  ['fotoflytt-2', 'spool-2'],
  ['fotoflytt-12', 'spool-12'],
  ['any other', 'spool'],
])('the items of %s are called %s', (log, item) => expect(itemOfLog('spool', log)).toBe(item));

describe('pages', () => {
  test('with one log name nobody', () => {
    const one = withOwner({ ...firstLogs, signedIn: anna }, 'fotoflytt', anna);
    expect(whoseCopy(one)).toEqual({ log: 'fotoflytt', shown: anna, signedIn: null, others: [] });
    expect(severalLogs(whoseCopy(one))).toEqual([]);
    expect(ownerOfSeveral(whoseCopy(one))).toBeNull();
  });

  test('name whoever else is signed in, with their log', () => {
    const one = withOwner({ ...firstLogs, signedIn: bo }, 'fotoflytt', anna);
    expect(whoseCopy(one).signedIn).toEqual({ owner: bo, log: null });
    expect(whoseCopy({ ...both, signedIn: bo }).signedIn).toEqual({ owner: bo, log: 'fotoflytt-2' });
    expect(severalLogs(whoseCopy(both))).toEqual(both.known);
    expect(ownerOfSeveral(whoseCopy(both))).toEqual(whoseCopy(both).shown);
  });
});

describe('the destination of a further log', () => {
  test.each<[Partial<LogOwner>, string[], string]>([
    [{}, ['iCloud Photos'], 'iCloud Photos – Bo Berg'],
    [{ name: null }, ['iCloud Photos'], 'iCloud Photos – bo'],
    [{ name: null, account: null }, ['iCloud Photos'], 'iCloud Photos – 2'],
    [{ name: 'A/B: "C"' }, ['iCloud Photos'], 'iCloud Photos – A B_ _C_'],
    [{}, ['iCloud Photos – BO BERG'], 'iCloud Photos – Bo Berg 2'],
    [{}, ['iCloud Photos – Bo Berg', 'iCloud Photos – Bo Berg 2'], 'iCloud Photos – Bo Berg 3'],
  ])('of %j beside %j is %s', (owner, taken, folder) =>
    expect(folderOfLog('iCloud Photos', { ...bo, ...owner }, 'fotoflytt-2', taken)).toBe(folder),
  );
});
