import { expect, test } from 'vitest';
import { storedContent, storedNames, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { oddLibrary } from '../../fakes/icloud/library/odd-library.ts';
import { plainLibrary } from '../../fakes/icloud/library/plain-library.ts';

test('every original of the sample library arrives byte for byte, and the one that Apple lacks is named', async () => {
  const { library, items } = oddLibrary();
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const report = await readReport(world.log);
  expect(report?.problems.map(({ assetName, error }) => [assetName, error.code])).toEqual([
    [items['originalMissing']?.recordName, 'original-missing'],
  ]);
  expect(report?.totals).toMatchObject({ filesFailed: 1, itemsFailed: 1, filesSizeChecked: 0 });
  expect(report?.skippedZones).toHaveLength(3);
});

test('photos keep their names, months and time zones', async () => {
  const { library } = oddLibrary();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer({ arrangement: { ...defaultArrangement, layout: 'year-month' } });

  const names = storedNames(world.jottacloud);
  expect(names).toEqual(
    expect.arrayContaining(['🦌🌲 älg.JPG', 'Räksmörgås.JPG', 'AC_DC_ _live__.JPG', '假期_01.jpg']),
  );
  const folders = new Set(
    world.jottacloud.tree.files().map(({ path }) => path.split('/').slice(0, -1).join('/')),
  );
  expect([...folders]).toEqual(
    expect.arrayContaining(['iCloud Photos/1970/1970-01', 'iCloud Photos/2025/2025-07']),
  );
});

test('a library of 220 items on several pages arrives in full', async () => {
  const library = plainLibrary({ items: 220, seed: 7 });
  await using world = await startWorld(library);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], appleCount: 220 });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});
