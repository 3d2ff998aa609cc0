import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { everything } from '../../domain/album/choice.ts';
import { pickFirstPhotos, readFirstPhotos } from './first-photos.ts';
import { SAMPLE_LIBRARY, sampleItem } from '../testing/sample-log.ts';
import { newRuns, type SampleRuns } from '../testing/sample-runs.ts';

let logs = 0;
let world: SampleRuns;
beforeEach(async () => {
  logs += 1;
  world = await newRuns(`first photos ${logs}`);
});

const key = (id: string): string => `${SAMPLE_LIBRARY}/${id}`;
const photo = (id: string, change: Parameters<typeof sampleItem>[1] = {}) =>
  sampleItem(id, { name: `${id}.JPG`, ...change });

test('one photo of each kind is picked from the main list, never a hidden or missing one', async () => {
  const gone = photo('GONE');
  await world.run({ main: [gone, photo('A')] });
  await world.run({
    main: [
      photo('A'),
      photo('LIVE', { roles: ['original', 'live-video'] }),
      photo('EDIT', { roles: ['original', 'edited-still'] }),
    ],
    hidden: [photo('HIDDEN')],
  });
  expect(await pickFirstPhotos(world.log)).toEqual(['A', 'LIVE', 'EDIT'].map(key));
});

test('photos are reported as verified only when all their files are', async () => {
  await world.run({ main: [photo('LIVE', { roles: ['original', 'live-video'] })] });
  expect(await readFirstPhotos(world.log, [key('LIVE'), key('UNKNOWN')])).toMatchObject([
    {
      key: key('LIVE'),
      name: 'LIVE.JPG',
      assetName: 'LIVE',
      sort: 'live-photo',
      state: 'proved',
      error: null,
      path: expect.stringMatching(/\/LIVE\.JPG$/),
    },
  ]);
  const [file] = await world.log.getAllFromIndex('files', 'byItem', key('LIVE'));
  if (!file) throw new Error('a photo without files');
  await world.log.put('files', { ...file, state: { status: 'queued' } });
  expect(await readFirstPhotos(world.log, [key('LIVE')])).toMatchObject([{ state: 'waiting' }]);
  const error = { code: 'record-gone', detail: '' } as const;
  await world.log.put('files', { ...file, state: { status: 'failed', error } });
  expect(await readFirstPhotos(world.log, [key('LIVE')])).toMatchObject([{ state: 'failed', error }]);
});

test('a photo that is not chosen waits without a file', async () => {
  await world.run({ main: [photo('A'), photo('B')] }, { choice: { ...everything, items: [key('A')] } });
  expect((await readFirstPhotos(world.log, [key('A'), key('B')])).map(({ state }) => state)).toEqual([
    'proved',
    'waiting',
  ]);
});
