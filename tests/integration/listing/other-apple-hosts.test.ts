import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld } from '../support/start-world.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const photos = (): Library => {
  const library = createLibrary(9);
  for (let photo = 0; photo < 4; photo += 1) library.addPhoto({ bytes: 20_000 + photo });
  return library;
};
const CDN = 'https://*.cdn-apple.com/*';

test('a photo service without a partition and byte hosts with more labels belong to Apple', async () => {
  const library = photos();
  await using world = await startWorld(library);
  world.icloud.session.hasPartition = false;
  world.icloud.switches.byteHost = 'h2.cvws.icloud-content.com';

  expect(await (await startEngine(world)).transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('bytes at cdn-apple.com are downloaded once the user allows it', async () => {
  const library = photos();
  await using world = await startWorld(library);
  world.icloud.switches.byteHost = 'store-013.cdn-apple.com';
  const allowed = new Set<string>();
  const life = await startEngine(world, { mayFetch: (origin) => allowed.has(origin) });

  expect(await life.transfer()).toMatchObject({
    status: 'attention',
    attention: { code: 'permission-missing', facts: { host: 'store-013.cdn-apple.com' } },
  });
  expect(world.icloud.requests.to('store-013.cdn-apple.com')).toEqual([]);
  allowed.add(CDN);
  await life.resume();
  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a photo service on an unknown host stops the run and is named', async () => {
  await using world = await startWorld(photos());
  const life = await startEngine(world, {
    forge: (call, reply) =>
      call.host === 'setup'
        ? {
            ...reply,
            body: reply.body.replace(/https:\/\/p61-ckdatabasews[^"]*/, 'https://photos.example/secret'),
          }
        : reply,
  });

  expect(await life.transfer()).toMatchObject({
    status: 'attention',
    attention: { code: 'icloud-changed', facts: { host: 'photos.example' } },
  });
});
