import { describe, expect, test } from 'vitest';
import { ownNames, storedFiles } from '../support/read-manifest.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { parseLease, writeLease } from '../../../utils/domain/manifest/lease.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { openLog } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { takeOver } from '../../../utils/store/runs/runs.ts';
import { epochMs } from '../../../utils/units.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const withPhotos = (count: number): Library => {
  const library = createLibrary(6);
  for (let photo = 0; photo < count; photo += 1)
    library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 2_000 + photo });
  return library;
};
const names = { manifest: 'names' } as const;
const minute = 60_000;

/** The same two accounts in another browser. */
async function onAnotherComputer(world: World): Promise<World> {
  const logName = `${world.logName} of another computer`;
  return { ...world, logName, log: await openLog(logName) };
}
const isAllThere = async (world: World): Promise<boolean> => {
  const report = await readReport(world.log);
  return report !== null && isComplete(report.run, report.totals);
};
const leasePathOf = ({ jottacloud }: World): string => {
  const name = ownNames(jottacloud).find((own) => own.startsWith('lease-'));
  return `iCloud Photos/Fotoflytt/${name}`;
};
const leaseOf = async (world: World) =>
  parseLease(new TextDecoder().decode(await world.jottacloud.tree.file(leasePathOf(world))?.bytes()));
/** Runs once to learn the name of the lease, then puts another text there. */
async function withLease(world: World, text: string): Promise<void> {
  await (await startEngine(world, names)).transfer();
  world.jottacloud.tree.put(leasePathOf(world), new TextEncoder().encode(text));
}
const byOther = (from: number, until: number): string =>
  writeLease({
    device: 'f'.repeat(32),
    name: 'Firefox (Windows)',
    from: epochMs(from),
    until: epochMs(until),
  });
const requestsFor = ({ jottacloud }: World): number =>
  jottacloud.requests.entries.filter(({ path }) => path.includes('lease-')).length;

describe('the lease of a destination', () => {
  test('is given back at the end, and the next computer begins at once', async () => {
    const library = withPhotos(3);
    await using world = await startWorld(library, { speed: 1 });
    await (await startEngine(world, names)).transfer();
    const lease = await leaseOf(world);
    expect(lease?.name).toBe('Chrome (Mac)');
    expect(lease?.until).toBeLessThanOrEqual(world.clock.now());
    library.addPhoto({ name: 'NEW.JPG', bytes: 4_000 });
    const other = await onAnotherComputer(world);
    const second = await startEngine(other, { ...names, device: 'Firefox (Windows)' });
    expect(await second.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
    expect((await leaseOf(world))?.name).toBe('Firefox (Windows)');
    expect(storedFiles(world.jottacloud)).toHaveLength(4);
    other.log.close();
  });

  test('lets a second computer wait until the first is done, and says who copies', async () => {
    const library = withPhotos(4);
    await using world = await startWorld(library);
    await withLease(world, byOther(world.clock.now(), world.clock.now() + 2 * minute));
    library.addPhoto({ name: 'NEW.JPG', bytes: 4_000 });
    const life = await startEngine(world, names);
    await life.press();
    const waiting = await life.until(({ status }) => status === 'attention');
    expect(waiting).toMatchObject({
      attention: {
        code: 'other-computer',
        facts: { device: 'Firefox (Windows)', until: expect.any(Number) as number },
      },
    });
    expect(storedFiles(world.jottacloud)).toHaveLength(4);
    // Nobody presses anything: the lease ends.
    expect(await life.end()).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(await isAllThere(world)).toBe(true);
    expect((await leaseOf(world))?.name).toBe('Chrome (Mac)');
  });

  test('can be taken over by a press', async () => {
    const library = withPhotos(4);
    await using world = await startWorld(library, { speed: 1 });
    await withLease(world, byOther(world.clock.now(), world.clock.now() + 10 * minute));
    library.addPhoto({ name: 'NEW.JPG', bytes: 4_000 });
    const life = await startEngine(world, names);
    await life.press();
    await life.until(({ status }) => status === 'attention');
    await takeOver(world.log);
    await life.resume();
    expect(await life.end()).toMatchObject({ status: 'finished', takesOver: false });
    expect((await leaseOf(world))?.name).toBe('Chrome (Mac)');
    expect(await isAllThere(world)).toBe(true);
  });

  test('is given back although the last part of the list cannot be written in time', async () => {
    await using world = await startWorld(withPhotos(3));
    world.jottacloud.faults.add({
      path: /manifest-/,
      times: Infinity,
      action: { kind: 'stall', afterBytes: 0 },
    });
    const run = await (await startEngine(world, names)).transfer();
    expect(run).toMatchObject({ status: 'finished', remarks: [{ code: 'manifest-unwritten' }] });
    expect((await leaseOf(world))?.until).toBeLessThanOrEqual(world.clock.now());
  });

  test('keeps the wish to take over while it cannot be taken', async () => {
    const library = withPhotos(4);
    await using world = await startWorld(library, { speed: 1 });
    await withLease(world, byOther(world.clock.now(), world.clock.now() + 10 * minute));
    library.addPhoto({ name: 'NEW.JPG', bytes: 4_000 });
    const life = await startEngine(world, names);
    await life.press();
    await life.until(({ status }) => status === 'attention');
    await takeOver(world.log);
    world.jottacloud.faults.add({ path: /lease-/, times: 1, action: { kind: 'answer', status: 400 } });
    await life.resume();
    expect(await life.end()).toMatchObject({ status: 'finished', takesOver: true });
  });

  test('that somebody takes over during a copy stops the copy with that reason', async () => {
    const library = withPhotos(4);
    await using world = await startWorld(library);
    await (await startEngine(world, names)).transfer();
    for (let photo = 0; photo < 4; photo += 1) library.addPhoto({ name: `L_${photo}.MOV`, bytes: 3_000_000 });
    // Apple's bytes do not come: the copy stays at work.
    world.icloud.faults.add({
      host: /icloud-content/,
      times: Infinity,
      action: { kind: 'answer', status: 503, headers: { 'retry-after': '3600' }, body: '' },
    });
    const life = await startEngine(world, names);
    await life.press();
    await expect
      .poll(async () => ((await leaseOf(world))?.until ?? 0) - world.clock.now(), { timeout: 20_000 })
      .toBeGreaterThan(0);
    world.jottacloud.tree.put(
      leasePathOf(world),
      new TextEncoder().encode(byOther(world.clock.now(), world.clock.now() + 14 * minute)),
    );
    const stopped = await life.until(({ status }) => status !== 'active');
    expect(stopped).toMatchObject({ status: 'attention', attention: { code: 'other-computer' } });
    expect((await leaseOf(world))?.name).toBe('Firefox (Windows)');
    life.kill();
  });

  test.each([
    ['cannot be read', () => 'something else'],
    ['is from the future', (now: number) => byOther(now + 120 * minute, now + 135 * minute)],
  ])('that %s stops nothing, is said, and stays as it is', async (_, text) => {
    const library = withPhotos(4);
    await using world = await startWorld(library, { speed: 1 });
    const there = text(world.clock.now());
    await withLease(world, there);
    library.addPhoto({ name: 'NEW.JPG', bytes: 4_000 });
    const run = await (await startEngine(world, names)).transfer();
    expect(run).toMatchObject({ status: 'finished', remarks: [{ code: 'lease-unclear' }] });
    expect(await isAllThere(world)).toBe(true);
    const left = await world.jottacloud.tree.file(leasePathOf(world))?.bytes();
    expect(new TextDecoder().decode(left)).toBe(there);
  });

  test('costs nothing in a press with nothing new, and few requests else', async () => {
    const library = withPhotos(2);
    await using world = await startWorld(library, { speed: 1 });
    const life = await startEngine(world, names);
    await life.transfer();
    const before = requestsFor(world);
    await life.transfer();
    expect(requestsFor(world)).toBe(before);
  });

  test('does not exist where no list is kept', async () => {
    await using world = await startWorld(withPhotos(2));
    await (await startEngine(world, { manifest: 'off' })).transfer();
    expect(ownNames(world.jottacloud)).toEqual([]);
  });
});
