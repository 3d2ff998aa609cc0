import { expect, test } from 'vitest';
import { storedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { Library } from '../../fakes/icloud/library/library.ts';
import { largeLibrary } from '../../fakes/icloud/library/large-library.ts';
import { distinctBytes, listingFloor } from '../../fakes/icloud/library/listing-floor.ts';

/** Hangs end here; the duration itself is measured by the bench. */
const TIME_LIMIT_MS = 400_000;

/** One line a file, sorted; a photo of several albums lies in each of them. */
function contentInAlbums(library: Library): string[] {
  const memberships = Map.groupBy(library.primary.relations, ({ itemId }) => itemId);
  return library
    .expectedOriginals()
    .flatMap(({ assetRecordName, md5, sizeBytes }) =>
      Array.from({ length: memberships.get(assetRecordName)?.length ?? 1 }, () => `${md5} ${sizeBytes}`),
    )
    .toSorted();
}

/** Calls that list photos, albums or what is in them. */
const listingCalls = ({ icloud }: World): number =>
  icloud.requests
    .to(/ckdatabasews/, /\/private\/records\/query/)
    .filter(({ body }) => !body?.includes('CheckIndexingState')).length;

test(
  '10,000 items in 200 albums arrive, each content once, with close to the fewest listing calls',
  async () => {
    const library = largeLibrary();
    await using world = await startWorld(library);

    const run = await (await startEngine(world)).transfer();

    expect(run).toMatchObject({ status: 'finished', shortfalls: [], appleCount: 10_000 });
    expect(await storedContent(world.jottacloud)).toEqual(contentInAlbums(library));
    const sent = world.jottacloud.uploads.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(sent).toBe(distinctBytes(library));
    expect(listingCalls(world)).toBeLessThanOrEqual(listingFloor(library).total * 1.05);
    const paths = world.jottacloud.tree.files().map(({ path }) => path.normalize('NFC').toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
  },
  TIME_LIMIT_MS,
);
