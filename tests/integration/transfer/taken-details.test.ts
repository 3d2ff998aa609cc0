import { describe, expect, test } from 'vitest';
import { storedNames } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { type Arrangement, defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { openLog } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const FOLDER = 'iCloud Photos/Not in any album/2024';
const FOREIGN = new TextEncoder().encode('{"darktable": "a file of somebody else"}');
const withDetails = (details: 'json' | 'xmp'): Arrangement => ({ ...defaultArrangement, details });

const livePhoto = () => {
  const library = createLibrary(3);
  const photo = library.addLivePhoto({ name: 'IMG_0001.HEIC', bytes: 10_000, liveVideo: { bytes: 20_000 } });
  return { library, photo };
};

/** The same person with a new browser profile: nothing is in its log. */
async function withNewLog(world: World): Promise<World> {
  const logName = `${world.logName} of a new profile`;
  return { ...world, logName, log: await openLog(logName) };
}

async function isAllThere(world: World): Promise<boolean> {
  const report = await readReport(world.log);
  expect(report?.totals).toEqual(await recount(world.log));
  return report !== null && isComplete(report.run, report.totals);
}

describe.each(['json', 'xmp'] as const)('details as %s', (details) => {
  test('whose name is taken get another name, and the photo and its video keep theirs', async () => {
    const { library } = livePhoto();
    await using world = await startWorld(library);
    const taken = `${FOLDER}/IMG_0001.HEIC.${details}`;
    world.jottacloud.tree.put(taken, FOREIGN);

    await (await startEngine(world)).transfer({ arrangement: withDetails(details) });

    expect(await isAllThere(world)).toBe(true);
    expect(storedNames(world.jottacloud)).toEqual([
      'IMG_0001.HEIC',
      expect.stringMatching(new RegExp(String.raw`^IMG_0001\.HEIC \(\w{4}\)\.${details}$`)) as string,
      `IMG_0001.HEIC.${details}`,
      'IMG_0001.MOV',
    ]);
    expect(await world.jottacloud.tree.file(taken)?.bytes()).toEqual(FOREIGN);
  });

  test('of an earlier life with a lost log become a new revision', async () => {
    const { library, photo } = livePhoto();
    const album = library.albums.addAlbum('Rom');
    library.albums.addTo(album, library.addPhoto({ name: 'IMG_0002.JPG', bytes: 5_000 }));
    await using world = await startWorld(library);
    await (await startEngine(world)).transfer({ arrangement: withDetails(details) });
    const before = storedNames(world.jottacloud);
    library.setFavourite(photo, true);
    library.albums.addTo(album, library.addPhoto({ name: 'IMG_0003.JPG', bytes: 6_000 }));

    const later = await withNewLog(world);
    await (await startEngine(later)).transfer({ arrangement: withDetails(details) });

    expect(await isAllThere(later)).toBe(true);
    later.log.close();
    const added = ['IMG_0003.JPG', `IMG_0003.JPG.${details}`];
    expect(storedNames(world.jottacloud)).toEqual([...before, ...added].toSorted());
    const file = world.jottacloud.tree.file(`${FOLDER}/IMG_0001.HEIC.${details}`);
    expect(file?.versions).toBe(2);
    expect(world.jottacloud.tree.file('iCloud Photos/Rom/album.json')?.versions).toBe(2);
    expect(new TextDecoder().decode(await file?.bytes())).toMatch(/"favourite": true|<xmp:Rating>5</);
  });
});
