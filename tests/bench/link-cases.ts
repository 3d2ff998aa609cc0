import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import type { BenchCase } from './bench-case.ts';
import { readUsage } from './measure.ts';
import { type HomeLink, median, startBenchSession } from './bench-session.ts';

const MB = 1_000_000;

const photos = (count: number, bytes: number): Library => {
  const library = createLibrary(count);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes });
  return library;
};

const VIDEO_BYTES = 2_000 * MB;

const videoBesidePhotos = (): Library => {
  const library = photos(100, 3 * MB);
  library.addVideo({ bytes: VIDEO_BYTES });
  return library;
};

const bytesOf = (library: Library): number =>
  library.expectedOriginals().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const idealTime = (bytes: number, { downMbit, upMbit }: HomeLink): number =>
  bytes / (Math.min(downMbit, upMbit) * 125_000);

/** @returns seconds that no program can be faster than */
type LeastTime = (library: Library, link: HomeLink) => number;

/** Both directions are busy all the time: all bytes in the slower direction. */
const idealLink: LeastTime = (library, link) => idealTime(bytesOf(library), link);

/**
 * A large video leaves once it has arrived, because Jottacloud wants its MD5 first. Where the link is as fast up as down,
 * photos fill one direction at a time beside it, so their time is added in any order.
 * Decision: docs/decisions/003-large-files-one-after-another.md.
 */
const videoArrivesFirst: LeastTime = (library, link) =>
  idealLink(library, link) + idealTime(VIDEO_BYTES, link);

interface LinkCase {
  name: string;
  link: HomeLink;
  build: () => Library;
  /** The least time divided by ours. */
  least: number;
  measure?: string;
  leastTime?: LeastTime;
}

const linkCase = ({
  name,
  link,
  build,
  least,
  measure = 'ideal time ÷ our time',
  leastTime = idealLink,
}: LinkCase): BenchCase => ({
  name,
  conditions: `${link.downMbit}/${link.upMbit} Mbit/s, ${link.latencyMs} ms`,
  measure,
  goal: `≥ ${least}`,
  async run(times) {
    const ratios: number[] = [];
    const seconds: number[] = [];
    const costs: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = build();
      const ideal = leastTime(library, link);
      await using session = await startBenchSession(library, link);
      await session.count();
      const before = (await readUsage(session.browser.pid)).cpuSeconds;
      const took = await session.move();
      const after = (await readUsage(session.browser.pid)).cpuSeconds;
      costs.push(((after - before) * 1_000) / library.expectedOriginals().length);
      seconds.push(took);
      ratios.push(ideal / took);
    }
    const ratio = median(ratios);
    return {
      figure: ratio.toFixed(2),
      isReached: ratio >= least,
      notes: `${seconds.map((took) => took.toFixed(1)).join(', ')} s; ${median(costs).toFixed(0)} CPU ms a file`,
    };
  },
});

const home: HomeLink = { downMbit: 100, upMbit: 50, latencyMs: 40 };

export const linkCases: BenchCase[] = [
  linkCase({ name: '200 photos of 3 MB', link: home, build: () => photos(200, 3 * MB), least: 0.95 }),
  linkCase({ name: '2,000 files of 150 KB', link: home, build: () => photos(2_000, 150_000), least: 0.88 }),
  linkCase({
    name: 'one 2 GB video beside 100 photos',
    link: { downMbit: 200, upMbit: 200, latencyMs: 20 },
    build: videoBesidePhotos,
    least: 0.97,
    measure: 'least possible time (the video leaves once it has arrived) ÷ our time',
    leastTime: videoArrivesFirst,
  }),
];
