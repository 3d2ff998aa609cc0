import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

test('files that are not copied are named in the report and do not stop the copy', async () => {
  const library = createLibrary(21);
  const value = { fileChecksum: 'AfmD7UtOGIItmXHUm5CO1yik4vxv', size: 11 };
  library.addPhoto();
  library.addPhoto({ oddMasterFields: { resAudioRes: { value, type: 'ASSETID' } } });
  library.addPhoto({ oddAssetFields: { resAdjDataRes: { value, type: 'ASSETID' } } });
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect((await readReport(world.log))?.leftOut.furtherFiles).toEqual(['resAdjData', 'resAudio']);
  expect(world.jottacloud.tree.files()).toHaveLength(3);
});
