import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { type ModelWorld, startModelWorld } from './model-world.ts';
import { everything } from '../../utils/domain/album/choice.ts';
import type { Run } from '../../utils/domain/run/run.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';

/** Apple's photo service takes this long for an answer; everybody else takes one round trip of a home link. */
const APPLE_MS = 400;
const LINK_MS = 40;
const PHOTO_SERVICE = /ckdatabasews/;
const BYTES = /^GET cvws\./;
const UPLOAD = /^POST up-no-001\.jottacloud\.com/;
/** Nobody reads a plan faster; its button takes no press before. */
const READING_MS = 500;
/** No photo here is smaller. */
const MIN_PHOTO_BYTES = 3_000;
/** An address may be used for so long. */
const MAX_AGE_MS = 5 * 60_000;

/** One call, and when it left: ms after the press. */
interface Call {
  at: number;
  what: string;
  bytes: number;
}

interface Start {
  world: ModelWorld;
  calls: Call[];
  /** Lets time pass until the first upload. @returns ms after the press */
  untilUpload(): Promise<number>;
  /** Lets time pass until the plan is shown. @returns ms after the press */
  untilPlan(): Promise<number>;
}

const readRun = async (): Promise<Run | null> => readLatestRun(await sharedLog());
const addPhotos = ({ services: { library } }: ModelWorld, count: number, bytes: number): void => {
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: bytes + photo });
};
const lookups = (calls: readonly Call[]): number =>
  calls.filter(({ what }) => what.endsWith('records/lookup')).length;

/** Notes the calls from now on, in a world where answers take their time. */
function follow(world: ModelWorld): Start {
  const pressedAt = performance.now();
  const calls: Call[] = [];
  world.services.answerMs = (host) => (PHOTO_SERVICE.test(host) ? APPLE_MS : LINK_MS);
  world.services.heard = ({ method, url, body }) => {
    const { hostname, pathname } = new URL(url);
    const type = /recordType":"(\w+)/.exec(Buffer.from(body).toString())?.[1] ?? '';
    const what = `${method} ${hostname} ${pathname.split('/').slice(-2).join('/')} ${type}`;
    calls.push({ at: performance.now() - pressedAt, what: what.trim(), bytes: body.length });
  };
  world.budget.grant(Infinity);
  // The lease of the copy is an upload too, and shorter than any photo.
  const isUpload = ({ what, bytes }: Call): boolean => UPLOAD.test(what) && bytes >= MIN_PHOTO_BYTES;
  return {
    world,
    calls,
    async untilUpload() {
      await world.time.passUntil(() => calls.some(isUpload), 60_000);
      return calls.find(isUpload)?.at ?? Infinity;
    },
    async untilPlan() {
      let run: Run | null = null;
      // The plan is read between two timers, which are a round trip apart at most.
      const isPlanned = (): boolean => {
        setTimeout(() => void readRun().then((now) => (run = now)), 1);
        return run?.status === 'planned';
      };
      await world.time.passUntil(isPlanned, 60_000);
      return performance.now() - pressedAt;
    },
  };
}

/** A library of 120 photos that was never copied. */
async function startWorld(turns: boolean[] = []): Promise<ModelWorld> {
  const world = await startModelWorld(async (isIdle) => void turns.push(isIdle));
  addPhotos(world, 120, MIN_PHOTO_BYTES);
  return world;
}

async function pass({ time }: ModelWorld, ms: number): Promise<void> {
  let isOver = false;
  setTimeout(() => (isOver = true), ms);
  await time.passUntil(() => isOver);
}

test('a first copy that is confirmed at once sends its first photo within three seconds of the press', async () => {
  await using world = await startWorld();
  const start = follow(world);
  await world.press(() => world.handlers.startTransfer());
  await start.untilPlan();
  await world.press(() => world.handlers.confirmTransfer());
  expect(await start.untilUpload()).toBeLessThan(1_760);
  expect(lookups(start.calls)).toBe(1);
  world.services.answerMs = null;
  expect(await world.resume(Infinity)).toBe(true);
  expect(await readRun()).toMatchObject({ status: 'finished', shortfalls: [] });
});

/** Twenty albums of twelve photos; each photo is in two of them. */
function addAlbums({ services: { library } }: ModelWorld): void {
  const { assets } = library.primary;
  for (let album = 0; album < 20; album += 1) {
    const members = [...assets, ...assets].slice(album * 6, album * 6 + 12);
    library.albums.addTo(library.albums.addAlbum(`Album ${album}`), ...members);
  }
}

test('with twenty albums to read, the first photo is on its way three seconds after the press', async () => {
  await using world = await startWorld();
  addAlbums(world);
  const start = follow(world);
  await world.press(() => world.handlers.startTransfer());
  await start.untilPlan();
  await world.press(() => world.handlers.confirmTransfer());
  expect(await start.untilUpload()).toBeLessThan(2_560);
  world.services.answerMs = null;
  expect(await world.resume(Infinity)).toBe(true);
  expect(await readRun()).toMatchObject({ status: 'finished', shortfalls: [] });
});

test('after "Start" no answer of the photo service is waited for, and the first file has the link for itself', async () => {
  await using world = await startWorld();
  const start = follow(world);
  await world.press(() => world.handlers.startTransfer());
  const planMs = await start.untilPlan();
  await pass(world, READING_MS);
  const before = start.calls.length;
  await world.press(() => world.handlers.confirmTransfer());
  expect(await start.untilUpload()).toBeLessThan(planMs + READING_MS + 6 * LINK_MS);
  const calls = start.calls.slice(before);
  expect(calls.filter(({ what }) => PHOTO_SERVICE.test(what))).toEqual([]);
  const bytes = calls.filter(({ what }) => BYTES.test(what));
  expect(bytes.filter(({ at }) => at === bytes[0]?.at)).toHaveLength(1);
});

test('the first of 37 new photos is on its way within one and a half seconds', async () => {
  await using world = await startWorld();
  await world.press(() => world.handlers.copyChosen({ choice: everything }));
  await world.resume(Infinity);
  addPhotos(world, 37, 5_000);
  const start = follow(world);
  await world.press(() => world.handlers.copyChosen({ choice: everything }));
  expect(await start.untilUpload()).toBeLessThan(1_440);
  expect(lookups(start.calls)).toBe(1);
});

test('a plan that nobody starts costs one lookup, and the engine rests after five minutes', async () => {
  const turns: boolean[] = [];
  await using world = await startWorld(turns);
  const start = follow(world);
  await world.press(() => world.handlers.startTransfer());
  await start.untilPlan();
  await pass(world, READING_MS);
  for (const from of ['2010-01-01', '2011-01-01']) {
    await world.press(() =>
      world.handlers.chooseTransfer({ choice: { ...everything, from, to: '2099-12-31' } }),
    );
    await start.untilPlan();
    await pass(world, READING_MS);
  }
  await pass(world, 2 * MAX_AGE_MS);
  expect(lookups(start.calls)).toBe(1);
  expect(turns.at(-1)).toBe(true);
});

test('an address that is older than five minutes at "Start" is asked for again', async () => {
  await using world = await startWorld();
  const start = follow(world);
  await world.press(() => world.handlers.startTransfer());
  await start.untilPlan();
  await pass(world, MAX_AGE_MS + 60_000);
  await world.press(() => world.handlers.confirmTransfer());
  await start.untilUpload();
  expect(lookups(start.calls)).toBe(2);
});
