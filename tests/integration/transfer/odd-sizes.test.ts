import { expect, test } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

/** Apple's records state a wrong size. */
const reported =
  (size: number, wrong: number) =>
  (_: IcloudCall, reply: IcloudReply): IcloudReply => ({
    ...reply,
    body: reply.body
      .replaceAll(`"size":${size},`, `"size":${wrong},`)
      .replaceAll(`"size":${size}}`, `"size":${wrong}}`),
  });

test.each([
  ['larger than it is', 12_000, 13_500],
  ['smaller than it is', 12_000, 9_000],
  ['far larger', 12_000, 60_000_000],
])('a size given %s is overruled by the checksum and reported', async (_, size, wrong) => {
  const library = createLibrary(4);
  const photo = library.addPhoto({ name: 'IMG_0001.JPG', bytes: size });
  for (const album of ['Oslo', 'Rom']) library.albums.addTo(library.albums.addAlbum(album), photo);
  library.addPhoto({ name: 'IMG_0002.JPG', bytes: 5_000 });
  await using world = await startWorld(library);
  const forge = reported(size, wrong);

  const run = await (await startEngine(world, { forge })).transfer();

  const report = await readReport(world.log);
  expect(report?.problems).toEqual([]);
  expect(report && isComplete(run, report.totals)).toBe(true);
  expect(run.remarks).toMatchObject([{ code: 'size-odd' }]);
  expect(new Set(await storedContent(world.jottacloud))).toEqual(new Set(wantedContent(library)));
  expect(completedUploads(world.jottacloud)).toHaveLength(2);
  expect(report?.totals).toEqual(await recount(world.log));

  const fetched = (): number => world.icloud.requests.to(/icloud-content/).length;
  const before = fetched();
  const again = await (await startEngine(world, { forge })).transfer({ thorough: true });
  expect(again.shortfalls).toEqual([]);
  expect(again.remarks ?? []).toEqual([]);
  expect(fetched()).toBe(before);
});

test('other bytes of another size are rejected', async () => {
  const library = createLibrary(4);
  library.addPhoto({ name: 'IMG_0001.JPG', bytes: 12_000 });
  await using world = await startWorld(library);
  world.icloud.faults.add({
    ...{ host: /icloud-content/, times: Infinity },
    action: {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'image/jpeg' },
      body: 'x'.repeat(11_000),
    },
  });

  const run = await (await startEngine(world)).transfer();

  const report = await readReport(world.log);
  expect(report && isComplete(run, report.totals)).toBe(false);
  expect(report?.problems.map(({ error }) => error.code)).toEqual(['damaged-twice']);
  expect(world.jottacloud.tree.files()).toEqual([]);
});
