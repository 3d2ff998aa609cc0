import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { labelledSample } from '../../fakes/sample-library/sample-library.ts';
import { storedLines, wantedLines } from '../../fakes/sample-library/compare-tree.ts';
import { readExpectedTree } from '../../fakes/sample-library/expected-tree.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';

const destinationFolder = 'Photos/Italy 2022';
const photos = (): Library => {
  const library = createLibrary(2);
  const album = library.albums.addAlbum('Rome');
  library.albums.addAlbum('Empty');
  for (let photo = 0; photo < 8; photo += 1)
    library.albums.addTo(album, library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 3_000 + photo }));
  return library;
};
const foldersOf = ({ jottacloud }: World): string[] => [
  ...new Set(jottacloud.tree.files().map(({ path }) => path.split('/').slice(0, 2).join('/'))),
];

test('the whole sample library arrives below two folders, with details files, albums and the final check', async () => {
  const { library, items } = labelledSample();
  await using world = await startWorld(library);
  const foreign = new TextEncoder().encode('somebody else');
  world.jottacloud.tree.put('Photos/their own.jpg', foreign);
  const life = await startEngine(world);

  const run = await life.transfer({ destinationFolder });

  expect(run).toMatchObject({ status: 'finished', destinationFolder });
  const wanted = wantedLines(
    readExpectedTree(items, { layout: 'albums', sharedLibrary: 'own-folder', hiddenAndDeleted: false }),
  );
  expect(storedLines(world.jottacloud.tree, destinationFolder)).toEqual(wanted);
  const report = await readReport(world.log);
  expect(report?.run.destinationFolder).toBe(destinationFolder);
  expect(world.jottacloud.tree.file('Photos/their own.jpg')?.sizeBytes).toBe(foreign.length);
}, 120_000);

test('details files and album files are written there too', async () => {
  await using world = await startWorld(photos());
  const arrangement = { ...defaultArrangement, details: 'json' } as const;

  const run = await (await startEngine(world)).transfer({ destinationFolder, arrangement });

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(foldersOf(world)).toEqual([destinationFolder]);
  const names = world.jottacloud.tree.files().map(({ path }) => path);
  expect(names).toContain(`${destinationFolder}/Rome/IMG_0.JPG.json`);
  expect(names.filter((path) => path.startsWith(`${destinationFolder}/Empty/`))).toHaveLength(1);
});

test('after a death in the middle, the copy continues in the same folder and sends nothing twice', async () => {
  const library = photos();
  await using world = await startWorld(library);
  const first = await startEngine(world);
  await first.press({ destinationFolder });
  await vi.waitUntil(() => world.jottacloud.tree.files().length >= 3, { timeout: 20_000, interval: 1 });
  first.kill();

  const second = await startEngine(world);
  await second.engine.wake();
  const run = await second.until(({ status }) => status === 'finished');

  expect(run).toMatchObject({ destinationFolder, shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(foldersOf(world)).toEqual([destinationFolder]);
});

test('a file that is gone there is sent again, and foreign files with our names keep theirs', async () => {
  await using world = await startWorld(photos());
  const { tree } = world.jottacloud;
  const path = `${destinationFolder}/Rome/IMG_3.JPG`;
  tree.put(path, new TextEncoder().encode('theirs'));
  const life = await startEngine(world);
  await life.transfer({ destinationFolder });
  expect(new TextDecoder().decode(await tree.file(path)?.bytes())).toBe('theirs');
  const made = world.jottacloud.requests.to('jfs.jottacloud.com', /mkDir/).map(({ path: folder }) => folder);
  expect(made).toEqual([expect.stringContaining('/Jotta/Archive/Photos/Italy%202022/Empty?mkDir=true')]);
  const ours = tree
    .files()
    .filter(({ path: stored }) => stored.startsWith(`${destinationFolder}/Rome/IMG_3 (`));
  expect(ours).toHaveLength(1);

  const [gone] = ours;
  if (gone) tree.trash(gone.path);
  const checked = await life.transfer({ destinationFolder, thorough: true });
  expect(checked.shortfalls).toEqual([]);
  expect(tree.file(gone?.path ?? '')).toBeDefined();
});

test('one level in capital letters at Jottacloud is the same folder, and what lies there is not sent again', async () => {
  const library = photos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer({ destinationFolder });
  const sent = world.jottacloud.uploads.length;

  await (await startEngine(world)).transfer({ destinationFolder: 'PHOTOS/Italy 2022' });

  expect(world.jottacloud.uploads).toHaveLength(sent);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('moved from one folder to one within it, every photo is complete in both', async () => {
  const library = photos();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer({ destinationFolder: 'Photos' });
  const run = await (await startEngine(world)).transfer({ destinationFolder });

  const report = await readReport(world.log);
  expect(report && isComplete(report.run, report.totals)).toBe(true);
  expect(run.shortfalls).toEqual([]);
  const below = world.jottacloud.tree.files().filter(({ path }) => path.startsWith(`${destinationFolder}/`));
  expect(below).toHaveLength(8);
});
