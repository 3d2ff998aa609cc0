import { expect, test } from 'vitest';
import { createJottacloudPreviews } from '../../../utils/pictures/jottacloud-previews.ts';
import { createJottacloudClient } from '../../../utils/jottacloud/client.ts';
import { findCopiedFile } from '../../../utils/store/reads/find-copied-file.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import type { PreviewKind } from '../../fakes/jottacloud/service.ts';
import { loopbackFetch } from '../support/loopback-fetch.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';

const PICTURE = Uint8Array.of(
  0xff,
  0xd8,
  0xff,
  0xe0,
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
  17,
  18,
);

/** Copies two photos, and reads previews as the background does. */
async function open(world: World) {
  const life = await startEngine(world);
  await life.transfer();
  life.kill();
  const own = world.connect();
  const noUpload = (): Promise<never> => Promise.reject(new Error('nothing is sent'));
  const client = createJottacloudClient(loopbackFetch(own), noUpload, world.background.tokens);
  const previews = createJottacloudPreviews({ find: (photo) => findCopiedFile(world.log, photo), client });
  const [photo = '', other = ''] = await world.log.getAllKeys('photos');
  const file = await findCopiedFile(world.log, photo);
  const path = file?.segments.join('/') ?? '';
  return { previews, photo, other, path, [Symbol.dispose]: () => own.cut() };
}

async function startPair(): Promise<World> {
  const library = createLibrary(41);
  library.addPhoto({ bytes: 700, type: 'public.heic' });
  library.addPhoto({ bytes: 800 });
  return startWorld(library);
}

test('a preview comes from Jottacloud with the size of its file', async () => {
  await using world = await startPair();
  world.jottacloud.previewSwitches.pictureOf = () => PICTURE;
  using opened = await open(world);
  const { previews, photo } = opened;
  expect(await previews.read(photo)).toEqual({
    kind: 'picture',
    base64: PICTURE.toBase64(),
    sizeBytes: expect.any(Number),
  });
});

test.each<[PreviewKind, string]>([
  ['none', 'none'],
  ['empty', 'empty'],
  ['broken', 'broken'],
])('a preview that is %s has its own name', async (given, expected) => {
  await using world = await startPair();
  world.jottacloud.previewSwitches.kindOf = () => given;
  world.jottacloud.previewSwitches.pictureOf = () => PICTURE;
  using opened = await open(world);
  expect(await opened.previews.read(opened.photo)).toMatchObject({ kind: expected });
});

test.each([
  ['a 404 of something else', { kind: 'answer', status: 404, body: '<html>' } as const],
  ['XML', { kind: 'answer', status: 200, body: '<?xml version="1.0"?><file/>' } as const],
])('%s instead of a preview means that there is none', async (_, action) => {
  await using world = await startPair();
  using opened = await open(world);
  world.jottacloud.faults.add({ path: /mode=thumb/, times: 1, action });
  expect(await opened.previews.read(opened.photo)).toMatchObject({ kind: 'none' });
});

test('a file that is gone from Jottacloud is named as missing', async () => {
  await using world = await startPair();
  using opened = await open(world);
  world.jottacloud.tree.trash(opened.path);
  expect(await opened.previews.read(opened.photo)).toMatchObject({ kind: 'missing' });
  expect(await opened.previews.compare(opened.photo)).toBe('missing');
});

test('a busy service, and a photo that is not copied, are asked for later', async () => {
  await using world = await startPair();
  using opened = await open(world);
  world.jottacloud.faults.add({ path: /mode=thumb/, times: 1, action: { kind: 'answer', status: 503 } });
  expect(await opened.previews.read(opened.photo)).toEqual({ kind: 'later' });
  expect(await opened.previews.read('unknown')).toEqual({ kind: 'later' });
});

test('a file is downloaded again and compared: the same bytes, and one wrong byte', async () => {
  await using world = await startPair();
  using opened = await open(world);
  const { previews, photo, other } = opened;
  expect(await previews.compare(photo)).toBe('same');
  expect(await previews.compare(other)).toBe('same');
  world.jottacloud.faults.add({ path: /mode=bin/, times: 1, action: { kind: 'flipByte', at: 5 } });
  expect(await previews.compare(photo)).toBe('different');
});

test('a download that breaks is an error, and never a difference', async () => {
  await using world = await startPair();
  using opened = await open(world);
  world.jottacloud.faults.add({
    path: /mode=bin/,
    times: 1,
    action: { kind: 'cutResponse', afterBytes: 100 },
  });
  await expect(opened.previews.compare(opened.photo)).rejects.toMatchObject({ code: 'network' });
});
