import { expect, test } from 'vitest';
import { storedContent, storedNames, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { useNameRule } from '../../fakes/jottacloud/jfs/jfs-name.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const FOREIGN = new TextEncoder().encode('a file of somebody else');

test.each([true, false])(
  'a destination in another Unicode form is the same folder; conflicts ignored: %s',
  async (ignoresConflictHandler) => {
    using _ = useNameRule('case-and-form');
    const library = createLibrary(6);
    for (let photo = 0; photo < 5; photo += 1)
      library.addPhoto({ name: `IMG_100${photo}.JPG`, bytes: 2_000 + photo });
    await using world = await startWorld(library);
    const { jottacloud } = world;
    jottacloud.uploadSwitches.ignoresConflictHandler = ignoresConflictHandler;
    const [typed, there] = ['NFC', 'NFD'].map((form) => 'Bilder på Ålesund'.normalize(form));
    const foreign = `${there ?? ''}/Not in any album/2024/IMG_1000.JPG`;
    jottacloud.tree.put(foreign, FOREIGN);

    const run = await (await startEngine(world)).transfer({ destinationFolder: typed ?? '' });

    const report = await readReport(world.log);
    expect(report && isComplete(run, report.totals)).toBe(true);
    expect(jottacloud.allocations.filter(({ state }) => state === 'INCOMPLETE')).toHaveLength(5);
    expect(jottacloud.tree.files()).toHaveLength(6);
    expect(await jottacloud.tree.file(foreign)?.bytes()).toEqual(FOREIGN);
  },
);

test.each([true, false])(
  'both files survive when the server takes two names for one; conflicts ignored: %s',
  async (ignoresConflictHandler) => {
    using _ = useNameRule('folding');
    const library = createLibrary(6);
    const names = [
      'straße.JPG',
      'STRASSE.JPG',
      'kırmızı.JPG',
      'KIRMIZI.JPG',
      'ﬁsk.JPG',
      'FISK.JPG',
      'ǰ.JPG',
      'J̌.JPG',
    ];
    const photos = names.map((name, index) => library.addPhoto({ name, bytes: 2_000 + index }));
    for (const [at, name] of ['Straße', 'STRASSE', 'ﬁsk', 'FISK'].entries()) {
      const album = library.albums.addAlbum(name);
      for (const photo of photos.slice(at, at + 3)) library.albums.addTo(album, photo);
    }
    await using world = await startWorld(library);
    world.jottacloud.uploadSwitches.ignoresConflictHandler = ignoresConflictHandler;

    const run = await (await startEngine(world)).transfer();

    const report = await readReport(world.log);
    expect(report && isComplete(run, report.totals)).toBe(true);
    expect(new Set(await storedContent(world.jottacloud))).toEqual(new Set(wantedContent(library)));
    expect(world.jottacloud.tree.files()).toHaveLength(report?.totals.filesDone ?? NaN);
    expect(world.jottacloud.tree.files().every(({ versions }) => versions === 1)).toBe(true);
  },
);

/** Letters that no rule of ours folds: what the server takes for one name shows only in its answers. */
test('both files survive unknown case folding of the server', async () => {
  const library = createLibrary(6);
  library.addPhoto({ name: 'a.JPG', bytes: 2_001 });
  library.addPhoto({ name: 'b.JPG', bytes: 2_002 });
  await using world = await startWorld(library);
  const { jottacloud } = world;
  const first = await (await startEngine(world)).transfer();
  expect(first.shortfalls).toEqual([]);
  // The second is where the first was, as if it had overwritten it.
  const folder = 'iCloud Photos/Not in any album/2024';
  const bytes = await jottacloud.tree.file(`${folder}/b.JPG`)?.bytes();
  jottacloud.tree.put(`${folder}/a.JPG`, bytes ?? new Uint8Array());

  const run = await (await startEngine(world)).transfer();

  const report = await readReport(world.log);
  expect(report && isComplete(run, report.totals)).toBe(true);
  expect(storedNames(jottacloud)).toEqual(
    ['a (…).JPG', 'a.JPG', 'b.JPG'].map(
      (name) => expect.stringMatching(name.replace('(…)', String.raw`\(\w{4}\)`)) as string,
    ),
  );
  expect(new Set(await storedContent(jottacloud))).toEqual(new Set(wantedContent(library)));
});

test('names that XML cannot hold do not stop the final check, and their number is reported', async () => {
  const library = createLibrary(6);
  library.addPhoto({ bytes: 2_000 });
  await using world = await startWorld(library);
  world.jottacloud.tree.put('iCloud Photos/gammel \u001f fil.jpg', FOREIGN);

  const run = await (await startEngine(world)).transfer();

  const report = await readReport(world.log);
  expect(report && isComplete(run, report.totals)).toBe(true);
  expect(run.remarks).toMatchObject([{ code: 'names-unreadable', facts: { files: 1 } }]);
});
