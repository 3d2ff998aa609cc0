import { expect, test } from 'vitest';
import { below, COPIES, copies, JUNE, libraryOfSorts, off, on } from '../support/compatible-library.ts';
import { completedUploads, storedNames } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { defaultRequest, startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { startRun } from '../../../utils/store/runs/runs.ts';
import { bytesOf } from '../../fakes/icloud/library/content/byte-source.ts';
import { expectedCompatibleOf } from '../../fakes/icloud/library/expected-originals.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { Resource } from '../../fakes/icloud/library/resource.ts';

/** A library of one HEIC photo with its medium JPEG of this size. */
function oneHeic(options: object = {}): Library {
  const library = createLibrary(31);
  library.addPhoto({ name: 'A.HEIC', type: 'public.heic', takenAt: JUNE, bytes: 90_000, ...options });
  return library;
}

test('a rendition that Apple names without its bytes does not count, and takes nothing from complete', async () => {
  await using world = await startWorld(oneHeic({ oddMasterFields: { resJPEGMedRes: undefined } }));

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(run.plan?.compatible).toMatchObject({ stills: { files: 0 }, none: 1 });
  expect(storedNames(world.jottacloud)).toEqual(['A.HEIC']);
  expect((await readLogRecord(world.log)).totals).toMatchObject({ itemsDone: 1, filesFailed: 0 });
});

test('a rendition that Apple loses after the list was read is left out, and the photo is complete', async () => {
  const library = oneHeic();
  await using world = await startWorld(library);
  const watch = ({ path }: { path: string }) => {
    if (path.endsWith('/records/lookup')) library.primary.assets[0]?.master.resources.delete('resJPEGMed');
    return () => undefined;
  };

  const run = await (await startEngine(world, { watch })).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(run.plan?.compatible).toMatchObject({ stills: { files: 1 } });
  expect(storedNames(world.jottacloud)).toEqual(['A.HEIC']);
  const { totals } = await readLogRecord(world.log);
  expect(totals).toMatchObject({ itemsFound: 1, itemsDone: 1, filesFound: 1, filesFailed: 0 });
  expect(totals).toEqual(await recount(world.log));
});

test('a rendition that comes later is copied then, alone', async () => {
  const library = oneHeic({ width: 1600 });
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(on);
  const [asset] = library.primary.assets;
  const source = bytesOf(new TextEncoder().encode('the JPEG that came later'));
  const size = { width: 1600, height: 1200 };
  asset?.master.resources.set('resJPEGMed', new Resource({ source, fileType: 'public.jpeg', ...size }));
  if (asset) asset.zone.touch(asset.master, library.nowMs);
  const sent = world.jottacloud.uploads.length;

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(below(world, COPIES)).toEqual(['A.JPG']);
  expect(world.jottacloud.uploads).toHaveLength(sent + 1);
});

test('a wrong byte of a rendition is downloaded again and never sent', async () => {
  const library = oneHeic();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(off);
  world.icloud.faults.add({ host: /icloud-content/, action: { kind: 'flipByte', at: 700 } });

  const run = await (await startEngine(world)).transfer(on);

  expect(world.icloud.faults.fired).toHaveLength(1);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const [copy] = library.primary.assets.flatMap(expectedCompatibleOf);
  expect(world.jottacloud.tree.file(`${COPIES}A.JPG`)?.md5).toBe(copy?.md5);
  expect(completedUploads(world.jottacloud)).toHaveLength(2);
});

test('a rendition whose bytes never fit fails like any file, and is tried again with the next press', async () => {
  const library = oneHeic();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(off);
  world.icloud.faults.add({
    host: /icloud-content/,
    times: Infinity,
    action: { kind: 'flipByte', at: 700 },
  });

  const failed = await (await startEngine(world)).transfer(on);

  expect(failed.status).toBe('finished');
  expect((await readLogRecord(world.log)).totals).toMatchObject({
    filesFailed: 1,
    filesDone: 1,
    itemsDone: 0,
  });
  expect(below(world, COPIES)).toEqual([]);
  world.icloud.faults.clear();
  const run = await (await startEngine(world)).transfer(on);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(below(world, COPIES)).toEqual(['A.JPG']);
  expect((await readLogRecord(world.log)).totals).toMatchObject({ filesFailed: 0, itemsDone: 1 });
});

test('a taken name of a copy moves the copy alone', async () => {
  await using world = await startWorld(oneHeic());
  const foreign = new TextEncoder().encode('a file of somebody else');
  world.jottacloud.tree.put(`${COPIES}A.JPG`, foreign);

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(below(world, 'iCloud Photos/2024/2024-06/')).toEqual(['A.HEIC']);
  const [own = '', kept = ''] = below(world, COPIES);
  expect([own, kept]).toEqual([expect.stringMatching(/^A \(\w{4}\)\.JPG$/), 'A.JPG']);
  expect(await world.jottacloud.tree.file(`${COPIES}${kept}`)?.bytes()).toEqual(foreign);
});

test('a run that dies at any point resumes with its copies, and sends no file twice', async () => {
  for (const maxCalls of [12, 25, 40]) {
    const library = libraryOfSorts();
    await using world = await startWorld(library);
    await startRun(world.log, world.clock.now(), { ...defaultRequest, ...on });
    const life = await startEngine(world, { maxCalls });
    void life.engine.wake();
    expect(await life.end()).toBe('died');

    const next = await startEngine(world);
    void next.engine.wake();
    await next.end();

    expect(below(world, COPIES)).toEqual(copies);
    expect((await readLogRecord(world.log)).totals).toEqual(await recount(world.log));
    const paths = completedUploads(world.jottacloud);
    expect(paths).toHaveLength(new Set(paths).size);
  }
});
