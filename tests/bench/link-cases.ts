import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import type { BenchCase } from './bench-case.ts';
import { type HomeLink, median, startBenchSession } from './bench-session.ts';

const MB = 1_000_000;

const photos = (count: number, bytes: number): Library => {
  const library = createLibrary(count);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes });
  return library;
};

const videoBesidePhotos = (): Library => {
  const library = photos(100, 3 * MB);
  library.addVideo({ bytes: 2_000 * MB });
  return library;
};

const bytesOf = (library: Library): number =>
  library.expectedOriginals().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** Time that an ideal link needs for all bytes in its slower direction, divided by ours. */
const linkCase = (name: string, link: HomeLink, build: () => Library, least: number): BenchCase => ({
  name,
  conditions: `${link.downMbit}/${link.upMbit} Mbit/s, ${link.latencyMs} ms`,
  measure: 'ideal time ÷ our time',
  goal: `≥ ${least}`,
  async run(times) {
    const ratios: number[] = [];
    const seconds: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = build();
      const ideal = bytesOf(library) / (Math.min(link.downMbit, link.upMbit) * 125_000);
      await using session = await startBenchSession(library, link);
      await session.count();
      const took = await session.move();
      seconds.push(took);
      ratios.push(ideal / took);
    }
    const ratio = median(ratios);
    return {
      figure: ratio.toFixed(2),
      isReached: ratio >= least,
      notes: `${seconds.map((took) => took.toFixed(1)).join(', ')} s`,
    };
  },
});

const home: HomeLink = { downMbit: 100, upMbit: 50, latencyMs: 40 };

export const linkCases: BenchCase[] = [
  linkCase('200 photos of 3 MB', home, () => photos(200, 3 * MB), 0.95),
  linkCase('2,000 files of 150 KB', home, () => photos(2_000, 150_000), 0.88),
  linkCase(
    'one 2 GB video beside 100 photos',
    { downMbit: 200, upMbit: 200, latencyMs: 20 },
    videoBesidePhotos,
    0.85,
  ),
];
