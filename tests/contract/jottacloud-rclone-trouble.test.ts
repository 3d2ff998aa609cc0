import { expect, test } from 'vitest';
import { startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createLocalFolder, patternBytes } from '../fakes/jottacloud/local-originals.ts';
import { createRclone, ENCODING_WITHOUT_PERCENT, readRcloneRefreshToken } from '../fakes/rclone.ts';

const MiB = 1024 * 1024;
const ALLOCATE = '/files/v1/allocate';

test('an expired access token is renewed, and the new refresh token is kept', async () => {
  await using jotta = await startFakeJottacloud();
  jotta.tokens.accessTokenLifeSeconds = 1; // rclone relies on this lifetime
  await using rclone = await createRclone(jotta);
  jotta.tokens.expireAccessTokens();
  jotta.tokens.accessTokenLifeSeconds = 3600;
  const before = await readRcloneRefreshToken(rclone.configPath);
  expect(await rclone.lsf('')).toEqual([]);
  const after = await readRcloneRefreshToken(rclone.configPath);
  expect(after).not.toBe(before);
  expect(jotta.tokens.families).toMatchObject([{ isAlive: true, refreshes: 1, currentRefreshToken: after }]);
});

test('two programs that share one login both lose it', async () => {
  await using jotta = await startFakeJottacloud();
  jotta.tokens.accessTokenLifeSeconds = 1;
  await using first = await createRclone(jotta);
  await using copy = await createRclone(jotta, { copyLoginOf: first });
  expect(await first.lsf('')).toEqual([]);
  const list = ['lsf', '--retries', '1', '--low-level-retries', '1', 'jc:'];
  const refusedCopy = await copy.run(list);
  const refusedFirst = await first.run(list);
  expect(refusedCopy.stderr).toContain('invalid_grant');
  expect(refusedFirst.stderr).toMatch(/required client|invalid_grant/);
  expect(jotta.tokens.families).toMatchObject([{ isAlive: false }]);
});

test('only the missing bytes are sent after a cut at 10 MB', async () => {
  const original = patternBytes(30 * MiB, 7);
  await using local = await createLocalFolder({ 'big.MOV': original });
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  const cutAt = 10 * MiB + 4321;
  jotta.faults.add({ host: /^up-/, action: { kind: 'cutRequest', afterBytes: cutAt } });
  expect(await rclone.run(['copy', local.path, 'jc:x'])).toMatchObject({ code: 0 });
  expect(jotta.allocations.map(({ resumePosition }) => resumePosition)).toEqual([0, cutAt]);
  expect(jotta.uploads).toEqual([
    { path: '/jfs/Jotta/Archive/x/big.MOV', bytes: cutAt, status: 0 },
    {
      path: '/jfs/Jotta/Archive/x/big.MOV',
      range: `bytes=${cutAt}-${30 * MiB - 1}`,
      bytes: 30 * MiB - cutAt,
      status: 200,
    },
  ]);
  const arrived = (await jotta.tree.file('x/big.MOV')?.bytes()) ?? new Uint8Array();
  expect(Buffer.from(arrived).equals(original)).toBe(true);
});

test('a corrupted upload is refused, stays invisible and is repeated', async () => {
  await using local = await createLocalFolder({ 'A.JPG': patternBytes(5000) });
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  jotta.uploadSwitches.corruptNext = 1;
  const once = await rclone.run(['copy', '--retries', '1', '--low-level-retries', '1', local.path, 'jc:x']);
  expect(once.code).not.toBe(0);
  expect(await rclone.lsf('x')).toEqual([]);
  expect(jotta.tree.file('x/A.JPG')?.state).toBe('CORRUPT');
  expect(await rclone.run(['copy', local.path, 'jc:x'])).toMatchObject({ code: 0 });
  expect(await rclone.lsf('x')).toEqual(['A.JPG']);
  expect(jotta.uploads.map(({ status }) => status)).toEqual([421, 200]);
});

test('a full account refuses with 460', async () => {
  await using local = await createLocalFolder({ 'A.JPG': patternBytes(5000) });
  await using jotta = await startFakeJottacloud({ user: { capacityBytes: 4999 } });
  await using rclone = await createRclone(jotta);
  const full = await rclone.run(['copy', '--retries', '1', local.path, 'jc:x']);
  expect(full.stderr).toContain('460');
  expect(jotta.tree.files()).toEqual([]);
});

test('rclone waits out 503 for allocate and 429 for listings', async () => {
  await using local = await createLocalFolder({ 'A.JPG': patternBytes(5000) });
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  jotta.faults.add({ path: ALLOCATE, times: 2, action: { kind: 'answer', status: 503 } });
  jotta.faults.add({ host: 'jfs.jottacloud.com', times: 3, action: { kind: 'answer', status: 429 } });
  expect(await rclone.run(['copy', local.path, 'jc:x'])).toMatchObject({ code: 0 });
  expect(jotta.tree.files().map(({ path }) => path)).toEqual(['x/A.JPG']);
  expect(jotta.faults.fired).toHaveLength(5);
});

test('a percent sign that is not replaced is stored but cannot be read', async () => {
  await using local = await createLocalFolder({ '100% real.jpg': patternBytes(10) });
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta, { encoding: ENCODING_WITHOUT_PERCENT });
  await rclone.run(['copy', local.path, 'jc:x']);
  expect(jotta.tree.files().map(({ path }) => path)).toEqual(['x/100% real.jpg']);
  const read = await rclone.run(['cat', '--retries', '1', 'jc:x/100% real.jpg']);
  expect(read.code).not.toBe(0);
  expect(read.stderr).toContain('400');
});
