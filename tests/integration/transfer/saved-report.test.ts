import { expect, test } from 'vitest';
import { loopbackFetch, loopbackSend } from '../support/loopback-fetch.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { reportNames } from '../../../utils/domain/report/report-name.ts';
import { createContentHash } from '../../../utils/engine/transfer/content-hash.ts';
import { createJottacloudClient } from '../../../utils/jottacloud/client.ts';
import { saveNewFile } from '../../../utils/jottacloud/save-new-file.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { epochMs } from '../../../utils/units.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const never = new AbortController().signal;
const FOLDER = 'iCloud Photos';

async function save(world: World, html: string, day = '2026-11-29'): Promise<string> {
  const way = world.connect();
  const client = createJottacloudClient(loopbackFetch(way), loopbackSend(way), world.background.tokens);
  const bytes = new TextEncoder().encode(html);
  const hash = await createContentHash();
  hash.update(bytes);
  const { md5 } = await hash.finish();
  return saveNewFile(
    client,
    { folder: FOLDER, names: reportNames(day), bytes, md5, savedAt: epochMs(Date.UTC(2026, 10, 29)) },
    never,
  );
}
const textAt = async ({ jottacloud }: World, name: string): Promise<string> =>
  new TextDecoder().decode(await jottacloud.tree.file(`${FOLDER}/${name}`)?.bytes());

test('a report has its own bytes at Jottacloud, and a later one of the same day gets a number', async () => {
  await using world = await startWorld(createLibrary(3));
  expect(await save(world, '<p>one</p>')).toBe('Fotoflytt report 2026-11-29.html');
  expect(await save(world, '<p>two, ø</p>')).toBe('Fotoflytt report 2026-11-29 (2).html');
  expect(await textAt(world, 'Fotoflytt report 2026-11-29.html')).toBe('<p>one</p>');
  expect(await textAt(world, 'Fotoflytt report 2026-11-29 (2).html')).toBe('<p>two, ø</p>');
});

test('the same report is saved once', async () => {
  await using world = await startWorld(createLibrary(3));
  await save(world, '<p>one</p>');
  expect(await save(world, '<p>one</p>')).toBe('Fotoflytt report 2026-11-29.html');
  expect(world.jottacloud.tree.files()).toHaveLength(1);
});

test('a saved report is no photo: the next copies count and keep it', async () => {
  const library = createLibrary(3);
  library.addPhoto();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  await save(world, '<p>one</p>');
  library.addPhoto();
  expect(await (await startEngine(world)).transfer({ isConfirmed: true })).toMatchObject({
    status: 'finished',
    shortfalls: [],
  });
  expect((await readLogRecord(world.log)).totals).toMatchObject({
    itemsFound: 2,
    itemsDone: 2,
    filesFound: 2,
  });
  expect(await textAt(world, 'Fotoflytt report 2026-11-29.html')).toBe('<p>one</p>');
});
