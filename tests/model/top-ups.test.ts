import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { startLife } from './play-life.ts';
import { copiedFiles } from '../support/copied-files.ts';
import type { Step } from './steps/step.ts';
import { completenessOf } from '../../utils/domain/top-up/completeness.ts';
import { readTopUpFacts } from '../../utils/store/top-ups/top-ups.ts';
import { sharedLog } from '../../utils/store/database.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A complete copy of three photos, with plans switched off. */
const copied: Step[] = [['showPlan', false], ['add', 3], ['press'], ['settle']];

/** After such a copy, a top-up of new photos that has made some of its calls. */
const topUpUnderWay = ({ photos, calls }: { photos: number; calls: number }): Step[] => [
  ...copied,
  ['topUps', 'copy'],
  ['add', photos],
  ['clock', 30],
  ['topUpAlarm'],
  ['calls', calls],
];

type Life = Awaited<ReturnType<typeof startLife>>;

async function play(life: Life, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await life.step(step);
}

/** Number of requests to both services during some steps. */
async function requestsOf(life: Life, steps: readonly Step[]): Promise<number> {
  const { services } = life.state.world;
  const before = services.requestCount;
  await play(life, steps);
  return services.requestCount - before;
}

/** Runs that began automatically. */
const topUpsOf = async (): Promise<number> =>
  (await (await sharedLog()).getAll('runs')).filter(({ isAutomatic }) => isAutomatic).length;

/** Whether a copy of a part may have left photos that no look counts. */
const hasLeftover = async (): Promise<boolean> =>
  completenessOf(await readTopUpFacts(await sharedLog()))?.hasLeftover === true;

const filesOf = ({ state }: Life): number => copiedFiles(state.world.services.jottacloud).length;

/** Lets hours pass, with the hourly alarm. */
async function passHours(life: Life, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    life.state.world.time.jump(HOUR_MS);
    await play(life, [['topUpAlarm'], ['settle']]);
  }
}

describe('a month in which new photos are copied automatically', () => {
  test('asks Apple four times a day, three requests each, and a few more for what is new', async () => {
    await using life = await startLife();
    await play(life, [...copied, ['topUps', 'copy']]);
    const { services } = life.state.world;
    const before = services.requestCount;
    let withNews = 0;
    for (let day = 1; day <= 30; day += 1) {
      if (day % 10 === 0) {
        await play(life, [['add', 2]]);
        withNews += 1;
      }
      await passHours(life, 24);
    }
    const asked = services.requestCount - before;
    expect(withNews).toBe(3);
    expect(await topUpsOf()).toBe(3);
    expect(filesOf(life)).toBe(3 + 6);
    // 120 looks of three requests; a copy of two photos costs at most 40
    expect(asked).toBeLessThanOrEqual(120 * 3 + 3 * 40);
    expect(asked).toBeGreaterThanOrEqual(100 * 3);
    const known = completenessOf(await readTopUpFacts(await sharedLog()));
    expect(Date.now() - (known?.checkedAt ?? 0)).toBeLessThan(DAY_MS);
  });

  test('asks nothing while no page at icloud.com is open, and looks as soon as one is', async () => {
    await using life = await startLife();
    await play(life, [...copied, ['topUps', 'copy'], ['add', 1], ['page', false]]);
    expect(await requestsOf(life, [['clock', 30], ['topUpAlarm'], ['clock', 30], ['topUpAlarm']])).toBe(0);
    await play(life, [['page', true], ['topUpAlarm'], ['settle']]);
    expect(filesOf(life)).toBe(4);
  });

  test('starts nothing on a low battery; the next alarm starts it without asking Apple again', async () => {
    await using life = await startLife();
    await play(life, [...copied, ['topUps', 'copy'], ['add', 1], ['power', true], ['clock', 30]]);
    await play(life, [['topUpAlarm'], ['settle']]);
    expect(await topUpsOf()).toBe(0);
    expect(completenessOf(await readTopUpFacts(await sharedLog()))?.newPhotos).toBe(1);
    await play(life, [['power', false]]);
    expect(await requestsOf(life, [['topUpAlarm']])).toBe(0);
    await play(life, [['settle']]);
    expect([await topUpsOf(), filesOf(life)]).toEqual([1, 4]);
  });
});

describe('a month with a reminder', () => {
  test('asks Apple once, and copies nothing', async () => {
    await using life = await startLife();
    await play(life, [...copied, ['topUps', 'remind'], ['add', 2]]);
    const { services } = life.state.world;
    const before = services.requestCount;
    await passHours(life, 31 * 24);
    expect(services.requestCount - before).toBe(4);
    expect(await topUpsOf()).toBe(0);
    expect(completenessOf(await readTopUpFacts(await sharedLog()))?.newPhotos).toBe(2);
  });
});

describe('a press during a top-up', () => {
  test('goes first: the top-up ends, and a later one copies the rest', async () => {
    await using life = await startLife();
    await play(life, topUpUnderWay({ photos: 20, calls: 30 }));
    const topUp = await life.readRun();
    expect([topUp?.isAutomatic, topUp?.status]).toEqual([true, 'active']);
    // the undo window of the press closes while Jottacloud is slow
    await play(life, [['slow', 'allocate'], ['send', 1], ['settle']]);
    const runs = (await (await sharedLog()).getAll('runs')).slice(1);
    expect(
      runs.map(({ isAutomatic, gaveWay, choice }) => [isAutomatic, gaveWay, choice.picks?.assets.length]),
    ).toEqual([
      [true, true, undefined],
      [undefined, undefined, 1],
    ]);
    await play(life, [['clock', 7], ['topUpAlarm'], ['settle']]);
    expect((await life.readRun())?.isAutomatic).toBe(true);
    expect(filesOf(life)).toBe(23);
  });

  test('on the same copy makes it the person’s own; on another one it begins at once', async () => {
    await using life = await startLife();
    await play(life, topUpUnderWay({ photos: 20, calls: 30 }));
    const { handlers, press } = life.state.world;
    await press(() => handlers.repeatRun({ id: 1 }));
    const taken = await life.readRun();
    expect([taken?.id, taken?.isAutomatic, taken?.status]).toEqual([2, undefined, 'active']);
    await play(life, [['settle'], ['add', 20], ['clock', 30], ['topUpAlarm'], ['calls', 30]]);
    expect((await life.readRun())?.isAutomatic).toBe(true);
    await press(() => handlers.checkAgain());
    const pressed = await life.readRun();
    expect([pressed?.id, pressed?.isAutomatic, pressed?.listing, pressed?.status]).toEqual([
      4,
      undefined,
      'all',
      'active',
    ]);
    await play(life, [['settle']]);
    expect(filesOf(life)).toBe(43);
  });

  test('"Stop this copy" ends top-ups until the next complete copy', async () => {
    await using life = await startLife();
    await play(life, topUpUnderWay({ photos: 3, calls: 12 }));
    await play(life, [['stop'], ['settle']]);
    expect(await requestsOf(life, [['clock', 30], ['topUpAlarm'], ['settle']])).toBe(0);
    await play(life, [['press'], ['settle'], ['add', 1], ['clock', 30], ['topUpAlarm'], ['settle']]);
    expect([await topUpsOf(), filesOf(life)]).toEqual([2, 7]);
  });
});

test('a copy of one picked photo hides no other new one: a look does not say “nothing new”, and a top-up copies them', async () => {
  await using life = await startLife();
  await play(life, [...copied, ['topUps', 'copy'], ['add', 5], ['send', 3], ['settle']]);
  expect([filesOf(life), (await life.readRun())?.choice.picks?.assets.length]).toEqual([4, 1]);
  // a look, after which the computer allows no copy
  await play(life, [['power', true], ['clock', 30], ['topUpAlarm']]);
  const known = completenessOf(await readTopUpFacts(await sharedLog()));
  expect(known?.checkedAt).toBeGreaterThan(known?.completeAt ?? Infinity);
  expect(known).toMatchObject({ newPhotos: 0, hasLeftover: true });
  await play(life, [['power', false], ['topUpAlarm'], ['settle']]);
  expect([await topUpsOf(), filesOf(life)]).toEqual([1, 8]);
  expect(await hasLeftover()).toBe(false);
  expect(await requestsOf(life, [['topUpAlarm'], ['settle']])).toBe(0);
});

test('a copy of one picked photo that is the only new one leaves nothing for a top-up', async () => {
  await using life = await startLife();
  await play(life, [...copied, ['topUps', 'copy'], ['add', 1], ['send', 3], ['settle']]);
  expect(await hasLeftover()).toBe(false);
  await play(life, [['clock', 30], ['topUpAlarm'], ['settle']]);
  expect([await topUpsOf(), filesOf(life)]).toEqual([0, 4]);
});

test('nothing is asked or begun while the setting is off', async () => {
  await using life = await startLife();
  await play(life, [...copied, ['add', 2]]);
  expect(await requestsOf(life, [['clock', 30], ['topUpAlarm'], ['settle']])).toBe(0);
  expect(await topUpsOf()).toBe(0);
});

test('a top-up keeps to the folder of the last complete copy', async () => {
  await using life = await startLife();
  await play(life, [...copied, ['topUps', 'copy'], ['destination', 1], ['add', 1], ['clock', 30]]);
  await play(life, [['topUpAlarm'], ['settle']]);
  expect((await life.readRun())?.destinationFolder).toBe('iCloud Photos');
});

test('nothing is copied automatically to another Jottacloud account', async () => {
  await using life = await startLife();
  await play(life, [...copied, ['topUps', 'copy'], ['add', 1], ['otherAccount'], ['clock', 30]]);
  expect(await requestsOf(life, [['topUpAlarm'], ['settle']])).toBe(0);
  expect(await topUpsOf()).toBe(0);
});

test('nothing is copied automatically while another Apple account is signed in', async () => {
  await using life = await startLife();
  await play(life, [...copied, ['topUps', 'copy'], ['add', 1], ['clock', 30]]);
  Object.assign(life.state.world.services.icloud.session.account, { dsid: '20000000002' });
  expect(await requestsOf(life, [['topUpAlarm'], ['settle']])).toBe(1);
  expect(await topUpsOf()).toBe(0);
});
