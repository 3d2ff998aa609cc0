import { deleteDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { type Person, startTwoPeople, type TwoPeople } from '../support/two-people.ts';
import { whoseCopy } from '../../../utils/domain/account/logs.ts';
import { attentionOf } from '../../../utils/domain/run/run.ts';
import { logs } from '../../../utils/settings/logs.ts';
import { openLog, readLatestRun, readLogRecord, sharedLog } from '../../../utils/store/database.ts';
import { forgetLog, leaveLog, showLog } from '../../../utils/store/logs/choose-log.ts';
import { startRun } from '../../../utils/store/runs/runs.ts';
import { defaultRequest } from '../support/start-engine.ts';

/** Everything in a log, to compare. */
async function dump(name: string): Promise<string> {
  const log = await openLog(name);
  const stores = [...log.objectStoreNames].toSorted();
  const all = await Promise.all(stores.map(async (store) => [store, await log.getAll(store as 'files')]));
  log.close();
  return JSON.stringify(all);
}

/** Checksums of the files below a folder. */
const below = ({ world }: TwoPeople, folder: string): string[] =>
  world.jottacloud.tree
    .files()
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)
    .toSorted();

const downloads = ({ icloud }: Person): number => icloud.requests.to(/icloud-content/).length;
const current = async (): Promise<string> => (await sharedLog()).name;

/** Anna's library is copied, and Bo signs in. */
async function annaIsDone(people: TwoPeople): Promise<void> {
  await people.signIn(people.anna);
  expect(await people.copy(people.anna)).toMatchObject({ status: 'finished', shortfalls: [] });
  await people.signIn(people.anna);
  await people.signIn(people.bo);
}

describe('two accounts in one profile', () => {
  test('one after the other get two trees, and the first log stays as it was', async () => {
    await using people = await startTwoPeople();
    const { anna, bo } = people;
    await annaIsDone(people);
    expect(await current()).toBe('fotoflytt');
    expect(whoseCopy(await logs.getValue())).toMatchObject({
      shown: anna.owner,
      signedIn: { owner: bo.owner, log: null },
    });

    expect(await people.give(bo)).toBe('fotoflytt-2');
    const before = await dump('fotoflytt');
    expect(await people.copy(bo)).toMatchObject({ status: 'finished', shortfalls: [] });

    expect(await dump('fotoflytt')).toBe(before);
    expect(below(people, 'iCloud Photos')).toEqual(wantedContent(anna.library));
    expect(below(people, 'iCloud Photos – Bo Berg')).toEqual(wantedContent(bo.library));
    expect(await storedContent(people.world.jottacloud)).toEqual(
      [...wantedContent(anna.library), ...wantedContent(bo.library)].toSorted(),
    );
    expect((await readLogRecord(await sharedLog())).accountNumber).toBe('2');
  });

  test('alternate, each with what is new alone, and download nothing twice', async () => {
    await using people = await startTwoPeople();
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    await people.copy(bo);
    for (let round = 0; round < 2; round += 1)
      for (const person of [anna, bo]) {
        const before = downloads(person);
        person.library.addPhoto({ bytes: 3_000 + round });
        await people.signIn(person);
        expect(await current()).toBe(person === anna ? 'fotoflytt' : 'fotoflytt-2');
        expect(await people.copy(person)).toMatchObject({ status: 'finished', shortfalls: [] });
        expect(downloads(person) - before).toBe(1);
      }
    expect(below(people, 'iCloud Photos')).toEqual(wantedContent(anna.library));
    expect(below(people, 'iCloud Photos – Bo Berg')).toEqual(wantedContent(bo.library));
  });

  test('with one destination overwrite nothing: equal names get suffixes', async () => {
    await using people = await startTwoPeople(3);
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    expect(await people.copy(bo, { destinationFolder: 'iCloud Photos' })).toMatchObject({
      status: 'finished',
      shortfalls: [],
    });
    expect(below(people, 'iCloud Photos')).toEqual(
      [...wantedContent(anna.library), ...wantedContent(bo.library)].toSorted(),
    );
    await people.signIn(anna);
    const again = await people.copy(anna, { thorough: true });
    expect(again).toMatchObject({ status: 'finished', shortfalls: [] });
  });
});

describe('a run of one account', () => {
  test('waits while another is signed in, and continues in its own log when its owner is back', async () => {
    await using people = await startTwoPeople();
    const { anna, bo } = people;
    await people.signIn(anna);
    const life = await people.live(anna);
    await life.press();
    await life.until(({ plan }) => plan !== null);
    life.kill();
    const wrong = await people.live(bo);
    await wrong.engine.wake();
    await wrong.engine.settled();
    expect(attentionOf(await readLatestRun(await sharedLog()))?.code).toBe('icloud-other-account');

    await people.signIn(bo);
    expect(await current()).toBe('fotoflytt');
    await people.give(bo);
    expect(await people.copy(bo)).toMatchObject({ status: 'finished', shortfalls: [] });
    await people.signIn(anna);
    expect(await current()).toBe('fotoflytt');
    const back = await people.live(anna);
    await back.resume();
    await back.engine.settled();

    expect(await readLatestRun(await sharedLog())).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(below(people, 'iCloud Photos')).toEqual(wantedContent(anna.library));
    expect(below(people, 'iCloud Photos – Bo Berg')).toEqual(wantedContent(bo.library));
  });

  test('that is open is not left without a press, unless it waits and the other one can continue', async () => {
    await using people = await startTwoPeople(3);
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    await startRun(await sharedLog(), people.world.clock.now(), defaultRequest);
    await people.signIn(anna);
    expect(await current()).toBe('fotoflytt-2');
    await showLog('fotoflytt');
    people.restart();
    expect(await current()).toBe('fotoflytt');
    await people.signIn(bo);
    expect(await current()).toBe('fotoflytt-2');
  });
});

test('a chosen copy of somebody else stays until the account at iCloud changes', async () => {
  await using people = await startTwoPeople(1);
  const { anna, bo } = people;
  await annaIsDone(people);
  await people.give(bo);
  await people.copy(bo);
  await showLog('fotoflytt');
  await people.signIn(bo);
  expect(await current()).toBe('fotoflytt');
  await people.signIn(anna);
  await people.signIn(bo);
  expect(await current()).toBe('fotoflytt-2');
});

test('the offer of a copy that exists already shows it, and changes nobody’s log', async () => {
  await using people = await startTwoPeople(1);
  const { anna, bo } = people;
  await annaIsDone(people);
  await people.give(bo);
  await people.copy(bo);
  await people.signIn(anna);
  const { known } = await logs.getValue();

  await people.signIn(bo);
  expect(await people.give(bo)).toBe('fotoflytt-2');
  expect((await logs.getValue()).known).toEqual(known);
});

describe('an account', () => {
  test('takes a log that nobody has used: there is only one then', async () => {
    await using people = await startTwoPeople(1);
    expect(await people.give(people.bo)).toBe('fotoflytt');
    expect(await people.copy(people.bo)).toMatchObject({ status: 'finished' });
    expect((await logs.getValue()).known.map(({ log }) => log)).toEqual(['fotoflytt']);
  });

  test('of a log from before gets its name from that log, which is not copied or changed', async () => {
    await using people = await startTwoPeople(2);
    const { anna, bo } = people;
    // Builds before this one stored no list of logs.
    await people.copy(anna);
    const before = await dump('fotoflytt');
    expect(await logs.getValue()).toMatchObject({ known: [] });

    await people.signIn(bo);

    expect(whoseCopy(await logs.getValue())).toEqual({
      log: 'fotoflytt',
      shown: { ...anna.owner, name: null },
      signedIn: { owner: bo.owner, log: null },
      others: [],
    });
    expect(await dump('fotoflytt')).toBe(before);
    await people.signIn(anna);
    expect(whoseCopy(await logs.getValue()).shown).toEqual(anna.owner);
  });

  test('whose new log was not created before a death finds it empty, and nobody else can take it', async () => {
    await using people = await startTwoPeople(2);
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    people.restart();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('fotoflytt-2');

    // Anna is signed in when the log is opened for the first time.
    const life = await people.live(anna);
    const run = await life.transfer({ destinationFolder: 'iCloud Photos – Bo Berg' });
    expect(run).toMatchObject({ status: 'attention', attention: { code: 'icloud-other-account' } });
    expect(below(people, 'iCloud Photos – Bo Berg')).toEqual([]);
    await people.signIn(bo);
    const back = await people.live(bo);
    await back.resume();
    await back.engine.settled();
    expect(below(people, 'iCloud Photos – Bo Berg')).toEqual(wantedContent(bo.library));
  });

  test('keeps its log when the browser loses the list of logs', async () => {
    await using people = await startTwoPeople(2);
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    await people.copy(bo);
    await deleteDB('fotoflytt-key');
    people.restart();

    await people.signIn(bo);
    expect(await current()).toBe('fotoflytt-2');
    await people.signIn(anna);
    expect(await current()).toBe('fotoflytt');
  });

  test('whose log the browser loses gets it back empty, and sends no byte twice', async () => {
    await using people = await startTwoPeople(2);
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    await people.copy(bo);
    const sent = people.world.jottacloud.uploads.length;
    (await sharedLog()).close();
    people.restart();
    await deleteDB('fotoflytt-2');

    const other = await people.live(anna);
    expect(await other.transfer()).toMatchObject({ attention: { code: 'icloud-other-account' } });
    await people.signIn(bo);
    const life = await people.live(bo);
    await life.resume();
    await life.engine.settled();
    expect(await people.copy(bo)).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(people.world.jottacloud.uploads.length).toBe(sent);
  });
});

describe('a deleted log', () => {
  test('leaves the other one as it was, and its name is not used again before it is gone', async () => {
    await using people = await startTwoPeople(1);
    const { anna, bo } = people;
    await annaIsDone(people);
    await people.give(bo);
    await people.copy(bo);
    const before = await dump('fotoflytt');

    expect(await leaveLog('fotoflytt-2')).toBe(true);
    people.restart();
    expect(await current()).toBe('fotoflytt');
    // A death here: the data is still on disk, and nobody may adopt it.
    await people.signIn(bo);
    expect(await current()).toBe('fotoflytt');
    expect(await people.give(bo)).toBe('fotoflytt-3');
    await forgetLog('fotoflytt-2');
    expect(await dump('fotoflytt')).toBe(before);
    expect((await logs.getValue()).known.map(({ owner }) => owner.accountNumber)).toEqual(['1', '2']);
    await people.signIn(anna);
    expect(await current()).toBe('fotoflytt');
  });

  test('cannot be the only one', async () => {
    await using people = await startTwoPeople(1);
    await people.signIn(people.anna);
    await people.copy(people.anna);
    await people.signIn(people.anna);
    expect(await leaveLog('fotoflytt')).toBe(false);
    expect((await logs.getValue()).known).toEqual([{ log: 'fotoflytt', owner: people.anna.owner }]);
  });
});
