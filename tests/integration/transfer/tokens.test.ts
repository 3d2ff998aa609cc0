import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { expect, test, vi } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { MiB } from '../../../utils/units.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const manyPhotos = (count = 40): Library => {
  const library = createLibrary(5);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 30_000 + photo });
  return library;
};
const TOKEN_ENDPOINT = /openid-connect\/token$/;
const uploadsReach = ({ jottacloud }: World, count: number) =>
  vi.waitUntil(() => jottacloud.uploads.length >= count, { timeout: 20_000, interval: 1 });

test('an access token that expires mid-run is renewed once', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 5);
  world.jottacloud.tokens.expireAccessTokens();

  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true, refreshes: 1 }]);
});

const customerCalls = ({ jottacloud }: World): number =>
  jottacloud.requests.to('api.jottacloud.com', /customer$/).length;

test('a user name that changes mid-run is requested once without renewing a token', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 5);
  const before = customerCalls(world);
  world.jottacloud.user.username = 'jc0123456789';

  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(customerCalls(world) - before).toBe(1);
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true, refreshes: 0 }]);
  expect(world.background.signIn?.username).toBe('jc0123456789');
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
});

const mismatch = {
  kind: 'answer',
  status: 401,
  body: `<?xml version="1.0" encoding="UTF-8"?><error><code>401</code><message>org.springframework.security.authentication.AuthenticationCredentialsNotFoundException: Token mismatch!</message></error>`,
} as const;

test('an unchanged user name renews the token once', async () => {
  const library = manyPhotos(12);
  await using world = await startWorld(library);
  const before = customerCalls(world);
  world.jottacloud.faults.add({ path: /mode=liststream/, action: mismatch });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(customerCalls(world) - before).toBe(1);
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true, refreshes: 1 }]);
});

test('a user name that is always refused stops the run until a new sign-in', async () => {
  const library = manyPhotos(12);
  await using world = await startWorld(library);
  const before = customerCalls(world);
  const stop = world.jottacloud.faults.add({ path: /mode=liststream/, times: Infinity, action: mismatch });
  const life = await startEngine(world);

  expect(await life.transfer()).toMatchObject({
    status: 'attention',
    attention: { code: 'jottacloud-signed-out' },
  });
  expect(customerCalls(world) - before).toBe(1);
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true, refreshes: 1 }]);
  stop();
  await world.background.connect(world.jottacloud.createLoginToken());
  await life.resume();
  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test.each(['text', 'absent'] as const)(
  'a sign-in and a renewal with the lifetime %s are kept',
  async (expiresIn) => {
    const library = manyPhotos(12);
    await using world = await startWorld(library);
    world.jottacloud.tokens.expiresIn = expiresIn;
    await world.background.connect(world.jottacloud.createLoginToken());
    const life = await startEngine(world);
    await life.press();
    await uploadsReach(world, 2);
    world.jottacloud.tokens.expireAccessTokens();

    expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
    expect(world.jottacloud.tokens.families.at(-1)).toMatchObject({ isAlive: true, refreshes: 1 });
  },
);

/** Moves everything; in the middle the life of an access token goes by, however quick the computer is. */
async function moveOverLife(world: World): Promise<Run> {
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 5);
  world.clock.jump(2_000);
  return life.until(({ status }) => status === 'finished');
}

test('a service that gives no new refresh token is asked with the old one each time', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library, { speed: 1, servicesFast: true, accessTokenLifeSeconds: 1 });
  world.jottacloud.tokens.rotates = false;
  const refreshToken = world.background.signIn?.refreshToken;

  const run = await moveOverLife(world);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.background.signIn?.refreshToken).toBe(refreshToken);
  expect(world.jottacloud.tokens.families[0]?.refreshes).toBeGreaterThan(0);
});

test('access tokens of one second are enough', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library, { speed: 1, servicesFast: true, accessTokenLifeSeconds: 1 });

  const run = await moveOverLife(world);

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const [family] = world.jottacloud.tokens.families;
  expect(family?.isAlive).toBe(true);
  expect(family?.refreshes).toBeGreaterThan(0);
});

test('a video upload that outlives several access tokens of 60 s is sent once', async () => {
  const library = createLibrary(5);
  library.addVideo({ name: 'IMG_0001.MOV', bytes: 32 * MiB });
  await using world = await startWorld(library, {
    speed: 20,
    servicesFast: true,
    accessTokenLifeSeconds: 60,
  });
  world.jottacloud.link.set({ upBytesPerSecond: 4 * MiB });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true }]);
  expect(world.jottacloud.tokens.families[0]?.refreshes).toBeGreaterThanOrEqual(2);
  expect(world.jottacloud.uploads.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(32 * MiB);
});

test('a sign-in whose renewal was lost asks for a new token, and nothing is sent twice', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 5);
  world.jottacloud.faults.add({ path: TOKEN_ENDPOINT, action: { kind: 'loseReply' } });
  world.jottacloud.tokens.expireAccessTokens();

  const stopped = await life.until(({ status }) => status !== 'active');
  expect(stopped).toMatchObject({ status: 'attention', attention: { code: 'jottacloud-signed-out' } });
  await world.background.connect(world.jottacloud.createLoginToken());
  await life.resume();

  expect(rowOfRun(await life.until(({ status }) => status === 'finished'))).toMatchObject({
    shortfalls: [],
    attention: null,
  });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
});

test('an identity server that is down for a while only costs time', async () => {
  const library = manyPhotos(12);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  world.jottacloud.tokens.expireAccessTokens();
  const down = { kind: 'answer', status: 503, body: '<html>503</html>' } as const;
  world.jottacloud.faults.add({ path: TOKEN_ENDPOINT, times: 3, action: down });

  const run = await life.transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true, refreshes: 1 }]);
});

test('a token that expires during an upload costs at most that body', async () => {
  const library = createLibrary(5);
  library.addPhoto({ name: 'IMG_0001.JPG', bytes: 900_000 });
  await using world = await startWorld(library);
  world.jottacloud.uploadSwitches.checkTokenAtEnd = true;
  world.jottacloud.faults.add({
    host: 'up-no-001.jottacloud.com',
    action: { kind: 'answer', status: 401, body: '{"error_id":"BadCredentialsException"}' },
  });

  await (await startEngine(world)).transfer();

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('no upload begins with a token that expires within ten minutes', async () => {
  const library = manyPhotos(12);
  await using world = await startWorld(library, { speed: 60, servicesFast: true });
  world.clock.jump(51 * 60_000);

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const { requests } = world.jottacloud;
  const [renewal] = requests.to(/^id\./, TOKEN_ENDPOINT).slice(-1);
  const [body] = requests.to(/^up-/);
  const [allocation] = requests.to('api.jottacloud.com', /allocate$/);
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true, refreshes: 1 }]);
  expect(allocation?.id, 'short calls are made with the old token').toBeLessThan(renewal?.id ?? 0);
  expect(body?.id).toBeGreaterThan(renewal?.id ?? Infinity);
});
