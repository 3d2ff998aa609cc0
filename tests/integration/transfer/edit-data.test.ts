import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { storedNames } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const on = { arrangement: { ...defaultArrangement, editData: true } };

/** A photo with every kind of further file, and one without. */
function libraryOfBoth(): Library {
  const library = createLibrary(23);
  library.addPhoto({ name: 'PLAIN.JPG' });
  library.addLivePhoto({
    name: 'IMG_0001.HEIC',
    editedStill: {},
    masterFiles: {
      ...{ resOriginalSpatialOverCapture: {}, resOriginalVidComplOverCapture: {}, resAudio: {} },
      ...{ resSidecarOther: {} },
    },
    assetFiles: { resAdjBaseJPEG: {}, resAdjBaseVid: {}, resAdjBaseNormalVid: {}, resAdjData: {} },
  });
  return library;
}

const defaultNames = ['IMG_0001-edited.JPG', 'IMG_0001.HEIC', 'IMG_0001.MOV', 'PLAIN.JPG'];
const allNames = [
  ...defaultNames,
  ...['IMG_0001-overcapture.HEIC', 'IMG_0001-overcapture.MOV', 'IMG_0001-sound.M4A'],
  ...['IMG_0001-sidecar.DAT', 'IMG_0001-edit-base.JPG', 'IMG_0001-edit-base.MOV'],
  ...['IMG_0001-edit-base-normal.MOV', 'IMG_0001-edit-data.PLIST'],
].toSorted();

/** MD5 of each file at Jottacloud and of each further file at Apple. */
async function expectFurtherBytes({ jottacloud, library }: World): Promise<void> {
  const stored = await Promise.all(
    jottacloud.tree.files().map(async (file) =>
      createHash('md5')
        .update(await file.bytes())
        .digest('hex'),
    ),
  );
  const resources = library.primary.assets.flatMap(({ resources: own, master }) => [
    ...own,
    ...master.resources,
  ]);
  const wanted = resources.filter(([prefix]) => /OverCapture|Audio|SidecarOther|Adj/.test(prefix));
  expect(stored).toEqual(expect.arrayContaining(wanted.map(([, { md5 }]) => md5)));
}

test('copies each further file of a photo under a descriptive name', async () => {
  await using world = await startWorld(libraryOfBoth());

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(storedNames(world.jottacloud)).toEqual(allNames);
  await expectFurtherBytes(world);
  const report = await readReport(world.log);
  expect(report?.leftOut.furtherFiles).toEqual([]);
  expect(report?.totals).toMatchObject({ itemsDone: 2, filesProved: allNames.length });
  expect(run.plan?.all).toMatchObject({ items: 2, files: allNames.length });
});

test('completes photos copied before without sending a byte twice or reading a list', async () => {
  await using world = await startWorld(libraryOfBoth());
  const first = await (await startEngine(world)).transfer();
  expect(first.plan?.all).toMatchObject({ items: 2, files: defaultNames.length });
  expect(storedNames(world.jottacloud)).toEqual(defaultNames);
  const sent = world.jottacloud.uploads.length;
  const lists: string[] = [];
  const watch = (call: { body: string }) => {
    if (call.body.includes('CPLAssetAndMaster')) lists.push(call.body);
    return () => undefined;
  };

  const run = await (await startEngine(world, { watch })).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(run.plan?.all).toMatchObject({ items: 2, files: allNames.length });
  expect(storedNames(world.jottacloud)).toEqual(allNames);
  await expectFurtherBytes(world);
  expect(world.jottacloud.uploads).toHaveLength(sent + allNames.length - defaultNames.length);
  expect(lists).toEqual([]);
});

test('removes nothing, adds nothing and says so when switched off', async () => {
  const library = libraryOfBoth();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer(on);
  library.addPhoto({ name: 'NEW.JPG', assetFiles: { resAdjData: {} } });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(storedNames(world.jottacloud)).toEqual([...allNames, 'NEW.JPG'].toSorted());
  const report = await readReport(world.log);
  expect(report?.totals).toMatchObject({ itemsFound: 3, itemsDone: 3, filesFailed: 0 });
  expect(report?.leftOut).toMatchObject({ furtherCopiedBefore: true });
  expect(report?.leftOut.furtherFiles).toContain('resAdjData');
});

test('ignores a failed further file once it is no longer wanted', async () => {
  const library = createLibrary(23);
  const value = { fileChecksum: 'AfmD7UtOGIItmXHUm5CO1yik4vxv', size: 11 };
  library.addPhoto({ name: 'A.JPG', oddAssetFields: { resAdjDataRes: { value, type: 'ASSETID' } } });
  await using world = await startWorld(library);
  const first = await (await startEngine(world)).transfer(on);
  expect(first.status).toBe('finished');
  expect((await readReport(world.log))?.totals).toMatchObject({ filesFailed: 1, itemsDone: 0 });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect((await readReport(world.log))?.totals).toMatchObject({ filesFailed: 0, itemsDone: 1 });
});

test('copies a file that is on both records of a photo from both', async () => {
  const library = createLibrary(23);
  library.addPhoto({ name: 'A.JPG', masterFiles: { resAudio: {} }, assetFiles: { resAudio: {} } });
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer(on);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(storedNames(world.jottacloud)).toEqual(['A-sound-3.M4A', 'A-sound.M4A', 'A.JPG']);
});
