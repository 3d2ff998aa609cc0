import { once } from 'node:events';
import { request } from 'node:https';
import { expect, test } from 'vitest';
import { startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createRawClient, parseAllocation, readErrorId } from '../fakes/jottacloud/raw-client.ts';

const bytes = Uint8Array.from({ length: 3000 }, (_, index) => index * 7);

test('planned parts get 420 until the last, and allocate before each returns the resume position', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const statuses: number[] = [];
  const addresses = new Set<string>();
  for (const end of [1000, 2000, 3000]) {
    const { upload_url, resume_pos } = parseAllocation(await client.allocate('x/a.mov', bytes));
    addresses.add(upload_url);
    const range = resume_pos === 0 ? undefined : `bytes=${resume_pos}-${end - 1}`;
    const answer = await client.upload(upload_url, bytes.slice(resume_pos, end), range);
    statuses.push(answer.status);
    if (answer.status === 420) expect(readErrorId(answer)).toBe('IncompleteUploadOpenApiException');
    else
      expect(JSON.parse(answer.text)).toMatchObject({
        bytes: 3000,
        modified: Date.parse('2024-06-01T07:30:00Z'),
      });
  }
  expect(statuses).toEqual([420, 420, 200]);
  expect(addresses.size).toBe(1);
  expect(jotta.allocations.map(({ resumePosition }) => resumePosition)).toEqual([0, 1000, 2000]);
  expect(await jotta.tree.file('X/A.MOV')?.bytes()).toEqual(bytes);
});

test('wrong bytes get 421 at their end, and the upload URL expires', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const { upload_url } = parseAllocation(await client.allocate('a.jpg', bytes));
  const wrong = new Uint8Array(bytes).fill(1, 5, 6);
  const answer = await client.upload(upload_url, wrong);
  expect([answer.status, readErrorId(answer)]).toEqual([421, 'CorruptUploadOpenApiException']);
  expect(jotta.tree.file('a.jpg')?.state).toBe('CORRUPT');
  expect((await client.upload(upload_url, bytes)).status).toBe(404);
  const listing = (await client.send({ url: client.jfsRoot })).text;
  const revision = /<latestRevision>.*<\/latestRevision>/s.exec(listing)?.[0];
  expect(revision).toContain('<state>CORRUPT</state>');
  expect(revision).not.toContain('<size>');
  expect((await client.store('a.jpg', bytes)).status).toBe(200);
});

test('a range that does not start at the resume position, or ends outside, gets 416', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.tree.put('a.jpg', bytes, { state: 'INCOMPLETE', heldBytes: 1000 });
  const { upload_url, resume_pos } = parseAllocation(await client.allocate('a.jpg', bytes));
  expect(resume_pos).toBe(1000);
  for (const range of [
    'bytes=999-2999',
    'bytes=1001-2999',
    'bytes=1000-3000',
    'bytes=1000-',
    'bytes=1000-1998',
  ]) {
    const answer = await client.upload(upload_url, bytes.slice(1000), range);
    expect([range, answer.status, readErrorId(answer)]).toEqual([
      range,
      416,
      'RequestedRangeNotSatisfiedException',
    ]);
  }
  expect((await client.upload(upload_url, bytes.slice(1000), 'bytes=1000-2999')).status).toBe(200);
});

test('an upload without a range starts from the beginning', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.tree.put('a.jpg', bytes, { state: 'INCOMPLETE', heldBytes: 1000 });
  const { upload_url } = parseAllocation(await client.allocate('a.jpg', bytes));
  expect((await client.upload(upload_url, bytes)).status).toBe(200);
  expect(await jotta.tree.file('a.jpg')?.bytes()).toEqual(bytes);
});

test('an upload needs the access token, and keeps its bytes if the token expires in the middle', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const { upload_url } = parseAllocation(await client.allocate('a.jpg', bytes));
  const bare = await client.sendBare({ url: upload_url, method: 'POST', body: bytes });
  expect([bare.status, readErrorId(bare)]).toEqual([401, 'BadCredentialsException']);

  jotta.uploadSwitches.checkTokenAtEnd = true;
  const { accessToken } = jotta.tokens.createFamily();
  const { hostname, pathname: path } = new URL(upload_url);
  const headers = {
    host: hostname,
    authorization: `Bearer ${accessToken}`,
    'content-type': 'application/octet-stream',
    'content-length': bytes.length,
  };
  const options = { host: '127.0.0.1', port: jotta.port, servername: hostname, ca: jotta.certificate.caPem };
  const sent = request({ ...options, path, method: 'POST', headers });
  const answered = once(sent, 'response');
  sent.write(bytes.slice(0, 100));
  await expect.poll(() => jotta.uploads.at(-1)?.bytes).toBe(100);
  jotta.tokens.expireAccessTokens();
  sent.end(bytes.slice(100));
  const [response] = await answered;
  response.resume();
  expect(response.statusCode).toBe(401);
  expect(parseAllocation(await createRawClient(jotta).allocate('a.jpg', bytes)).resume_pos).toBe(3000);
});

test('allocate takes over an open upload with its received bytes', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.faults.add({ host: /^up-/, action: { kind: 'stall', afterBytes: 1200 } });
  const { upload_url } = parseAllocation(await client.allocate('a.jpg', bytes));
  const stalled = client.upload(upload_url, bytes).catch(() => 'broken');
  await expect.poll(() => jotta.uploads[0]?.bytes).toBe(1200);
  const again = parseAllocation(await client.allocate('a.jpg', bytes));
  expect(again.resume_pos).toBe(1200);
  expect((await client.upload(again.upload_url, bytes.slice(1200), 'bytes=1200-2999')).status).toBe(200);
  expect(await jotta.tree.file('a.jpg')?.bytes()).toEqual(bytes);
  await jotta.close();
  expect(await stalled).toBe('broken');
});

test('other content at the same path starts at 0, and the old upload URL expires', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.tree.put('a.jpg', bytes, { state: 'INCOMPLETE', heldBytes: 1000 });
  const old = parseAllocation(await client.allocate('a.jpg', bytes));
  const other = parseAllocation(await client.allocate('a.jpg', bytes.slice(1)));
  expect([old.resume_pos, other.resume_pos]).toEqual([1000, 0]);
  expect((await client.upload(old.upload_url, bytes)).status).toBe(404);
});

test('known content completes any path at once, until it is forgotten', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.store('one.jpg', bytes);
  expect(parseAllocation(await client.allocate('two.jpg', bytes)).state).toBe('COMPLETED');
  jotta.forgetBlobs();
  expect(parseAllocation(await client.allocate('one.jpg', bytes)).state).toBe('COMPLETED');
  expect(parseAllocation(await client.allocate('three.jpg', bytes)).state).toBe('INCOMPLETE');
  expect(jotta.tree.files().map(({ path }) => path)).toEqual(['one.jpg', 'two.jpg']);
  expect(jotta.uploads).toHaveLength(1);
});

test('a full account answers 460, and an unlimited one never does', async () => {
  await using jotta = await startFakeJottacloud({ user: { capacityBytes: 5999 } });
  const client = createRawClient(jotta);
  await client.store('one.jpg', bytes);
  expect((await client.allocate('two.jpg', bytes.toReversed())).status).toBe(460);
  jotta.user.capacityBytes = -1;
  expect((await client.store('two.jpg', bytes.toReversed())).status).toBe(200);
});

test('REJECT_CONFLICTS keeps an existing file; without it other content becomes a new version', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.store('IMG_1.JPG', bytes);
  const other = bytes.slice(1);
  const rejected = await client.allocate('img_1.jpg', other, { conflict_handler: 'REJECT_CONFLICTS' });
  expect([rejected.status, readErrorId(rejected)]).toEqual([409, 'UniqueFileException']);
  expect((await client.allocate('img_1.jpg', other, { conflict_handler: 'FAIL' })).status).toBe(400);
  expect(jotta.tree.file('IMG_1.JPG')).toMatchObject({ sizeBytes: 3000, versions: 1 });
  expect((await client.store('img_1.jpg', other)).status).toBe(200);
  expect(jotta.tree.files()).toMatchObject([{ path: 'IMG_1.JPG', sizeBytes: 2999, versions: 2 }]);
});

test('an unfinished new version keeps the old one current', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.store('a.jpg', bytes);
  await client.allocate('a.jpg', bytes.slice(1));
  const { text } = await client.send({ url: `${client.jfsRoot}/a.jpg` });
  expect(text).toMatch(/<currentRevision>.*COMPLETED.*<size>3000<.*<latestRevision>.*INCOMPLETE.*<size>0</s);
});
