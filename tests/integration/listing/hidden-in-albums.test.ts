import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

test('an album with a hidden photo matches its count, is read once and leaves the photo out', async () => {
  const library = createLibrary(17);
  const photos = [library.addPhoto({ name: 'A.JPG' }), library.addPhoto({ name: 'B.JPG', hidden: true })];
  const album = library.albums.addAlbum('Rome');
  library.albums.addTo(album, ...photos);
  await using world = await startWorld(library);
  let pages = 0;
  const watch = (call: { body: string }) => {
    if (call.body.includes('CPLContainerRelationLiveByAssetDate')) pages += 1;
    return () => undefined;
  };

  const run = await (await startEngine(world, { watch })).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect((await readReport(world.log))?.albums).toMatchObject([{ appleCount: 2, placesListed: 2 }]);
  expect(pages).toBeLessThanOrEqual(2);
  expect(world.jottacloud.tree.files().map(({ path }) => path.split('/').at(-1))).toEqual(['A.JPG']);
});
