import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { hostileTexts, type Mutation, mutated, mutation } from '../support/hostile-input.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { isErrorCode } from '../../../utils/errors.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { type Run, attentionOf } from '../../../utils/domain/run/run.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

type Forge = (call: IcloudCall, reply: IcloudReply) => IcloudReply;

/** The same cases each time; another number finds others. */
const SEED = 20_261_124;

/** All that we ask a place for lies two or three levels below the destination, under names without a sign that leads elsewhere. */
const INSIDE = /^\/jfs\/Jotta\/Archive\/iCloud Photos\/Not in any album\/(\d{4}|No date)\/[^/\\\0%]+$/;

const threePhotos = () => {
  const library = createLibrary(3);
  for (const name of ['IMG_0001.JPG', 'IMG_0002.JPG', 'IMG_0003.JPG'])
    library.addPhoto({ name, bytes: 3_000 + Number(name.slice(7, 8)) });
  return library;
};

/** Runs a copy with forged answers of the page, and checks the invariants. */
async function expectSafeCopy(forge: Forge, check: (world: World, run: Run) => Promise<void>): Promise<void> {
  await using world = await startWorld(threePhotos(), { speed: 2_000 });
  const life = await startEngine(world, { forge });
  await life.press();
  const run = await life.until(({ status }) => status !== 'active');
  life.kill();

  for (const { path } of world.jottacloud.allocations) expect(path).toMatch(INSIDE);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const attention = attentionOf(run);
  if (attention) expect(isErrorCode(attention.code) && attention.code).not.toBe('unexpected');
  const report = await readReport(world.log);
  for (const { error } of report?.problems ?? []) expect(error.code).not.toBe('unexpected');
  await check(world, run);
}

const isList = ({ path, body }: IcloudCall): boolean =>
  path.endsWith('/records/query') && body.includes('startRank');

/** One record of a list is malformed in every answer. */
const withOddRecord =
  (index: number, change: Mutation): Forge =>
  (call, reply) => {
    if (!isList(call)) return reply;
    const page = JSON.parse(reply.body) as { records: unknown[] };
    if (page.records.length === 0) return reply;
    const at = index % page.records.length;
    page.records[at] = mutated(page.records[at], change);
    return { ...reply, body: JSON.stringify(page) };
  };

const isAllThere = async ({ jottacloud, library }: World): Promise<boolean> => {
  const stored = new Set(await storedContent(jottacloud));
  return wantedContent(library).every((content) => stored.has(content));
};

test('one malformed record is reported and affects no other photo', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(fc.nat(5), mutation, (index, change) =>
      expectSafeCopy(withOddRecord(index, change), async (world, run) => {
        expect(run.status).toBe('finished');
        const stored = new Set(await storedContent(world.jottacloud));
        const lost = wantedContent(world.library).filter((content) => !stored.has(content));
        expect(lost.length).toBeLessThanOrEqual(1);
        if (lost.length > 0) expect(isComplete(run, (await readLogRecord(world.log)).totals)).toBe(false);
      }),
    ),
    { numRuns: 60, seed: SEED },
  ),
);

test('a malformed answer to any call never ends a run silently', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.option(mutation), { minLength: 1, maxLength: 12 }), (changes) => {
      const left = [...changes];
      const forge: Forge = (_, reply) => {
        const change = left.shift();
        return change
          ? { ...reply, body: JSON.stringify(mutated(JSON.parse(reply.body), change)) ?? '' }
          : reply;
      };
      return expectSafeCopy(forge, async (world, run) => {
        const { totals } = await readLogRecord(world.log);
        if (run.status === 'finished' && isComplete(run, totals)) expect(await isAllThere(world)).toBe(true);
        else expect(['finished', 'attention']).toContain(run.status);
      });
    }),
    { numRuns: 60, seed: SEED },
  ),
);

test.each(hostileTexts)('%s in place of three answers only costs time', (_, body) => {
  let left = 3;
  return expectSafeCopy(
    (call, reply) => {
      if (call.host === 'setup' || left === 0) return reply;
      left -= 1;
      return { ...reply, body };
    },
    async (world, run) => {
      expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
      expect(await isAllThere(world)).toBe(true);
    },
  );
});

test.each([
  '../../../x.jpg',
  '/etc/passwd',
  '..\\..\\x.jpg',
  'a\0b.jpg',
  '\u202egpj.exe',
  '__proto__',
  '%2e%2e%2fx.jpg',
  '.',
  '..',
  'NUL.jpg',
  'x'.repeat(60_000),
  '\ud800.jpg',
])('a photo with the name %j is copied and stays in its folder', async (name) => {
  const library = createLibrary(3);
  library.addPhoto({ name });
  await using world = await startWorld(library);

  expect(await (await startEngine(world)).transfer()).toMatchObject({ status: 'finished', shortfalls: [] });

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  for (const { path } of world.jottacloud.allocations) expect(path).toMatch(INSIDE);
});
