import { attentionOf } from '../../../utils/domain/run/run.ts';
import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const UPLOAD_HOST = 'up-no-001.jottacloud.com';
const API_HOST = 'api.jottacloud.com';
const BYTES = 2_000_000;
const HOME = 'iCloud Photos/Not in any album/2024/IMG_0001.JPG';

const pattern = (seed: number, length = BYTES): Uint8Array =>
  Uint8Array.from({ length }, (_, n) => (n * seed + (n >> 8)) & 0xff);
const onePhoto = (bytes = pattern(7)) => {
  const library = createLibrary(3);
  library.addPhoto({ name: 'IMG_0001.JPG', bytes });
  return library;
};
const problems = async ({ log }: World) => (await readReport(log))?.problems.map(({ error }) => error.code);

test('content that Jottacloud already has is filed without sending it', async () => {
  const bytes = pattern(7);
  const library = onePhoto(bytes);
  await using world = await startWorld(library);
  world.jottacloud.tree.put('Old computer/a.jpg', bytes);

  await (await startEngine(world)).transfer();

  expect(world.jottacloud.uploads).toEqual([]);
  expect(await world.jottacloud.tree.file(HOME)?.bytes()).toEqual(bytes);
});

test('the same content at the destination path counts as stored', async () => {
  const bytes = pattern(7);
  await using world = await startWorld(onePhoto(bytes));
  world.jottacloud.tree.put(HOME, bytes);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.jottacloud.uploads).toEqual([]);
  expect(world.jottacloud.tree.files().map(({ path, versions }) => [path, versions])).toEqual([[HOME, 1]]);
  expect((await readReport(world.log))?.totals).toMatchObject({
    filesDone: 1,
    filesUploaded: 0,
    itemsDone: 1,
  });
});

test.each([
  ['and says so', {}, {}, []],
  ['and would be overwritten', { ignoresConflictHandler: true }, {}, []],
  [
    'and would be overwritten, where no listing makes sense',
    { ignoresConflictHandler: true },
    { noStats: true },
    [{ code: 'list-endless' }],
  ],
])(
  'a foreign file at the path %s stays as it is, and ours gets another name',
  async (_, uploads, lists, shortfalls) => {
    const library = onePhoto();
    await using world = await startWorld(library);
    Object.assign(world.jottacloud.uploadSwitches, uploads);
    Object.assign(world.jottacloud.liststream, lists);
    const foreign = pattern(11, 500);
    world.jottacloud.tree.put(HOME, foreign);

    const run = await (await startEngine(world)).transfer();

    expect(run).toMatchObject({ status: 'finished', shortfalls });
    const kept = world.jottacloud.tree.file(HOME);
    expect([await kept?.bytes(), kept?.versions]).toEqual([foreign, 1]);
    const ours = world.jottacloud.tree.files().find(({ path }) => path !== HOME);
    expect(ours?.path).toMatch(/^iCloud Photos\/Not in any album\/2024\/IMG_0001 \([0-9A-F]{4}\)\.JPG$/);
    expect(await ours?.bytes()).toEqual(pattern(7));
  },
);

test('the path is free again when the foreign file differs only in letter case', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.tree.put('ICLOUD photos/Not in any album/2024/img_0001.jpg', pattern(11, 500));

  await (await startEngine(world)).transfer();

  expect(world.jottacloud.tree.files()).toHaveLength(2);
  expect(await world.jottacloud.tree.file(HOME)?.bytes()).toEqual(pattern(11, 500));
});

test('a cut upload sends only the missing bytes', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ host: UPLOAD_HOST, action: { kind: 'cutRequest', afterBytes: 700_000 } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.uploads.map(({ range }) => range)).toEqual([
    undefined,
    `bytes=700000-${BYTES - 1}`,
  ]);
});

test('an upload begun long ago resumes at its offset', async () => {
  const bytes = pattern(7);
  const library = onePhoto(bytes);
  await using world = await startWorld(library);
  world.jottacloud.tree.put(HOME, bytes, { state: 'INCOMPLETE', heldBytes: 1_200_000 });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.uploads.map(({ range, bytes: sent }) => [range, sent])).toEqual([
    [`bytes=1200000-${BYTES - 1}`, 800_000],
  ]);
});

test('an upload with a lost confirmation is not sent again', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ host: UPLOAD_HOST, action: { kind: 'loseReply' } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.uploads).toHaveLength(1);
});

test.each([
  ['an allocation whose reply was lost', { kind: 'loseReply' }],
  ['an allocation that was cut', { kind: 'cutRequest', afterBytes: 10 }],
  [
    'an allocation that is answered by HTML',
    { kind: 'answer', status: 200, body: '<html>Maintenance</html>' },
  ],
] as const)('%s is repeated', async (_, action) => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ host: API_HOST, path: '/files/v1/allocate', action });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test.each([420, 416])('an upload that ends with %d resumes at the offset of allocate', async (status) => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ host: UPLOAD_HOST, action: { kind: 'answer', status } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('bytes that Jottacloud found corrupt are downloaded and sent again', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.uploadSwitches.corruptNext = 1;

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.uploads.map(({ status }) => status)).toEqual([421, 200]);
});

test('a confirmation of other content is rejected', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  const other = { path: '/Archive/x', bytes: BYTES, md5: '0'.repeat(32), content_id: 'x', modified: 0 };
  world.jottacloud.faults.add({
    host: UPLOAD_HOST,
    action: { kind: 'answer', status: 200, body: JSON.stringify(other) },
  });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(completedUploads(world.jottacloud)).toHaveLength(1);
});

test.each([
  ['429', { kind: 'answer', status: 429, headers: { 'retry-after': '30' } }],
  ['503', { kind: 'answer', status: 503, headers: { 'retry-after': '30' }, body: '<html>Busy</html>' }],
] as const)('waits as long as Jottacloud asks for with %s', async (_, action) => {
  const library = onePhoto();
  await using world = await startWorld(library);
  world.jottacloud.faults.add({ host: UPLOAD_HOST, action });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const [refused, next] = world.jottacloud.requests.to(/up-no-001|^api/).slice(-3);
  expect((next?.at ?? 0) - (refused?.at ?? Infinity)).toBeGreaterThanOrEqual(30_000 / 60 - 20);
});

test('a full account stops the queue, which resumes when there is space', async () => {
  const library = onePhoto();
  library.addPhoto({ name: 'IMG_0002.JPG', bytes: pattern(13, 10_000) });
  await using world = await startWorld(library, { capacityBytes: 1_000_000 });
  const life = await startEngine(world);
  await life.press();

  const stopped = await life.until(({ status }) => status === 'attention');
  expect(attentionOf(stopped)?.code).toBe('jottacloud-full');
  world.jottacloud.user.capacityBytes = -1;
  await life.resume();
  const run = await life.until(({ status }) => status === 'finished');

  expect(attentionOf(run)).toBeNull();
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(await problems(world)).toEqual([]);
});

test('no token is sent to an upload URL outside the service', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  const lured = {
    state: 'INCOMPLETE',
    upload_url: 'https://up.icloud.com/x',
    resume_pos: 0,
    bytes: BYTES,
    name: 'x',
  };
  world.jottacloud.faults.add({
    host: API_HOST,
    path: '/files/v1/allocate',
    action: { kind: 'answer', status: 200, body: JSON.stringify(lured) },
  });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.icloud.requests.to('up.icloud.com')).toEqual([]);
});

test('each file has the time at which its photo was taken', async () => {
  const library = createLibrary(3);
  const takenAt = Date.UTC(2019, 6, 14, 9, 30, 15);
  library.addPhoto({ name: 'IMG_0001.JPG', takenAt });
  await using world = await startWorld(library);

  await (await startEngine(world)).transfer();

  expect(world.jottacloud.tree.files().map(({ createdMs, modifiedMs }) => [createdMs, modifiedMs])).toEqual([
    [takenAt, takenAt],
  ]);
});

test('an empty original that Jottacloud lost is sent again and delays no other file', async () => {
  const library = onePhoto(new Uint8Array(0));
  await using world = await startWorld(library, { speed: 600 });
  const life = await startEngine(world);
  expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
  world.jottacloud.forgetBlobs();
  library.addPhoto({ name: 'IMG_0002.JPG', bytes: pattern(5) });

  const run = await life.transfer({ destinationFolder: 'Elsewhere' });

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const there = world.jottacloud.tree.files().filter(({ path }) => path.startsWith('Elsewhere/'));
  const sizes = there.map(async (file) => [file.path.split('/').at(-1), (await file.bytes()).length]);
  expect(await Promise.all(sizes)).toEqual([
    ['IMG_0001.JPG', 0],
    ['IMG_0002.JPG', BYTES],
  ]);
});
