import { describe, expect, test } from 'vitest';
import {
  copy,
  DESTINATION,
  expectLinks,
  linksIn,
  pagePaths,
  textOf,
  threeAlbums,
  withGalleries,
} from '../support/gallery-world.ts';
import { readParts } from '../support/read-manifest.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { openLog } from '../../../utils/store/database.ts';

const FOREIGN = new TextEncoder().encode('<!doctype html><title>a page of somebody else</title>');

describe('a page of somebody else', () => {
  test('is kept, and all links lead to the other name of ours', async () => {
    await using world = await startWorld(threeAlbums().library);
    const taken = ['Resor/index.html', 'Resor/Rom #1/index.html'];
    for (const path of taken) world.jottacloud.tree.put(`${DESTINATION}/${path}`, FOREIGN);
    await copy(world);
    for (const path of taken) {
      const file = world.jottacloud.tree.file(`${DESTINATION}/${path}`);
      expect(await file?.bytes()).toEqual(FOREIGN);
      expect(file?.versions).toBe(1);
    }
    expect(linksIn(await textOf(world, 'index.html'))).toContainEqual(
      expect.stringMatching(/^Resor\/index%20\(\w+\)\.html$/),
    );
    const own = pagePaths(world).filter((path) => path.includes('('));
    expect(own).toHaveLength(2);
    await expectLinks(world);
  });

  test('is kept if it is ours with a change, and the next copy writes beside it', async () => {
    await using world = await startWorld(threeAlbums().library);
    await copy(world);
    const path = `${DESTINATION}/Oslo/index.html`;
    const changed = new TextEncoder().encode(
      (await textOf(world, 'Oslo/index.html')).replace('</h1>', ', sommer</h1>'),
    );
    world.jottacloud.tree.put(path, changed);
    await copy(world);
    expect(await world.jottacloud.tree.file(path)?.bytes()).toEqual(changed);
    expect(pagePaths(world).filter((one) => one.startsWith('Oslo/'))).toHaveLength(2);
    await expectLinks(world);
  });
});

test('with the log of a new profile, pages that nobody has changed are replaced', async () => {
  const { library, rome } = threeAlbums();
  await using world = await startWorld(library);
  await copy(world);
  const before = pagePaths(world);
  library.albums.addTo(rome, library.addPhoto({ name: 'IMG_0009.JPG', bytes: 5_000 }));
  const logName = `${world.logName} of a new profile`;
  const later: World = { ...world, logName, log: await openLog(logName) };
  await copy(later);
  later.log.close();
  expect(pagePaths(world)).toEqual(before);
  expect(world.jottacloud.tree.file(`${DESTINATION}/Resor/Rom #1/index.html`)?.versions).toBe(2);
  expect(world.jottacloud.tree.file(`${DESTINATION}/Oslo/index.html`)?.versions).toBe(1);
});

test('after somebody has moved a folder, its page follows, and all links lead to files', async () => {
  await using world = await startWorld(threeAlbums().library);
  await copy(world);
  const { tree } = world.jottacloud;
  const [from, to] = [`${DESTINATION}/Resor/Rom #1/`, `${DESTINATION}/Reiser/Roma/`];
  for (const file of tree.files().filter(({ path }) => path.startsWith(from))) {
    tree.put(file.path.replace(from, to), await file.bytes());
    tree.trash(file.path);
  }

  await copy(world);

  expect(pagePaths(world)).toContain('Reiser/index.html');
  expect(pagePaths(world).filter((path) => path.startsWith('Reiser/Roma/'))).toEqual([
    'Reiser/Roma/index.html',
  ]);
  expect(linksIn(await textOf(world, 'Reiser/Roma/index.html'))).toContain('IMG_0001.JPG');
  await expectLinks(world);
});

test('the list at the destination names no page: their keys would name folders', async () => {
  await using world = await startWorld(threeAlbums().library);
  await (await startEngine(world, { manifest: 'hashes' })).transfer(withGalleries());
  expect(pagePaths(world)).toContain('Resor/index.html');
  const texts = (await readParts(world.jottacloud)).map(({ text }) => text).join('');
  expect(texts.length).toBeGreaterThan(0);
  expect(texts).not.toMatch(/gallery:|Resor|Oslo/);
});
