import { describe, expect, test } from 'vitest';
import { completedUploads } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { type Arrangement, defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const FOLDER = 'iCloud Photos/Not in any album/2024';
const FOREIGN = new TextEncoder().encode('a file of somebody else');

/** Includes a details file, which is named after the still. */
const arrangement: Arrangement = { ...defaultArrangement, details: 'json' };

/** A Live Photo, whose video is larger than its still or smaller: either may come first. */
const livePhoto = (stillBytes: number, videoBytes: number) => {
  const library = createLibrary(3);
  library.addLivePhoto({ name: 'IMG_0001.HEIC', bytes: stillBytes, liveVideo: { bytes: videoBytes } });
  return library;
};

describe.concurrent.each([
  ['a small still and a long video', 10_000, 3_000_000],
  ['a large still and a short video', 3_000_000, 10_000],
])('a Live Photo of %s', (_, stillBytes, videoBytes) => {
  test.each([
    ['its video', ['IMG_0001.MOV'], false],
    ['its still', ['img_0001.heic'], false],
    ['both of its files', ['IMG_0001.HEIC', 'IMG_0001.MOV'], false],
    ['its still, at a service that overwrites,', ['img_0001.heic'], true],
    ['its video, at a service that overwrites,', ['IMG_0001.MOV'], true],
  ])('keeps one base name when the name of %s is taken', async (__, taken, overwrites) => {
    const library = livePhoto(stillBytes, videoBytes);
    await using world = await startWorld(library);
    world.jottacloud.uploadSwitches.ignoresConflictHandler = overwrites;
    for (const name of taken) world.jottacloud.tree.put(`${FOLDER}/${name}`, FOREIGN);

    const run = await (await startEngine(world)).transfer({ arrangement });

    const report = await readReport(world.log);
    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(report && isComplete(report.run, report.totals)).toBe(true);
    expect(report?.totals).toEqual(await recount(world.log));
    const paths = (await world.log.getAll('files')).map(({ path }) => path);
    const [still, video, details] = ['HEIC', 'MOV', 'json'].map(
      (end) => paths.find((path) => path.endsWith(end)) ?? '',
    );
    expect(still).toMatch(/IMG_0001 \(\w{4}\)\.HEIC$/);
    expect([video, details]).toEqual([still?.replace('.HEIC', '.MOV'), `${still}.json`]);
    expect(world.jottacloud.tree.file(`iCloud Photos/${details}`)?.state).toBe('COMPLETED');
    for (const { path, md5 } of library.expectedOriginals().map((original) => ({
      md5: original.md5,
      path: original.role === 'original' ? still : video,
    })))
      expect(world.jottacloud.tree.file(`iCloud Photos/${path}`)?.md5).toBe(md5);
    for (const name of taken)
      expect(await world.jottacloud.tree.file(`${FOLDER}/${name}`)?.bytes()).toEqual(FOREIGN);
    expect(completedUploads(world.jottacloud)).toHaveLength(3);
  });
});
