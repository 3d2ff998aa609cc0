import { describe, expect, test } from 'vitest';
import { completedUploads } from '../support/far-end.ts';
import { startEngine, defaultRequest } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { storedLines, wantedLines } from '../../fakes/sample-library/compare-tree.ts';
import { readExpectedTree } from '../../fakes/sample-library/expected-tree.ts';
import { protectedSample } from '../../fakes/sample-library/protected-library.ts';

/** Files whose type only their bytes show. */
const MAX_CHECKS = 11;
const byMonth = { arrangement: { ...defaultArrangement, layout: 'year-month' as const } };

describe('a library with Advanced Data Protection', () => {
  test.each([
    { form: 'bytes', layout: 'year-month' },
    { form: 'marked', layout: 'year-month' },
    { form: 'bytes', layout: 'albums' },
  ] as const)('matches the tree written by hand: values as $form, $layout', async ({ form, layout }) => {
    const { library, items } = protectedSample(form);
    await using world = await startWorld(library);

    const run = await (await startEngine(world)).transfer({ arrangement: { ...defaultArrangement, layout } });

    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    const wanted = wantedLines(readExpectedTree(items, { layout, isProtected: true }));
    expect(storedLines(world.jottacloud.tree, defaultRequest.destinationFolder)).toEqual(wanted);
    const created = new Map(world.jottacloud.tree.files().map(({ md5, createdMs }) => [md5, createdMs]));
    for (const { master, takenMs } of library.primary.assets)
      expect(created.get(master.resources.get('resOriginal')?.md5 ?? '')).toBe(takenMs);
  });

  test('is verified by size, and the report gives the number of such files', async () => {
    const { library } = protectedSample('bytes');
    await using world = await startWorld(library);

    await (await startEngine(world)).transfer(byMonth);

    const files = library.expectedOriginals().length;
    const report = await readReport(world.log);
    expect(report?.totals).toMatchObject({ filesDone: files, filesSizeChecked: files });
    expect(completedUploads(world.jottacloud)).toHaveLength(files);
  });

  test('is copied once, and a later run reads nothing again', async () => {
    const { library } = protectedSample('bytes');
    await using world = await startWorld(library);
    await (await startEngine(world)).transfer(byMonth);
    const before = world.icloud.requests.to(/icloud-content/).length;

    const run = await (await startEngine(world)).transfer({ ...byMonth });
    expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
    expect(world.icloud.requests.to(/icloud-content/)).toHaveLength(before);
  });

  test('keeps its names at any browser crash', async () => {
    const { library, items } = protectedSample('bytes');
    await using world = await startWorld(library);
    const wanted = wantedLines(readExpectedTree(items, { layout: 'year-month', isProtected: true }));
    let lives = 1;
    for (let maxCalls = 20; ; maxCalls += 15, lives += 1) {
      const life = await startEngine(world, { maxCalls });
      await (lives === 1 ? life.press(byMonth) : life.resume());
      if ((await life.end()) !== 'died') break;
    }
    expect(lives).toBeGreaterThan(3);
    expect(storedLines(world.jottacloud.tree, defaultRequest.destinationFolder)).toEqual(wanted);
  });

  test('is copied under a guessed name when its first bytes are not available', async () => {
    const { library, items } = protectedSample('bytes');
    await using world = await startWorld(library);
    const edited = items['edited-live']?.resources.get('resJPEGFull');
    // All files get their names before the first download, so the first requests are the looks.
    world.icloud.faults.add({
      host: /icloud-content/,
      times: MAX_CHECKS,
      action: appleFaults.htmlInsteadOfBytes(),
    });

    const run = await (await startEngine(world)).transfer(byMonth);

    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(world.jottacloud.tree.files().find(({ md5 }) => md5 === edited?.md5)?.path).toMatch(
      /IMG_7003-edited\.JPG$/,
    );
    expect(world.icloud.requests.to(/icloud-content/)).toHaveLength(
      MAX_CHECKS + library.expectedOriginals().length,
    );
  });
});
