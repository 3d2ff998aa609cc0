import type { QueuedFile } from '../../../utils/ports/work-queue.ts';
import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createLogStore } from '../../../utils/store/log-store.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const bytesOf = (fill: number, length: number): Uint8Array => new Uint8Array(length).fill(fill);

/** The one edit of the log. */
async function editOf({ log }: World): Promise<QueuedFile> {
  const edit = (await log.getAll('files')).find(({ role }) => role === 'edited-still');
  if (!edit) throw new Error('there is an edit');
  return edit;
}

test.each([
  ['small', 30_000],
  ['large', 9 * 1024 * 1024],
])('a transfer of old content is not taken for the changed content: a %s file', async (_, length) => {
  const library = createLibrary(5);
  const photo = library.addPhoto({ name: 'IMG_0001.JPG', editedStill: { bytes: bytesOf(1, length) } });
  await using world = await startWorld(library);
  const { jottacloud, log } = world;
  await (await startEngine(world)).transfer();
  const before = await editOf(world);
  // It waits to be filed again by its hash, and for the look at the destination that comes before.
  for (const { path } of jottacloud.tree.files()) jottacloud.tree.trash(path);
  await createLogStore(log).apply(before.key, { type: 'missingAtDestination' });
  jottacloud.faults.add({
    path: /liststream/,
    action: { kind: 'answer', status: 503, headers: { 'retry-after': '60' } },
  });
  const life = await startEngine(world);
  await life.press();
  await vi.waitUntil(() => jottacloud.faults.fired.length > 0, { timeout: 20_000, interval: 1 });
  // What the next batch of photos does to it: see place-entry.ts.
  library.edit(photo, { editedStill: { bytes: bytesOf(2, length) } });
  const checksum = photo.resources.get('resJPEGFull')?.fileChecksum ?? '';
  await log.put('files', { ...(await editOf(world)), checksum, state: { status: 'queued' } });

  const run = await life.until(({ status }) => status !== 'active');

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await editOf(world)).toMatchObject({ checksum, state: { status: 'done' } });
  // The edit before the change stays beside it.
  expect(await storedContent(jottacloud)).toEqual(expect.arrayContaining(wantedContent(library)));
  expect(await log.get('log', 'log')).toMatchObject({ totals: await recount(log) });
});
