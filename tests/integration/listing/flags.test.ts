import { expect, test } from 'vitest';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

test.each(['number', 'boolean', 'text'] as const)(
  'deleted albums and hidden photos are recognised by flags sent as %s',
  async (flags) => {
    const library = createLibrary(13);
    const [photo, hidden] = [library.addPhoto({ name: 'A.JPG' }), library.addPhoto({ name: 'B.JPG' })];
    await using world = await startWorld(library);
    world.icloud.switches.flags = flags;
    await (await startEngine(world)).transfer();
    const gone = library.albums.addAlbum('Gone', { isDeleted: true });
    library.albums.addTo(gone, photo);
    library.setHidden(hidden, true);
    library.addPhoto({ name: 'C.JPG', hidden: true });

    const run = await (await startEngine(world)).transfer();

    expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
    expect(world.jottacloud.tree.files().map(({ path }) => path.split('/').at(-1))).not.toContain('C.JPG');
    expect(world.jottacloud.tree.files().some(({ path }) => path.includes('/Gone/'))).toBe(false);
  },
);
