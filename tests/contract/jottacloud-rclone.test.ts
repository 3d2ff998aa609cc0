import { readdir, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createLocalFolder, md5, patternBytes } from '../fakes/jottacloud/local-originals.ts';
import { createRclone } from '../fakes/rclone.ts';

const MiB = 1024 * 1024;
const TOKEN_PATH = /openid-connect\/token$/;
const ALLOCATE = '/files/v1/allocate';

/** Names of docs/jottacloud.md 9, as stored on the local disk. */
const ODD_NAMES = [
  'IMG_0001.HEIC',
  ' leading and trailing ',
  'trailing dot.',
  "a+b #1 & c;d,e=f@g$h'i!.jpg",
  'q?:*<>|".jpg',
  'back\\slash.jpg',
  'tab\there.jpg',
  '100% real.jpg',
  'blåbærsyltetøy.jpg',
  '写真.jpg',
  'cafe\u0301 decomposed.jpg',
  'rocket 🚀.jpg',
  '(round) [square] {curly} ^ ` ~ _ -.jpg',
];

test('a personal login token signs in once and is refused the second time', async () => {
  await using jotta = await startFakeJottacloud();
  const loginToken = jotta.createLoginToken();
  await using first = await createRclone(jotta, { loginToken });
  expect(await first.lsf('')).toEqual([]);
  await expect(createRclone(jotta, { loginToken })).rejects.toThrow(/401/);
  expect(jotta.tokens.families).toHaveLength(1);
  expect(jotta.requests.to('id.jottacloud.com', TOKEN_PATH)[0]?.body).toContain(
    'scope=openid+offline_access',
  );
});

test('rclone copies all kinds of names and sizes and finds no difference', async () => {
  const files: Record<string, Uint8Array> = {
    'sub/zero.txt': new Uint8Array(),
    'big.MOV': patternBytes(30 * MiB),
  };
  for (const [index, name] of ODD_NAMES.entries()) files[`2024/${name}`] = patternBytes(1000, index);
  await using local = await createLocalFolder(files);
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);

  expect(await rclone.run(['copy', local.path, 'jc:iCloud Photos'])).toMatchObject({ code: 0 });
  const check = await rclone.run(['check', local.path, 'jc:iCloud Photos']);
  expect(check.stderr).toContain('0 differences found');
  expect(check.stderr).toContain(`${Object.keys(files).length} matching files`);

  // Inside rclone a tab is always the picture of one.
  const expected = new Map(
    Object.entries(files).map(([name, bytes]) => [name.replace('\t', '\u2409'), md5(bytes)]),
  );
  const sums = await rclone.run(['lsjson', '-R', '--hash', '--files-only', 'jc:iCloud Photos']);
  const listed = JSON.parse(sums.stdout) as { Path: string; Hashes: { md5: string }; ModTime: string }[];
  expect(new Map(listed.map((file) => [file.Path, file.Hashes.md5]))).toEqual(expected);
  expect(new Set(listed.map((file) => Date.parse(file.ModTime)))).toEqual(
    new Set([Date.parse('2024-06-01T07:30:00Z')]),
  );
  const arrived = (await jotta.tree.file('iCloud Photos/big.MOV')?.bytes()) ?? new Uint8Array();
  expect(md5(arrived)).toBe(expected.get('big.MOV'));
  expect(jotta.tree.file('iCloud Photos/2024/q？：＊＜＞｜＂.jpg')?.state).toBe('COMPLETED');

  jotta.requests.clear();
  expect(await rclone.run(['copy', local.path, 'jc:iCloud Photos'])).toMatchObject({ code: 0 });
  expect(jotta.requests.to('api.jottacloud.com', ALLOCATE)).toEqual([]);
  expect(jotta.violations).toEqual([]);
  expect(jotta.routeErrors).toEqual([]);
});

test('md5sum and lsf see the complete files of all folders and nothing else', async () => {
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  const bytes = patternBytes(2000);
  jotta.tree.put('iCloud Photos/2023/A.JPG', bytes);
  jotta.tree.put('iCloud Photos/2024/B & C.JPG', patternBytes(3000));
  jotta.tree.put('iCloud Photos/2024/half.JPG', bytes, { state: 'INCOMPLETE', heldBytes: 10 });
  jotta.tree.put('iCloud Photos/2024/bad.JPG', bytes, { state: 'CORRUPT' });
  jotta.tree.put('iCloud Photos/2024/gone.JPG', bytes, { isTrashed: true });
  expect(await rclone.lsf('iCloud Photos')).toEqual(['2023/A.JPG', '2024/B & C.JPG']);
  expect((await rclone.md5sum('iCloud Photos')).get('2023/A.JPG')).toBe(md5(bytes));
  expect((await rclone.run(['lsf', 'jc:iCloud Photos/2024'])).stdout).toBe('B & C.JPG\n');
});

test('rclone accepts consistent orders of a liststream and refuses inconsistent ones', async () => {
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  jotta.tree.put('x/2023/A.JPG', patternBytes(1));
  jotta.tree.put('x/2024/B.JPG', patternBytes(2));
  const list = async () =>
    (await rclone.run(['lsf', '-R', '--retries', '1', '--low-level-retries', '1', 'jc:x'])).code;
  const codes: Record<string, number> = {};
  for (const order of ['before-their-files', 'all-first', 'only-childless', 'after-their-files'] as const) {
    jotta.liststream.folders = order;
    codes[order] = await list();
  }
  jotta.liststream.folders = 'before-their-files';
  jotta.liststream.wrongStats = true;
  const withWrongStats = await list();
  jotta.liststream.wrongStats = false;
  jotta.liststream.endsEarly = true;
  const endingEarly = await list();
  expect(codes).toMatchObject({ 'before-their-files': 0, 'all-first': 0, 'only-childless': 0 });
  expect([codes['after-their-files'], withWrongStats, endingEarly]).not.toContain(0);
});

test('about shows only the used space of an unlimited account, and total and free of a limited one', async () => {
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  jotta.tree.put('a.jpg', new Uint8Array(4096));
  expect(JSON.parse((await rclone.run(['about', '--json', 'jc:'])).stdout)).toEqual({ used: 4096 });
  jotta.user.capacityBytes = 5_368_709_120;
  const limited = { used: 4096, total: 5_368_709_120, free: 5_368_709_120 - 4096 };
  expect(JSON.parse((await rclone.run(['about', '--json', 'jc:'])).stdout)).toEqual(limited);
});

test('a deleted file is restored from the trash without sending its bytes', async () => {
  await using local = await createLocalFolder({ 'A.JPG': patternBytes(5000) });
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  await rclone.run(['copy', local.path, 'jc:x']);
  await rclone.run(['delete', 'jc:x']);
  expect(jotta.tree.file('x/A.JPG')?.isTrashed).toBe(true);
  expect(await rclone.lsf('x')).toEqual([]);
  expect(await rclone.run(['copy', local.path, 'jc:x'])).toMatchObject({ code: 0 });
  expect(jotta.tree.file('x/A.JPG')).toMatchObject({ isTrashed: false, state: 'COMPLETED' });
  expect(jotta.allocations.map(({ state }) => state)).toEqual(['INCOMPLETE', 'COMPLETED']);
  expect(jotta.uploads).toHaveLength(1);
});

test('changed content becomes a new version, and a changed time alone is recognised by hash', async () => {
  await using local = await createLocalFolder({ 'A.JPG': patternBytes(5000) });
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  await rclone.run(['copy', local.path, 'jc:x']);
  const time = new Date('2020-02-03T04:05:06Z');
  await utimes(join(local.path, 'A.JPG'), time, time);
  await rclone.run(['copy', local.path, 'jc:x']);
  expect(jotta.tree.file('x/a.jpg')).toMatchObject({ modifiedMs: time.getTime(), versions: 1 });
  expect(jotta.requests.to('jfs.jottacloud.com', /cphash=true/)).toHaveLength(1);
  expect(jotta.uploads).toHaveLength(1);
  await local.write('A.JPG', patternBytes(6000));
  await rclone.run(['copy', local.path, 'jc:x']);
  expect(jotta.tree.file('x/A.JPG')).toMatchObject({ sizeBytes: 6000, versions: 2 });
});

test('files and folders are moved, copied, removed and the trash is emptied', async () => {
  await using jotta = await startFakeJottacloud();
  await using rclone = await createRclone(jotta);
  jotta.tree.put('from/a b.jpg', patternBytes(100));
  const paths = () =>
    jotta.tree
      .files()
      .map(({ path }) => path)
      .toSorted();
  const commands = [
    ['moveto', 'jc:from/a b.jpg', 'jc:new/folder/c d.jpg'],
    ['copyto', 'jc:new/folder/c d.jpg', 'jc:new/copy.jpg'],
    ['moveto', 'jc:new', 'jc:renamed'],
    ['mkdir', 'jc:empty'],
    ['rmdir', 'jc:empty'],
    ['--jottacloud-hard-delete', 'deletefile', 'jc:renamed/copy.jpg'],
  ];
  for (const command of commands) expect(await rclone.run(command)).toMatchObject({ code: 0, stderr: '' });
  expect(paths()).toEqual(['renamed/folder/c d.jpg']);
  expect((await rclone.md5sum('renamed')).get('folder/c d.jpg')).toBe(md5(patternBytes(100)));
  expect((await rclone.run(['link', 'jc:renamed/folder/c d.jpg'])).stdout).toContain('downloadPublic');
  expect((await rclone.run(['purge', 'jc:renamed'])).code).toBe(0);
  expect(jotta.tree.file('renamed/folder/c d.jpg')?.isTrashed).toBe(true);
  expect((await rclone.run(['cleanup', 'jc:'])).code).toBe(0);
  expect(jotta.tree.file('renamed/folder/c d.jpg')).toBeUndefined();
});

test('rclone leaves nothing of its login behind', async () => {
  await using jotta = await startFakeJottacloud();
  const rclone = await createRclone(jotta);
  const directory = dirname(rclone.configPath);
  expect(await readdir(directory)).toContain('rclone.conf');
  await rclone.close();
  await expect(readdir(directory)).rejects.toThrow('ENOENT');
});
