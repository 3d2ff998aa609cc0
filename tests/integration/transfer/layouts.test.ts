import { expect, test } from 'vitest';
import { startEngine, defaultRequest } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { storedLines, wantedLines } from '../../fakes/sample-library/compare-tree.ts';
import { readExpectedTree, type TreeChoice } from '../../fakes/sample-library/expected-tree.ts';
import { labelledSample } from '../../fakes/sample-library/sample-library.ts';

/** Choices that together cover each part of each tree. */
const choices = (['albums', 'year-month', 'one-folder'] as const).flatMap((layout) => [
  { layout, sharedLibrary: 'own-folder', hiddenAndDeleted: false } as const,
  { layout, sharedLibrary: 'together', hiddenAndDeleted: true } as const,
]) satisfies TreeChoice[];

test.each(choices)(
  'the sample library matches the tree written by hand: $layout, Shared Library $sharedLibrary, hidden and deleted $hiddenAndDeleted',
  async (choice) => {
    const { layout, sharedLibrary, hiddenAndDeleted } = choice;
    const { library, items } = labelledSample();
    await using world = await startWorld(library);

    await (
      await startEngine(world)
    ).transfer({
      arrangement: {
        ...defaultArrangement,
        layout,
        sharedLibrary,
        hidden: hiddenAndDeleted,
        recentlyDeleted: hiddenAndDeleted,
      },
    });

    const wanted = wantedLines(readExpectedTree(items, choice));
    expect(storedLines(world.jottacloud.tree, defaultRequest.destinationFolder)).toEqual(wanted);
    const sent = world.jottacloud.uploads.filter(({ status }) => status === 200);
    const contents = new Set(world.jottacloud.tree.files().map(({ md5 }) => md5));
    expect(sent, 'each content is sent once').toHaveLength(contents.size);
  },
  120_000,
);
