import { expect, test } from 'vitest';
import { newProfile } from '../support/new-profile.ts';
import { listedFiles, storedFiles } from '../support/read-manifest.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const PHOTOS = 20;

const downloads = ({ icloud }: World): number => icloud.requests.to(/icloud-content/).length;
/** Uploads of anything but the list itself. */
const uploads = ({ jottacloud }: World): number =>
  jottacloud.uploads.filter(({ path }) => !path.includes('/Fotoflytt/')).length;

async function copiedWorld(manifest: 'names' | 'hashes'): Promise<World> {
  const library = createLibrary(4);
  const album = library.albums.addAlbum('Rom');
  for (let photo = 0; photo < PHOTOS; photo += 1)
    library.albums.addTo(album, library.addPhoto({ bytes: 1_000 + photo, name: 'IMG_0001.JPG' }));
  const world = await startWorld(library);
  await (await startEngine(world, { manifest })).transfer();
  return world;
}

test.each(['names', 'hashes'] as const)(
  'three computers in turn keep one copy, from lists with %s',
  async (manifest) => {
    await using world = await copiedWorld(manifest);
    const [stored, before] = [storedFiles(world.jottacloud), [downloads(world), uploads(world)]];
    for (const device of ['Firefox (Linux)', 'Edge (Windows)']) {
      await newProfile(world);
      const run = await (await startEngine(world, { manifest, device })).transfer();
      expect(run.shortfalls).toEqual([]);
      expect(run.earlierCopy).toMatchObject({ status: 'known', inPlace: PHOTOS, problems: [] });
      expect([downloads(world), uploads(world)]).toEqual(before);
      expect(storedFiles(world.jottacloud)).toEqual(stored);
    }
    // A later photo goes into the list of the last computer.
    world.library.addPhoto({ bytes: 9_000, name: 'NEW.JPG' });
    await (await startEngine(world, { manifest, device: 'Edge (Windows)' })).transfer();
    await newProfile(world);
    const { earlierCopy } = await (await startEngine(world, { manifest })).transfer();
    expect(earlierCopy).toMatchObject({ files: PHOTOS + 1, inPlace: PHOTOS + 1 });
    expect((await readLogRecord(world.log)).totals).toMatchObject({ filesDone: PHOTOS + 1 });
  },
);

test('a file that was moved is in the list with its new path', async () => {
  await using world = await copiedWorld('names');
  const { tree } = world.jottacloud;
  const [file] = tree.files().filter(({ path }) => path.includes('/Rom/'));
  tree.put('iCloud Photos/By hand.jpg', (await file?.bytes()) ?? new Uint8Array());
  tree.trash(file?.path ?? '');

  await (await startEngine(world, { manifest: 'names' })).transfer({ thorough: true });

  expect((await listedFiles(world.jottacloud)).filter((line) => line.startsWith('By hand.jpg'))).toHaveLength(
    1,
  );
  await newProfile(world);
  const run = await (await startEngine(world, { manifest: 'names' })).transfer();
  expect(run.earlierCopy).toMatchObject({ inPlace: PHOTOS, moved: 0, changed: 0 });
});
