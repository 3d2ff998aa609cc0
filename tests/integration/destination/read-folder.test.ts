import { expect, test } from 'vitest';
import { createLoopback } from '../support/loopback.ts';
import { loopbackFetch, loopbackSend } from '../support/loopback-fetch.ts';
import { signInToJottacloud } from '../support/sign-in-to-jottacloud.ts';
import { createJottacloudClient, type JottacloudClient } from '../../../utils/jottacloud/client.ts';
import { epochMs } from '../../../utils/units.ts';
import { type FakeJottacloud, startFakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';

const never = new AbortController().signal;
const bytes = new TextEncoder().encode('a photo');
const error = (code: string) => expect.objectContaining({ code }) as Error;

/** A client that is signed in. */
async function connect(jottacloud: FakeJottacloud): Promise<JottacloudClient & Disposable> {
  const loopback = createLoopback([jottacloud], jottacloud.certificate.caPem);
  const fetch = loopbackFetch(loopback);
  const now = () => epochMs(Date.now());
  const { tokens } = await signInToJottacloud(fetch, now, jottacloud.createLoginToken());
  const client = createJottacloudClient(fetch, loopbackSend(loopback), tokens);
  return Object.assign(client, { [Symbol.dispose]: () => loopback.cut() });
}

test('lists one level: folders by name and the number of files, with one request', async () => {
  await using jottacloud = await startFakeJottacloud();
  const { tree } = jottacloud;
  for (const path of [
    'Photos/Italy 2022/Rome/a.jpg',
    'Photos/Ferie & sol/b.jpg',
    'Photos/c.jpg',
    'Work/d.txt',
  ])
    tree.put(path, bytes);
  using client = await connect(jottacloud);

  expect(await client.readFolder([], never)).toEqual({ folders: ['Photos', 'Work'], files: 0 });
  const before = jottacloud.requests.to('jfs.jottacloud.com').length;
  expect(await client.readFolder(['Photos'], never)).toEqual({
    folders: ['Italy 2022', 'Ferie & sol'],
    files: 1,
  });
  expect(jottacloud.requests.to('jfs.jottacloud.com')).toHaveLength(before + 1);
  expect(await client.readFolder(['Photos', 'Italy 2022', 'Rome'], never)).toEqual({ folders: [], files: 1 });
  expect(jottacloud.violations).toEqual([]);
});

test('counts neither files in the trash nor those that never arrived whole, and shows no folder of the trash', async () => {
  await using jottacloud = await startFakeJottacloud();
  const { tree } = jottacloud;
  tree.put('Photos/whole.jpg', bytes);
  tree.put('Photos/half.jpg', bytes, { state: 'INCOMPLETE' });
  tree.put('Photos/broken.jpg', bytes, { state: 'CORRUPT' });
  tree.put('Photos/gone.jpg', bytes, { isTrashed: true });
  tree.put('Photos/Old/a.jpg', bytes);
  tree.trashFolder('Photos/Old');
  using client = await connect(jottacloud);

  expect(await client.readFolder(['Photos'], never)).toEqual({ folders: [], files: 1 });
  expect(await client.readFolder(['Photos', 'Old'], never)).toBeNull();
});

test('a folder that is not there is null; it exists once it was made, with its parents', async () => {
  await using jottacloud = await startFakeJottacloud();
  using client = await connect(jottacloud);
  const path = ['Photos', 'Italy 2022', 'Brusaferro & co'];

  expect(await client.readFolder(path, never)).toBeNull();
  await client.makeFolder(path, never);
  expect(await client.readFolder(path, never)).toEqual({ folders: [], files: 0 });
  expect(await client.readFolder(['Photos'], never)).toEqual({ folders: ['Italy 2022'], files: 0 });
});

test('a file with that name is reported as taken', async () => {
  await using jottacloud = await startFakeJottacloud();
  jottacloud.tree.put('Photos', bytes);
  using client = await connect(jottacloud);

  await expect(client.readFolder(['Photos'], never)).rejects.toThrow(error('name-taken'));
});

test.each([
  [{ kind: 'answer', status: 503 }, 'service-down'],
  [{ kind: 'answer', status: 429 }, 'rate-limited'],
  [{ kind: 'answer', status: 403 }, 'jottacloud-locked'],
  [{ kind: 'cutResponse', afterBytes: 60 }, 'network'],
] as const)('after %j a listing fails with a reason, and works the next time', async (action, code) => {
  await using jottacloud = await startFakeJottacloud();
  jottacloud.tree.put('Photos/Italy/a.jpg', bytes);
  using client = await connect(jottacloud);
  jottacloud.faults.add({ path: /^\/jfs\/[^/]+\/Jotta\/Archive\/Photos/, action });

  await expect(client.readFolder(['Photos'], never)).rejects.toThrow(error(code));
  expect(await client.readFolder(['Photos'], never)).toEqual({ folders: ['Italy'], files: 0 });
});

test('a thousand folders and files are read as they arrive', async () => {
  await using jottacloud = await startFakeJottacloud();
  for (let number = 0; number < 1_000; number += 1) {
    jottacloud.tree.put(`Photos/album ${number}/a.jpg`, bytes);
    jottacloud.tree.put(`Photos/IMG_${number}.JPG`, bytes);
  }
  using client = await connect(jottacloud);

  const level = await client.readFolder(['Photos'], never);
  expect([level?.folders.length, level?.files]).toEqual([1_000, 1_000]);
});
