import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CallFate,
  type Listed,
  type ListingWorld,
  startListingWorld,
} from '../support/listing-world.ts';
import { type Fault, FAULTS, miscount, spoil } from '../support/faulty-answers.ts';
import type { IcloudCall } from '../../../utils/icloud/transport.ts';
import { type Change, change, KINDS, startApple, truthOf } from '../support/restless-apple.ts';

interface Script {
  changes: Change[];
  /** Delays of requests and answers, ms; taken in turn. */
  delays: number[];
  /** Writes of the log after which a life ends. */
  deaths: number[];
  /** Calls with answers of little use. */
  faults?: { atCall: number; fault: Fault }[];
  /** Apple's counts are wrong by this number. */
  miscountedBy?: number;
}

const scripts = fc.record({
  changes: fc.array(
    fc.record({
      atCall: fc.integer({ min: 3, max: 30 }),
      kind: fc.constantFrom(...KINDS),
      choice: fc.nat({ max: 1_000 }),
    }),
    { maxLength: 8 },
  ),
  delays: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 }),
  deaths: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 2 }),
});
const faultyScripts: fc.Arbitrary<Script> = fc
  .tuple(
    scripts,
    fc.record({
      faults: fc.array(
        fc.record({ atCall: fc.integer({ min: 4, max: 40 }), fault: fc.constantFrom(...FAULTS) }),
        { minLength: 1, maxLength: 6 },
      ),
      miscountedBy: fc.integer({ min: -3, max: 3 }),
    }),
  )
  // A short answer that ends where a count that is too low ends looks like the end of the list.
  .filter(
    ([, { faults, miscountedBy }]) => miscountedBy >= 0 || faults.every(({ fault }) => fault !== 'short'),
  )
  .map(([script, faults]) => ({ ...script, ...faults }));

/** Scripts to play, and what chance begins with. */
const NUM_RUNS = process.env['TEST_TIER'] === 'full' ? 300 : 12;
const SEED = 20_261_130;
/** Each takes half a second. */
const TIMEOUT_MS = 600_000;

const intersection = (one: Listed, other: Listed): Listed => ({
  lists: {
    main: new Set(one.lists.main).intersection(other.lists.main),
    hidden: new Set(one.lists.hidden).intersection(other.lists.hidden),
    deleted: new Set(one.lists.deleted).intersection(other.lists.deleted),
  },
  albums: new Map(
    [...one.albums].map(([name, members]) => [
      name,
      new Set(members).intersection(other.albums.get(name) ?? new Set()),
    ]),
  ),
});

/** What the log lacks, in words. An album may keep a photo that it does not show. */
function lacking(wanted: Listed, found: Listed, named: ReadonlySet<string>): string[] {
  const lists = (['main', 'hidden', 'deleted'] as const).flatMap((list) => {
    const missing = [...wanted.lists[list]].filter(
      (name) => !found.lists[list].has(name) && !named.has(name),
    );
    return missing.length > 0 ? [`${list} lacks ${missing.length}`] : [];
  });
  const albums = [...wanted.albums].flatMap(([name, members]) => {
    const there = found.albums.get(name);
    const missing = [...members].filter((one) => !there?.has(one));
    return missing.length > 0 ? [`album lacks ${missing.length}`] : [];
  });
  return [...lists, ...albums];
}

function surplus(wanted: Listed, found: Listed): string[] {
  return (['main', 'hidden', 'deleted'] as const).flatMap((list) => {
    const more = [...found.lists[list]].filter((name) => !wanted.lists[list].has(name));
    return more.length > 0 ? [`${list} has ${more.length} too many`] : [];
  });
}

const calm = (): CallFate => ({ thereMs: 1, backMs: 1 });

async function play({ changes, delays, deaths, faults = [], miscountedBy = 0 }: Script): Promise<string[]> {
  const apple = startApple();
  await using world: ListingWorld = await startListingWorld(apple.library);
  let steadfast = truthOf(apple);
  let calls = 0;
  let delay = 0;
  const nextDelay = (): number => delays[delay++ % delays.length] ?? 0;
  const left = changes.toSorted((a, b) => a.atCall - b.atCall);
  const fate = (call: IcloudCall, order = { number: 0 }): CallFate => ({
    thereMs: nextDelay(),
    backMs: nextDelay(),
    before() {
      calls += 1;
      order.number = calls;
      while (left[0] && left[0].atCall <= calls) {
        change(apple, left.shift() as Change);
        steadfast = intersection(steadfast, truthOf(apple));
      }
    },
    forge(reply) {
      const fault = faults.find(({ atCall }) => atCall === order.number)?.fault;
      const counted = miscount(miscountedBy, call, reply);
      return fault === undefined ? counted : spoil(fault, call, counted);
    },
  });
  const { shortfalls } = await world.read((call) => fate(call), deaths);
  const named = new Set((await world.log((log) => log.get('log', 'log')))?.unusable.map(({ name }) => name));
  const first = lacking(steadfast, await world.listed(), named);
  const afterwards = await world.read((call) => ({
    ...calm(),
    forge: (reply) => miscount(miscountedBy, call, reply),
  }));
  const truth = truthOf(apple);
  const listed = await world.listed();
  const second = [...lacking(truth, listed, named), ...surplus(truth, listed)];
  return [
    ...(shortfalls.length === 0 ? first.map((what) => `during changes ${what}`) : []),
    ...(afterwards.shortfalls.length === 0
      ? second.map((what) => `in the end ${what}`)
      : [`in the end: ${JSON.stringify(afterwards.shortfalls)}`]),
  ];
}

/** Changes that a reading once overlooked. */
test.each<[string, Script]>([
  [
    'a photo that comes back from Recently Deleted behind the lists of its albums',
    {
      changes: [
        { atCall: 11, kind: 'hide', choice: 710 },
        { atCall: 12, kind: 'hide', choice: 696 },
        { atCall: 16, kind: 'move', choice: 878 },
        { atCall: 19, kind: 'file', choice: 204 },
        { atCall: 23, kind: 'add', choice: 372 },
        { atCall: 23, kind: 'delete', choice: 6 },
        { atCall: 24, kind: 'restore', choice: 138 },
      ],
      delays: [9],
      deaths: [],
    },
  ],
  [
    'an album that moves into a folder that was read before',
    {
      changes: [{ atCall: 9, kind: 'move', choice: 171 }],
      delays: [6, 25, 39, 39, 18, 21, 12, 8, 3, 20, 34],
      deaths: [],
    },
  ],
  [
    'photos that go from an album between two of its answers, and its count with them',
    {
      changes: [
        { atCall: 5, kind: 'add', choice: 380 },
        { atCall: 8, kind: 'delete', choice: 113 },
        { atCall: 10, kind: 'delete', choice: 898 },
        { atCall: 12, kind: 'move', choice: 380 },
        { atCall: 16, kind: 'add old', choice: 564 },
        { atCall: 24, kind: 'delete', choice: 160 },
        { atCall: 25, kind: 'delete', choice: 219 },
      ],
      delays: [35, 32, 20, 27, 9, 30, 36],
      deaths: [20, 36],
    },
  ],
  [
    'a list that changes during each pass over it',
    {
      changes: [
        { atCall: 5, kind: 'restore', choice: 582 },
        { atCall: 6, kind: 'unfile', choice: 801 },
        { atCall: 9, kind: 'add old', choice: 653 },
        { atCall: 16, kind: 'favourite', choice: 353 },
        { atCall: 21, kind: 'restore', choice: 419 },
        { atCall: 22, kind: 'expunge', choice: 414 },
        { atCall: 24, kind: 'move', choice: 614 },
        { atCall: 25, kind: 'move', choice: 296 },
      ],
      delays: [34, 1, 13],
      deaths: [],
    },
  ],
  [
    'a short answer of a list that Apple counts too low',
    {
      changes: [
        { atCall: 19, kind: 'hide', choice: 41 },
        { atCall: 21, kind: 'move', choice: 774 },
      ],
      delays: [17, 18, 33, 30, 16, 10, 1, 3, 20, 5, 19],
      deaths: [14, 26],
      faults: [
        { atCall: 16, fault: 'unusable' },
        { atCall: 4, fault: 'unusable' },
        { atCall: 15, fault: 'without token' },
        { atCall: 13, fault: 'short' },
        { atCall: 28, fault: 'short' },
        { atCall: 4, fault: 'empty' },
      ],
      miscountedBy: -3,
    },
  ],
])('%s: nothing is overlooked', async (_, script) => {
  expect(await play(script)).toEqual([]);
});

test.each<[string, fc.Arbitrary<Script>]>([
  [
    'photos that are there all the time are listed, whatever changes and in whatever order answers come',
    scripts,
  ],
  [
    'nothing is overlooked silently while answers fail, are short or come without a state, and counts are wrong',
    faultyScripts,
  ],
])(
  '%s',
  async (_, kind) => {
    await fc.assert(
      fc.asyncProperty(kind, async (script) => {
        expect(await play(script)).toEqual([]);
      }),
      { numRuns: NUM_RUNS, seed: SEED },
    );
  },
  TIMEOUT_MS,
);

test('a list that changed while it was read is read again by the next life, even if the counts agree', async () => {
  const apple = startApple();
  await using world = await startListingWorld(apple.library);
  await world.read(calm);
  const truth = truthOf(apple);
  await world.log(async (log) => {
    const [library] = await log.getAll('libraries');
    const [photo] = (await log.getAll('photos')).filter(({ list }) => list === 'main');
    if (!library || !photo) throw new Error('a library was read');
    const main = { ...library.lists.main, isSteady: false };
    await log.put('libraries', { ...library, lists: { ...library.lists, main } });
    await log.delete('photos', photo.key);
  });

  const { shortfalls } = await world.read(calm);

  expect(shortfalls).toEqual([]);
  expect((await world.listed()).lists).toEqual(truth.lists);
});
