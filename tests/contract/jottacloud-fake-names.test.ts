import { expect, test } from 'vitest';
import { startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createRawClient, parseAllocation, readErrorId } from '../fakes/jottacloud/raw-client.ts';

const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);

test.each(['"', '*', ':', '<', '>', '?', '|', '\n', '\u0000', '\u007f', '\u0085', '\ud800'])(
  'a name with %j is refused',
  async (sign) => {
    await using jotta = await startFakeJottacloud();
    const answer = await createRawClient(jotta).allocate(`x/a${sign}b.jpg`, bytes);
    expect([answer.status, readErrorId(answer)]).toEqual([400, 'InvalidArgumentException']);
    expect(jotta.allocations).toEqual([]);
  },
);

test.each([' a.jpg', 'a.jpg ', 'a.', 'a\\b', '％.jpg', '🚀.jpg', 'a'.repeat(255)])(
  'the name %j is taken',
  async (name) => {
    await using jotta = await startFakeJottacloud();
    const client = createRawClient(jotta);
    expect((await client.store(name, bytes)).status).toBe(200);
    expect(jotta.tree.files().map(({ path }) => path)).toEqual([name]);
    expect((await client.send({ url: `${client.jfsRoot}/${encodeURIComponent(name)}` })).status).toBe(200);
  },
);

test('names have at most 255 characters, in allocate and in addresses', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const name = 'a'.repeat(256);
  expect(readErrorId(await client.allocate(name, bytes))).toBe('InvalidArgumentException');
  const answer = await client.send({ url: `${client.jfsRoot}/${name}` });
  expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('InvalidArgumentException') });
});

test('names differ by more than letter case, and the first spelling stays', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.store('Photos/IMG_1.JPG', bytes);
  await client.store('PHOTOS/img_1.jpg', bytes.slice(1));
  expect(jotta.tree.files().map(({ path }) => path)).toEqual(['Photos/IMG_1.JPG']);
  expect((await client.send({ url: `${client.jfsRoot}/pHOTOS` })).text).toContain('<file name="IMG_1.JPG"');
});

test('a URL with %25 or broken escapes returns an HTML page, and a bare plus is a space', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.store('a+b.jpg', bytes);
  for (const name of ['100%25.jpg', '%ff.jpg', '%zz.jpg']) {
    const answer = await client.send({ url: `${client.jfsRoot}/${name}` });
    expect([name, answer.status, answer.headers['content-type']]).toEqual([name, 400, 'text/html']);
  }
  expect((await client.send({ url: `${client.jfsRoot}/a+b.jpg` })).status).toBe(404);
  expect((await client.send({ url: `${client.jfsRoot}/a%2Bb.jpg` })).status).toBe(200);
});

test('allocate wants JSON, a lower-case MD5, whole bytes, readable times and no other fields', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const wrong: Record<string, unknown>[] = [
    { md5: 'A'.repeat(32) },
    { bytes: 1.5 },
    { bytes: '100' },
    { created: '2024-06-01-T07:30:00Z' },
    { modified: undefined },
    { path: '/jfs/Jotta/Archive' },
    { path: '/jfs/Jotta/Archive/x//a.jpg' },
    { path: '/jfs/Jotta/Archive/../a.jpg' },
    { path: '/jfs/Jotta/Trash/a.jpg' },
    { conflictHandler: 'REJECT_CONFLICTS' },
  ];
  for (const overrides of wrong) expect((await client.allocate('a.jpg', bytes, overrides)).status).toBe(400);
  expect((await client.allocate('', bytes, { path: '/jfs/Nowhere/Archive/a.jpg' })).status).toBe(404);
  const milliseconds = {
    created: 1_700_000_000_999,
    modified: 1_700_000_000_999,
    path: 'Archive/old form.jpg',
  };
  expect(parseAllocation(await client.allocate('', bytes, milliseconds)).state).toBe('INCOMPLETE');
  expect(jotta.tree.file('old form.jpg')).toMatchObject({ createdMs: 1_700_000_000_000 });
});

test('cphash knows stored content, reads dashed times, and leaves nothing behind for unknown content', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  await client.store('a.jpg', bytes);
  const md5 = jotta.tree.file('a.jpg')?.md5 ?? '';
  const times = { jcreated: '2020-02-03-T05:05:06+0100', jmodified: '2020-02-03-T05:05:06+0100' };
  const post = (name: string, headers: Record<string, string>) =>
    client.send({ url: `${client.jfsRoot}/${name}?cphash=true`, method: 'POST', headers });
  expect((await post('new/b.jpg', { jsize: '100', jmd5: md5, ...times })).status).toBe(200);
  expect(jotta.tree.file('new/b.jpg')).toMatchObject({
    state: 'COMPLETED',
    modifiedMs: Date.parse('2020-02-03T04:05:06Z'),
  });
  expect((await post('c.jpg', { jsize: '99', jmd5: md5, ...times })).status).toBe(404);
  expect(jotta.tree.file('c.jpg')).toBeUndefined();
});

test("a command with an upload's Content-Type counts as an upload, and an unknown command is 500", async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const headers = { 'content-type': 'application/octet-stream' };
  const url = `${client.jfsRoot}/x`;
  expect((await client.send({ url: `${url}?mkDir=true`, method: 'POST', headers })).status).toBe(404);
  expect((await client.send({ url: `${url}?makeDir=true`, method: 'POST' })).status).toBe(500);
  expect((await client.send({ url: `${url}?mkDir=true`, method: 'POST' })).status).toBe(200);
});

test('a liststream follows the switches', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.tree.put('x/2023/A.JPG', bytes, { modifiedMs: Date.parse('2024-06-01T07:30:00.700Z') });
  jotta.tree.put('x/2024/B.JPG', bytes);
  jotta.tree.put('x/2024/gone.JPG', bytes, { isTrashed: true });
  jotta.tree.put('x/2024/half.JPG', bytes, { state: 'INCOMPLETE', heldBytes: 50 });
  const list = async () => (await client.send({ url: `${client.jfsRoot}/x?mode=liststream` })).text;
  const normal = await list();
  expect(normal.match(/<folder>.*<\/folder>/g)).toEqual([
    '<folder><path>/Archive/x</path></folder>',
    '<folder><path>/Archive/x/2023</path></folder>',
    '<folder><path>/Archive/x/2024</path></folder>',
  ]);
  expect(normal.match(/<filename>(.*?)<\/filename>/g)).toEqual([
    '<filename>A.JPG</filename>',
    '<filename>B.JPG</filename>',
  ]);
  expect(normal).toContain('<modified>2024-06-01T07:30:00.000Z</modified>');
  expect(normal).toContain('<stats><folders>3</folders><files>2</files></stats>');

  Object.assign(jotta.liststream, { rootElement: 'anything', upperCaseMd5: true, wrongStats: true });
  const varied = await list();
  expect(varied).toMatch(/^<\?xml[^>]*>\s*<anything>.*<files>3<\/files><\/stats>\s*<\/anything>\s*$/s);
  expect(varied).toContain(`<md5>${jotta.tree.file('x/2023/A.JPG')?.md5.toUpperCase()}</md5>`);
  jotta.liststream.endsEarly = true;
  expect(await list()).not.toContain('stats');
  expect((await client.send({ url: `${client.jfsRoot}/nowhere?mode=liststream` })).status).toBe(404);
});

test('stored bytes are served whole and in ranges', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  jotta.tree.put('text.txt', new TextEncoder().encode('0123456789'));
  const url = `${client.jfsRoot}/text.txt?mode=bin`;
  expect(await client.send({ url })).toMatchObject({ status: 200, text: '0123456789' });
  const part = await client.send({ url, headers: { range: 'bytes=2-4' } });
  expect(part).toMatchObject({ status: 206, text: '234', headers: { 'content-range': 'bytes 2-4/10' } });
  expect((await client.send({ url, headers: { range: 'bytes=10-' } })).status).toBe(416);
});

test('devices and mountpoints are made once and listed by name', async () => {
  await using jotta = await startFakeJottacloud();
  const client = createRawClient(jotta);
  const device = `https://jfs.jottacloud.com/jfs/${jotta.user.username}/My%20PC`;
  const statuses: number[] = [];
  for (const url of [
    `${device}?type=WORKSTATION`,
    `${device}?type=WORKSTATION`,
    `${device}/Photos`,
    `${device}/Photos`,
  ]) {
    statuses.push((await client.send({ url, method: 'POST' })).status);
  }
  expect(statuses).toEqual([201, 201, 201, 200]);
  expect((await client.send({ url: device })).text).toContain('<name xml:space="preserve">Photos</name>');
  expect((await client.send({ url: `${device}/Other` })).text).toContain('NoSuchMountPointException');
});
