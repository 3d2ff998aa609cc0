import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ExpectedOriginal } from '../fakes/icloud/library/expected-originals.ts';
import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { createRclone } from '../fakes/rclone.ts';
import type { BenchCase } from './bench-case.ts';
import { type HomeLink, linkSettings, median, startBenchSession } from './bench-session.ts';
import { downloadAll } from './download-all.ts';
import { startServices } from '../support/start-services.ts';

const MB = 1_000_000;
const link: HomeLink = { downMbit: 100, upMbit: 50, latencyMs: 40 };
/** Factor by which we have to be faster than a download followed by rclone. */
const MIN_RATIO = 1.4;

/** 600 MB as people have it: photos, Live Photos, small ones from messengers, videos. */
function mixedLibrary(): Library {
  const library = createLibrary(6);
  for (let index = 0; index < 80; index += 1) library.addPhoto({ bytes: 2.5 * MB });
  for (let index = 0; index < 30; index += 1) library.addLivePhoto({ bytes: 1.8 * MB });
  for (let index = 0; index < 200; index += 1) library.addPhoto({ bytes: 150_000 });
  for (const size of [120, 60, 40, 30, 20, 10]) library.addVideo({ bytes: size * MB });
  return library;
}

/** The way people go today: everything to the disk, then `rclone copy` with its defaults. */
async function downloadThenRclone(): Promise<number> {
  const library = mixedLibrary();
  const originals: ExpectedOriginal[] = library.expectedOriginals();
  originals.every(({ checksum }) => checksum !== '');
  await using services = await startServices(library);
  await using rclone = await createRclone(services.jottacloud);
  const folder = await mkdtemp(join(tmpdir(), 'fotoflytt-bench-'));
  try {
    services.link.set(linkSettings(link));
    const startedAt = performance.now();
    await downloadAll(services.icloud, async (name, bytes) => {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    });
    const { code, stderr } = await rclone.run(['copy', folder, 'jc:iCloud Photos']);
    if (code !== 0) throw new Error(`rclone copy ended with ${code}: ${stderr.slice(0, 300)}`);
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const mixedCase: BenchCase = {
  name: 'mixed library of 600 MB',
  conditions: '100/50 Mbit/s, 40 ms',
  measure: 'time of “download all, then rclone copy” ÷ our time',
  goal: `≥ ${MIN_RATIO}`,
  async run(times) {
    const ratios: number[] = [];
    const notes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const rclone = await downloadThenRclone();
      await using session = await startBenchSession(mixedLibrary(), link);
      await session.count();
      const ours = await session.move();
      ratios.push(rclone / ours);
      notes.push(`${rclone.toFixed(1)} : ${ours.toFixed(1)} s`);
    }
    const ratio = median(ratios);
    return { figure: ratio.toFixed(2), isReached: ratio >= MIN_RATIO, notes: notes.join(', ') };
  },
};
