import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const BYTE_HOST = /icloud-content/;
const BYTES = 600_000;

const onePhoto = () => {
  const library = createLibrary(3);
  const photo = library.addPhoto({ name: 'IMG_0001.JPG', bytes: BYTES });
  return { library, photo };
};
const byteRequests = ({ icloud }: World) => icloud.requests.to(BYTE_HOST);
const problems = async ({ log }: World) => (await readReport(log))?.problems.map(({ error }) => error.code);

test('bytes that two photos share are downloaded once and sent once', async () => {
  const { library, photo } = onePhoto();
  library.duplicateOf(photo);
  await using world = await startWorld(library);

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.tree.files()).toHaveLength(2);
  expect([byteRequests(world).length, world.jottacloud.uploads.length]).toEqual([1, 1]);
});

test('a cut download resumes from the last byte', async () => {
  const { library } = onePhoto();
  await using world = await startWorld(library);
  world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'cutResponse', afterBytes: 200_000 } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const [first, second, ...more] = byteRequests(world).map(({ headers }) => headers['range']);
  expect([first, more]).toEqual([undefined, []]);
  expect(second).toMatch(new RegExp(`^bytes=[1-9]\\d*-${BYTES - 1}$`));
});

test('a cut download restarts when the service ignores ranges', async () => {
  const { library } = onePhoto();
  await using world = await startWorld(library);
  world.icloud.switches.ignoreRange = true;
  world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'cutResponse', afterBytes: 200_000 } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.uploads.map(({ bytes }) => bytes)).toEqual([BYTES]);
});

test('a large file is downloaded in parts', async () => {
  const library = createLibrary(3);
  library.addVideo({ bytes: 49 * 1024 * 1024 });
  await using world = await startWorld(library);

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(byteRequests(world).map(({ headers }) => headers['range'])).toEqual([
    'bytes=0-33554431',
    'bytes=33554432-51380223',
  ]);
});

test.each([410, 403, 404, 401])('a signed URL that answers %d is replaced', async (status) => {
  const { library } = onePhoto();
  await using world = await startWorld(library);
  world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'answer', status } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.icloud.requests.to(/ckdatabasews/, /records\/lookup/)).toHaveLength(2);
});

test('a file with one wrong byte is downloaded again', async () => {
  const { library } = onePhoto();
  await using world = await startWorld(library);
  world.icloud.faults.add({ host: BYTE_HOST, action: { kind: 'flipByte', at: 300_000 } });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(byteRequests(world)).toHaveLength(2);
});

test('a file that arrives damaged twice is named and never sent', async () => {
  const { library } = onePhoto();
  library.addPhoto({ name: 'IMG_0002.JPG' });
  await using world = await startWorld(library);
  const checksum = library.expectedOriginals()[0]?.checksum.replaceAll('+', '-').replaceAll('/', '_') ?? '';
  world.icloud.faults.add({
    path: new RegExp(checksum),
    times: Infinity,
    action: { kind: 'flipByte', at: 5 },
  });

  const run = await (await startEngine(world)).transfer();

  expect(run.status).toBe('finished');
  expect(await problems(world)).toEqual(['damaged-twice']);
  expect(byteRequests(world)).toHaveLength(5);
  expect(completedUploads(world.jottacloud)).toEqual([expect.stringContaining('IMG_0002.JPG')]);
  expect(world.jottacloud.allocations.every(({ path }) => path.endsWith('IMG_0002.JPG'))).toBe(true);
});

test('an HTML page in place of a file is rejected', async () => {
  const { library } = onePhoto();
  await using world = await startWorld(library);
  world.icloud.faults.add({ host: BYTE_HOST, action: appleFaults.htmlInsteadOfBytes() });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test.each([429, 503])('waits as long as the byte host asks for with %d', async (status) => {
  const { library } = onePhoto();
  await using world = await startWorld(library);
  world.icloud.faults.add({
    host: BYTE_HOST,
    action: { kind: 'answer', status, headers: { 'retry-after': '30' }, body: '' },
  });

  await (await startEngine(world)).transfer();

  const [refused, taken] = byteRequests(world);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect((taken?.at ?? 0) - (refused?.at ?? Infinity)).toBeGreaterThanOrEqual(30_000 / 60 - 20);
});

test('a photo deleted before its download is named, and the others arrive', async () => {
  const { library, photo } = onePhoto();
  library.addPhoto({ name: 'IMG_0002.JPG' });
  await using world = await startWorld(library);
  world.icloud.switches.recordErrors.set(photo.master.recordName, {
    serverErrorCode: 'NOT_FOUND',
    reason: 'gone',
  });

  const run = await (await startEngine(world)).transfer();

  expect(run.status).toBe('finished');
  expect(await problems(world)).toEqual(['record-gone']);
  expect(world.jottacloud.tree.files()).toHaveLength(1);
});

test('an edit that changes between listing and download is copied in its latest form', async () => {
  const library = createLibrary(3);
  const photo = library.addEditedPhoto({ name: 'IMG_0001.JPG' });
  await using world = await startWorld(library);
  world.icloud.switches.afterListPage = () => {
    world.icloud.switches.afterListPage = undefined;
    library.edit(photo, { editedStill: { bytes: 40_000 } });
  };

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a file with an unknown kind of checksum is checked by size and counted separately', async () => {
  const library = createLibrary(3);
  for (const name of ['IMG_0001.JPG', 'IMG_0002.JPG']) library.addPhoto({ name });
  await using world = await startWorld(library);
  const [unknown] = library.expectedOriginals();
  const otherKind = Buffer.from(unknown?.checksum ?? '', 'base64')
    .fill(0x81, 0, 1)
    .toString('base64');
  const life = await startEngine(world, {
    forge: (_, reply) => ({
      ...reply,
      body: reply.body.replaceAll(`"fileChecksum":"${unknown?.checksum}"`, `"fileChecksum":"${otherKind}"`),
    }),
  });

  expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect((await readReport(world.log))?.totals).toMatchObject({
    filesDone: 2,
    filesProved: 1,
    filesSizeChecked: 1,
    filesFailed: 0,
  });
});
