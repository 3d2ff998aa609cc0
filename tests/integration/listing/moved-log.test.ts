import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { factsOf } from '../../bench/idle-cases.ts';
import { likeMoved, type MovedRecords, type PhotoFacts } from '../../bench/moved-records.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

/** Without what two files differ in by their bytes and the moment. */
const withoutProof = (records: MovedRecords): unknown =>
  JSON.parse(
    JSON.stringify(records)
      .replaceAll(/"md5":"\w+"/g, '"md5":""')
      .replaceAll(/"doneAt":\d+/g, '"doneAt":0'),
  );

test('the bench fills the log as the product does', async () => {
  const library = createLibrary(9);
  const lastHour = Date.UTC(2023, 11, 31, 21, 30); // 23:30 in the photos' time zone
  const photos = [0, 1].map((hours) =>
    library.addPhoto({ bytes: 1_400, takenAt: lastHour + hours * 3_600_000 }),
  );
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const recordsOf = async ({ assetName, checksum }: PhotoFacts): Promise<MovedRecords> => {
    const one = (all: object[], mark: string): object =>
      all.find((record) => JSON.stringify(record).includes(mark)) ?? {};
    return {
      photos: one(await world.log.getAll('photos'), assetName),
      items: one(await world.log.getAll('items'), assetName),
      files: one(await world.log.getAll('files'), assetName),
      paths: one(await world.log.getAll('paths'), assetName),
      contents: one(await world.log.getAll('contents'), checksum),
    };
  };
  const [before, after] = photos.map(factsOf);
  if (!before || !after) throw new Error('there are two');

  const made = likeMoved(await recordsOf(before), before, after, 2);

  const moved = await recordsOf(after);
  expect([before.day, after.day]).toEqual(['2023-12-31', '2024-01-01']);
  expect(withoutProof(made)).toEqual(withoutProof({ ...moved, files: { ...moved.files, order: 2 } }));
  expect(moved.paths).toMatchObject({ key: expect.stringContaining('/2024/') as string });
});
