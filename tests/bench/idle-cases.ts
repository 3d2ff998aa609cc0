import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { copiedFiles } from '../support/copied-files.ts';
import type { AssetRecord } from '../fakes/icloud/library/records.ts';
import type { BenchCase } from './bench-case.ts';
import { type BenchSession, requestsMade, startBenchSession, STATE, untilQuiet } from './bench-session.ts';
import { fillMoved } from './fill-moved.ts';
import { readUsage, watchMemory } from './measure.ts';
import type { PhotoFacts } from './moved-records.ts';

const MB = 1_000_000;
/** Bounds of a press when nothing is new: requests, seconds and bytes of memory. */
const MAX_REQUESTS = 10;
const MAX_SECONDS = 2;
const MAX_MEMORY = 300 * MB;
/** Photos that are really moved; the others are entered like them. */
const SAMPLE_ITEMS = 100;
/** More than the fake's picture has: with fewer, all photos would be one. */
const PHOTO_BYTES = 1_400;
const CHANGES = [10, 1_000];

/** A library that was listed and moved; nothing is new when the button is pressed again, then a few photos, then many. */
const idleCase = (items: number): BenchCase => ({
  name: `${items.toLocaleString('en')} items already moved, nothing new`,
  conditions: 'loopback',
  measure: 'requests; seconds; memory of all browser processes above an idle browser',
  goal: `≤ ${MAX_REQUESTS}; ≤ ${MAX_SECONDS} s; ≤ ${MAX_MEMORY / MB} MB`,
  async run() {
    const library = createLibrary(8);
    addPhotos(library, SAMPLE_ITEMS);
    await using session = await startBenchSession(library, null);
    await session.count();
    await session.move();
    await fillMoved(session.popup, items, factsOf(library.primary.assets[0]));
    library.primary.countedOnly = items - SAMPLE_ITEMS;
    await fillFarEnd(session, items, factsOf(library.primary.assets[0]));
    await session.restart();
    // The popup counts what is new when it is opened: that is no part of the press.
    const opened = requestsMade(session);
    await untilQuiet(session);
    const idleRequests = requestsMade(session) - opened;

    const idle = await readUsage(session.browser.pid);
    const watch = watchMemory(session.browser.pid);
    const press = await costOf(session, () => pressUntilDone(session));
    const { maxBytes } = await watch.stop();
    const memory = maxBytes - idle.memoryBytes;

    const notes = ['one run', `${idleRequests} requests when the popup was opened`];
    const watchRest = watchMemory(session.browser.pid);
    for (const count of CHANGES) {
      addPhotos(library, count);
      const { seconds, requests } = await costOf(session, async () => void (await session.count()));
      notes.push(`${count} new ones: plan after ${requests} requests, ${seconds.toFixed(1)} s`);
      const moved = await session.move();
      notes.push(`moved in ${moved.toFixed(0)} s`);
    }
    const rest = (await watchRest.stop()).maxBytes - idle.memoryBytes;
    notes.push(`${(rest / MB).toFixed(0)} MB at most until then`);
    return {
      figure: `${press.requests}; ${press.seconds.toFixed(1)} s; ${(memory / MB).toFixed(0)} MB`,
      isReached: press.requests <= MAX_REQUESTS && press.seconds <= MAX_SECONDS && memory <= MAX_MEMORY,
      notes: notes.join('; '),
    };
  },
});

/** What the filled log calls done lies in Jottacloud too: see the names that `fillLog` gives. */
async function fillFarEnd(
  { jottacloud: { tree } }: BenchSession,
  items: number,
  sample: PhotoFacts,
): Promise<void> {
  const copied = copiedFiles({ tree }).find(({ path }) => path.endsWith(sample.fileName));
  const bytes = await copied?.bytes();
  if (!bytes) throw new Error('the samples were moved');
  for (let order = SAMPLE_ITEMS + 1; order <= items; order += 1) {
    const year = new Date(sample.takenAt - order * 3_600_000).toISOString().slice(0, 4);
    tree.put(`iCloud Photos/Not in any album/${year}/IMG_${1_000_000 + order}.JPG`, bytes);
  }
}

function addPhotos(library: Library, count: number): void {
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: PHOTO_BYTES });
}

async function pressUntilDone({ popup }: BenchSession): Promise<void> {
  await popup.press('Copy to Jottacloud');
  await popup.until(`${STATE} !== 'done'`);
  await popup.until(`${STATE} === 'done'`, 600_000);
}

async function costOf(
  session: BenchSession,
  work: () => Promise<void>,
): Promise<{ requests: number; seconds: number }> {
  const before = requestsMade(session);
  const startedAt = performance.now();
  await work();
  return { requests: requestsMade(session) - before, seconds: (performance.now() - startedAt) / 1_000 };
}

/** What the log calls a photo by, and where its time and place stand. */
export function factsOf(asset: AssetRecord | undefined): PhotoFacts {
  const name = asset?.master.fileName;
  if (asset?.takenMs === undefined || name?.kind !== 'encoded')
    throw new Error('a photo with a name and a date');
  const checksumOf = (prefix: 'resOriginal' | 'resJPEGThumb' | 'resJPEGMed'): string =>
    asset.master.resources.get(prefix)?.fileChecksum ?? '';
  return {
    ...{ assetName: asset.recordName, checksum: checksumOf('resOriginal'), fileName: name.text },
    ...{ takenAt: asset.takenMs, addedAt: asset.addedMs },
    day: new Date(asset.takenMs + asset.timeZoneOffsetSeconds * 1_000).toISOString().slice(0, 10),
    thumbs: [checksumOf('resJPEGThumb'), checksumOf('resJPEGMed')],
  };
}

export const idleCases: BenchCase[] = [10_000, 100_000, 1_000_000].map(idleCase);
