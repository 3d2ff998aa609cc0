import { describe, expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readProblems } from '../../../utils/store/reads/read-problems.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const photos = (count: number): Library => {
  const library = createLibrary(7);
  for (let photo = 0; photo < count; photo += 1)
    library.addPhoto({ name: `IMG_${photo}.JPG`, bytes: 20_000 + photo });
  return library;
};
const FOLDER = 'iCloud Photos/Not in any album/2024';
const FOREIGN = new TextEncoder().encode('a file of somebody else');

const allocates = ({ jottacloud }: World): number =>
  jottacloud.requests.to('api.jottacloud.com', /allocate$/).length;

describe('a service without conflict_handler', () => {
  test('gets every file, and is not sent it in a later life', async () => {
    const library = photos(12);
    await using world = await startWorld(library);
    world.jottacloud.uploadSwitches.refusesConflictHandler = true;
    const life = await startEngine(world);

    expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
    const before = allocates(world);
    life.kill();

    library.addPhoto({ name: 'LATER.JPG', bytes: 30_000 });
    expect(await (await startEngine(world)).transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
    expect(allocates(world) - before).toBe(1);
  });

  test('overwrites no file that appeared after the destination was listed', async () => {
    const library = photos(2);
    await using world = await startWorld(library);
    world.jottacloud.uploadSwitches.refusesConflictHandler = true;
    const life = await startEngine(world);
    await life.transfer();
    // No look of the engine's own sees it: the listing says that there is nothing.
    world.jottacloud.faults.add({
      path: /LATER\.JPG$/,
      times: 1,
      action: {
        kind: 'answer',
        status: 404,
        body: '<error><code>404</code><message>no.jotta.backup.errors.NoSuchFileException: </message></error>',
      },
    });
    library.addPhoto({ name: 'LATER.JPG', bytes: 30_000 });
    world.jottacloud.tree.put(`${FOLDER}/LATER.JPG`, FOREIGN);

    expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(await world.jottacloud.tree.file(`${FOLDER}/LATER.JPG`)?.bytes()).toEqual(FOREIGN);
    expect((await storedContent(world.jottacloud)).length).toBe(wantedContent(library).length + 1);
  });

  test('is not assumed when only a name is refused', async () => {
    const library = photos(1);
    await using world = await startWorld(library);
    world.jottacloud.faults.add({
      path: /allocate$/,
      times: 2,
      action: { kind: 'answer', status: 400, body: '{"error_id":"InvalidArgumentException"}' },
    });
    const run = await (await startEngine(world)).transfer();

    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    expect((await world.log.get('log', 'log'))?.refusesConflictHandler).toBeUndefined();
  });
});

test('an upload host within jottacloud.com gets the bytes', async () => {
  const library = photos(3);
  await using world = await startWorld(library);
  world.jottacloud.uploadSwitches.host = 'up.jottacloud.com';

  expect(await (await startEngine(world)).transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('an unknown upload host gets nothing, and the problem names it', async () => {
  const library = photos(1);
  await using world = await startWorld(library);
  world.jottacloud.uploadSwitches.host = 'up.jotta-storage.example';

  await (await startEngine(world)).transfer();

  const problems = await readProblems(world.log);
  expect(JSON.stringify(problems)).toContain('up.jotta-storage.example');
  expect(JSON.stringify(problems)).not.toContain('/files/v1/upload');
});
