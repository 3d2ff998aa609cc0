import { createLibrary } from '../fakes/icloud/library/library.ts';
import type { BenchCase } from './bench-case.ts';
import { startBenchSession } from './bench-session.ts';
import { fillMoved } from './fill-moved.ts';
import { watchMemory, readUsage } from './measure.ts';

const MB = 1_000_000;
const MOST_REQUESTS = 10;
const MOST_SECONDS = 2;
const MOST_MEMORY = 300 * MB;

/** A library that was listed and moved; nothing is new when the button is pressed again. */
const idleCase = (items: number): BenchCase => ({
  name: `${items.toLocaleString('en')} items already moved, nothing new`,
  conditions: 'loopback',
  measure: 'requests; seconds; memory of all browser processes above an idle browser',
  goal: '≤ 10; ≤ 2 s; ≤ 300 MB',
  async run() {
    const library = createLibrary(8);
    for (let photo = 0; photo < items; photo += 1) library.addPhoto({ bytes: 1_000 });
    await using session = await startBenchSession(library, null);
    const idle = await readUsage(session.pid);
    const watch = watchMemory(session.pid, 1_000);
    const listing = await session.count();
    await fillMoved(session.popup);
    const requests = (): number =>
      session.icloud.requests.entries.length + session.jottacloud.requests.entries.length;
    await session.popup.reload();
    await session.popup.locator('main[data-state=done]').waitFor();
    const before = requests();
    const startedAt = performance.now();
    await session.popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
    await session.popup.locator('main:not([data-state=done])').waitFor();
    await session.popup.locator('main[data-state=done]').waitFor({ timeout: 600_000 });
    const seconds = (performance.now() - startedAt) / 1_000;
    const made = requests() - before;
    const { mostBytes } = await watch.stop();
    const memory = mostBytes - idle.memoryBytes;
    return {
      figure: `${made}; ${seconds.toFixed(1)} s; ${(memory / MB).toFixed(0)} MB`,
      isReached: made <= MOST_REQUESTS && seconds <= MOST_SECONDS && memory <= MOST_MEMORY,
      notes: `first listing ${listing.toFixed(0)} s; memory is the most of listing, planning and the second run`,
    };
  },
});

export const idleCases: BenchCase[] = [10_000, 100_000, 1_000_000].map(idleCase);
