import { describe, expect, test } from 'vitest';
import { newProfile } from '../support/new-profile.ts';
import { putManifest } from '../support/put-manifest.ts';
import { recount, keptMonths, recountMonths } from '../support/recount.ts';
import { defaultRequest, startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { storedLines } from '../../fakes/sample-library/compare-tree.ts';
import { labelledSample } from '../../fakes/sample-library/sample-library.ts';

/** Lists the destination without the manifest. */
const stored = (world: World): string[] =>
  storedLines(world.jottacloud.tree, defaultRequest.destinationFolder).filter(
    (line) => !line.startsWith('Fotoflytt/'),
  );

/** Bytes of originals that Apple has sent, and uploads that Jottacloud has taken. */
const moved = ({ icloud, jottacloud }: World): { downloads: number; uploads: number } => ({
  downloads: icloud.requests.to(/icloud-content/).length,
  uploads: jottacloud.uploads.length,
});

/** Paths of all files by their keys. */
const pathsOf = async (world: World): Promise<[string, string][]> =>
  (await world.log.getAll('files')).map(({ key, path }): [string, string] => [key, path]);

async function expectCounted(world: World): Promise<void> {
  expect((await readLogRecord(world.log)).totals).toEqual(await recount(world.log));
  expect(await keptMonths(world.log)).toEqual(await recountMonths(world.log));
}

describe.each([
  ['by album, with details files', { ...defaultArrangement, details: 'json' as const }],
  ['by year and month', { ...defaultArrangement, layout: 'year-month' as const, hidden: true }],
  ['in one folder', { ...defaultArrangement, layout: 'one-folder' as const }],
])('a copy %s in a new profile', (_, arrangement) => {
  test.each([
    ['with names', true],
    ['without names', false],
  ])('moves no byte of a photo and keeps all paths, from a manifest %s', async (__, hasNames) => {
    const { library } = labelledSample();
    await using world = await startWorld(library);
    await (await startEngine(world)).transfer({ arrangement });
    const { entries } = await putManifest(world, { hasNames, arrangement });
    const [tree, paths, before] = [stored(world), await pathsOf(world), moved(world)];
    const totalsBefore = (await readLogRecord(world.log)).totals;
    await newProfile(world);

    // The person has chosen nothing in this browser.
    const run = await (await startEngine(world)).transfer();

    expect(moved(world)).toEqual(before);
    expect(stored(world)).toEqual(tree);
    expect(await pathsOf(world)).toEqual(paths);
    expect(run.arrangement).toEqual(arrangement);
    const { totals } = await readLogRecord(world.log);
    expect(totals).toEqual({ ...totalsBefore, filesUploaded: 0 });
    expect(run.earlierCopy).toMatchObject({
      status: 'known',
      files: entries.length,
      inPlace: entries.length,
    });
    await expectCounted(world);
  });
});
