import { expect } from 'vitest';
import { recount } from './recount.ts';
import { startEngine } from './start-engine.ts';
import type { World } from './start-world.ts';
import { type Arrangement, defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

/** Details files and a page in each folder. */
export const withGalleries = (change: Partial<Arrangement> = {}): { arrangement: Arrangement } => ({
  arrangement: { ...defaultArrangement, details: 'json', gallery: true, ...change },
});
export const DESTINATION = 'iCloud Photos';

/** Copies, and expects that all is there. */
export async function copy(world: World, request = withGalleries()): Promise<void> {
  const run = await (await startEngine(world)).transfer(request);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const report = await readReport(world.log);
  expect(report?.totals).toEqual(await recount(world.log));
  expect(report && isComplete(report.run, report.totals)).toBe(true);
}

/** Reads a file below the destination. */
export const textOf = async ({ jottacloud }: World, path: string): Promise<string> =>
  Buffer.from((await jottacloud.tree.file(`${DESTINATION}/${path}`)?.bytes()) ?? []).toString('utf8');
/** Lists the paths of all pages, below the destination. */
export const pagePaths = ({ jottacloud }: World): string[] =>
  jottacloud.tree
    .files()
    .map(({ path }) => path.slice(DESTINATION.length + 1))
    .filter((path) => path.endsWith('.html'))
    .toSorted();
/** Lists the links of a page as they are written. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].flatMap(([, to]) => to ?? []);

/** Every relative link of every page leads to a file that is there. */
export async function expectLinks(world: World): Promise<void> {
  const there = new Set(world.jottacloud.tree.files().map(({ path }) => path));
  for (const path of pagePaths(world)) {
    const base = new URL(`${DESTINATION}/${path}`.split('/').map(encodeURIComponent).join('/'), 'file:///');
    const links = linksIn(await textOf(world, path)).filter((to) => !to.startsWith('data:'));
    const missing = links.filter((to) => !there.has(decodeURIComponent(new URL(to, base).pathname).slice(1)));
    expect({ path, missing }).toEqual({ path, missing: [] });
  }
}

/** Two albums, one of them in a folder, and a photo in none. */
export const threeAlbums = (): { library: Library; rome: ReturnType<Library['albums']['addAlbum']> } => {
  const library = createLibrary(5);
  const folder = library.albums.addFolder('Resor');
  const rome = library.albums.addAlbum('Rom #1', { parent: folder });
  const oslo = library.albums.addAlbum('Oslo');
  const [late, early] = [
    library.addPhoto({ name: 'IMG_0002.JPG', bytes: 3_000, takenAt: Date.UTC(2024, 5, 2) }),
    library.addPhoto({
      name: 'IMG_0001.JPG',
      bytes: 3_100,
      takenAt: Date.UTC(2024, 5, 1),
      details: { title: 'Trevi & co' },
    }),
  ];
  library.albums.addTo(rome, late, early);
  library.albums.addTo(
    oslo,
    library.addLivePhoto({ name: 'IMG_0003.HEIC', bytes: 4_000, liveVideo: { bytes: 2_000 } }),
  );
  library.addPhoto({ name: 'IMG_0004.JPG', bytes: 3_200, takenAt: Date.UTC(2023, 1, 1) });
  return { library, rome };
};
