import { createLibrary } from '../fakes/icloud/library/library.ts';
import type { BenchCase } from './bench-case.ts';
import { median, startBenchSession } from './bench-session.ts';
import { readUsage, watchMemory } from './measure.ts';
import { writeAgain } from './write-again.ts';

const MB = 1_000_000;
const GB = 1_000 * MB;
/** A sixtieth of what Jottacloud gives: the upload outlives several of them. */
const TOKEN_LIFE_SECONDS = 60;
/** A large library: the size for which our pages have a budget. */
const SMALL_FILES = 1_000;
const LISTED_ITEMS = 100_000;

/** No limit on the link: what the browser and this computer can do. */
const loopbackCase: BenchCase = {
  name: 'no limit on the link: 100 photos of 5 MB, 1,000 of 50 KB',
  conditions: 'loopback',
  measure: 'MB/s; CPU seconds per GB of all browser processes',
  goal: '≤ 40 s/GB',
  async run(times) {
    const speeds: number[] = [];
    const costs: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = createLibrary(3);
      for (let photo = 0; photo < 100; photo += 1) library.addPhoto({ bytes: 5 * MB });
      for (let photo = 0; photo < 1_000; photo += 1) library.addPhoto({ bytes: 50_000 });
      await using session = await startBenchSession(library, null);
      await session.count();
      const before = await readUsage(session.browser.pid);
      const seconds = await session.move();
      const after = await readUsage(session.browser.pid);
      speeds.push(550 / seconds);
      costs.push((after.cpuSeconds - before.cpuSeconds) / 0.55);
    }
    return {
      figure: `${median(speeds).toFixed(0)} MB/s; ${median(costs).toFixed(0)} s/GB`,
      isReached: median(costs) <= 40,
      notes: speeds
        .map((speed, run) => `${speed.toFixed(1)} MB/s with ${costs[run]?.toFixed(1)} s/GB`)
        .join(', '),
    };
  },
};

/** Small files: what each request and each row of the log costs. */
const smallFilesCase: BenchCase = {
  name: 'no limit on the link: 1,000 files of 150 KB',
  conditions: 'loopback',
  measure: 'CPU ms a file of all browser processes',
  goal: '≤ 30',
  async run(times) {
    const costs: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = createLibrary(6);
      for (let photo = 0; photo < SMALL_FILES; photo += 1) library.addPhoto({ bytes: 150_000 + photo });
      await using session = await startBenchSession(library, null);
      await session.count();
      const before = await readUsage(session.browser.pid);
      await session.move();
      const after = await readUsage(session.browser.pid);
      costs.push(((after.cpuSeconds - before.cpuSeconds) * 1_000) / SMALL_FILES);
    }
    return {
      figure: `${median(costs).toFixed(1)} ms`,
      isReached: median(costs) <= 30,
      notes: costs.map((cost) => cost.toFixed(1)).join(', '),
    };
  },
};

/** One large file, while access tokens live for a minute: what the extension's processes grow by while it moves. */
const memoryCase: BenchCase = {
  name: '4 GB file',
  conditions: 'loopback, access tokens of 60 s',
  measure: 'growth of memory of all browser processes',
  goal: '≤ 150 MB',
  async run(times) {
    const growths: number[] = [];
    const notes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = createLibrary(4);
      library.addVideo({ bytes: 4 * GB });
      await using session = await startBenchSession(library, null);
      const { tokens } = session.jottacloud;
      tokens.accessTokenLifeSeconds = TOKEN_LIFE_SECONDS;
      tokens.expireAccessTokens();
      await session.count();
      const before = await readUsage(session.browser.pid);
      const watch = watchMemory(session.browser.pid);
      const seconds = await session.move();
      const growth = ((await watch.stop()).maxBytes - before.memoryBytes) / MB;
      const renewals = tokens.families.reduce((sum, { refreshes }) => sum + refreshes, 0);
      growths.push(growth);
      notes.push(`${growth.toFixed(0)} MB in ${seconds.toFixed(0)} s with ${renewals} access tokens`);
    }
    return {
      figure: `${median(growths).toFixed(0)} MB`,
      isReached: median(growths) <= 150,
      notes: notes.join(', '),
    };
  },
};

/**
 * Reading the list of a large library for the first time, from a service that answers fast: the browser's database bounds
 * it. Decision: docs/decisions/011-pace-of-cloudkit-calls.md.
 */
const listingCase: BenchCase = {
  name: 'first listing of 100,000 items',
  conditions: '40 ms',
  measure: 'our time ÷ time that the browser needs to write the same records',
  goal: '≤ 1.5',
  async run(times) {
    const ratios: number[] = [];
    const growths: number[] = [];
    const notes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = createLibrary(5);
      // More bytes than the fake's picture has: with fewer, all photos would be one.
      for (let photo = 0; photo < LISTED_ITEMS; photo += 1) library.addPhoto({ bytes: 1_400 });
      await using session = await startBenchSession(library, {
        downMbit: 1_000,
        upMbit: 1_000,
        latencyMs: 40,
      });
      const idle = await readUsage(session.browser.pid);
      const watch = watchMemory(session.browser.pid, 1_000);
      const seconds = await session.count();
      growths.push(((await watch.stop()).maxBytes - idle.memoryBytes) / MB);
      const least = await writeAgain(session.popup);
      ratios.push(seconds / least);
      notes.push(`${seconds.toFixed(1)} : ${least.toFixed(1)} s`);
    }
    const ratio = median(ratios);
    return {
      figure: ratio.toFixed(2),
      isReached: ratio <= 1.5,
      notes: `${notes.join(', ')}; ${median(growths).toFixed(0)} MB more than an idle browser`,
    };
  },
};

export const plainCases: BenchCase[] = [loopbackCase, smallFilesCase, memoryCase, listingCase];
