import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { assertFound } from '../../errors.ts';
import { epochMs, md5, relativePath } from '../../units.ts';
import { emptyLog } from '../database.ts';
import { ownFileKey, placeOwnFile } from '../placing/place-own-file.ts';
import { forgetFiles } from '../runs/retry-failed.ts';
import { placeAll, SAMPLE_LIBRARY, sampleItem } from '../testing/sample-log.ts';
import { createChangeTracker } from './changed-files.ts';
import { newRuns, type SampleRuns } from '../testing/sample-runs.ts';

let logs = 0;
let world: SampleRuns;
beforeEach(async () => {
  logs += 1;
  world = await newRuns(`noted turns ${logs}`);
});

const takenAt = Date.UTC(2024, 0, 1);
const photo = sampleItem('P1', { name: 'IMG_1.JPG', addedAt: 1, takenAt });

/** Forgets what was noted so far, as after a written part of the manifest. */
async function writePart(): Promise<void> {
  const { upTo } = await world.store.readChanged();
  world.store.forgetChanged(upTo);
}

/** Returns the keys that the next part is about, and checks that the log counts them too. */
async function noted(): Promise<string[]> {
  const { keys, from, upTo } = await world.store.readChanged();
  expect(upTo - from).toBe(keys.length);
  return keys;
}

test('a verified file whose path holds other content is in the next part', async () => {
  await world.run({ main: [photo] });
  await writePart();
  const [file] = await world.log.getAll('files');
  assertFound(file, 'the file');
  await world.store.rename(file, 'taken');
  expect(await noted()).toEqual([file.key]);
});

test('a verified file that is forgotten is in the next part, an open one is not', async () => {
  await world.run({ main: [photo] });
  const [file] = await world.log.getAll('files');
  assertFound(file, 'the file');
  const open = { ...file, key: `${file.key}-open`, state: { status: 'queued' as const } };
  await world.log.put('files', open);
  const { totals } = (await world.log.get('log', 'log')) ?? emptyLog;
  const changes = createChangeTracker();
  await forgetFiles(world.log, [file, open], changes);
  expect(totals.filesDone).toBe(1);
  expect(changes.read(2)).toEqual({ keys: [file.key], from: 1, upTo: 2 });
  expect((await world.log.get('log', 'log'))?.fileChanges).toBe(2);
});

test('a verified file is in the next part when Apple has other content, before that is copied', async () => {
  const run = await world.run({ main: [photo] });
  await writePart();
  const edited = sampleItem('P1', { name: 'IMG_1.JPG', addedAt: 1, takenAt, checksum: 'OTHER' });
  await world.store.savePhotos(SAMPLE_LIBRARY, 'main', { items: [edited], unusable: [], progress: null });
  await placeAll(world.store, run);
  const [file] = await world.log.getAll('files');
  expect(file?.state.status).toBe('queued');
  expect(await noted()).toEqual([file?.key]);
});

test('an own file that an earlier copy has left at the destination is in the next part', async () => {
  await world.run({ main: [photo] });
  const log = await world.log.get('log', 'log');
  assertFound(log, 'the log');
  const item = { key: 'album-file:A', libraryKey: SAMPLE_LIBRARY, name: 'A' };
  const content = { checksum: 'own:1', sizeBytes: 5 };
  const own = {
    item,
    role: 'album',
    takenAt: epochMs(1),
    path: relativePath('A/album.json'),
    suffixesFrom: 'A',
  } as const;
  const key = ownFileKey(item.key, own.role);
  await world.log.put('log', { ...log, recovery: { of: '', provedAt: epochMs(1), copy: null } });
  await world.log.put('remembered', {
    key,
    ...content,
    md5: md5('d41d8cd98f00b204e9800998ecf8427e'),
    path: own.path,
    pathHash: null,
    proof: 'checksum',
  });
  const changes = createChangeTracker();
  await placeOwnFile(world.log, own, content, changes);
  expect((await world.log.get('files', key))?.state.status).toBe('done');
  expect(changes.read(2)).toEqual({ keys: [key], from: 1, upTo: 2 });
});
