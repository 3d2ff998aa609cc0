import { expect, test } from 'vitest';
import { createLoopback } from '../support/loopback.ts';
import { forgedFetch, forgedSend, loopbackFetch, loopbackSend } from '../support/loopback-fetch.ts';
import { signInToJottacloud } from '../support/sign-in-to-jottacloud.ts';
import type { CheckResult } from '../../../utils/domain/check/check-row.ts';
import { CHECK_FOLDER, type JottacloudContext } from '../../../utils/checks/jottacloud/context.ts';
import { jottacloudChecks } from '../../../utils/checks/jottacloud/jottacloud-checks.ts';
import { runChecks } from '../../../utils/checks/run-checks.ts';
import { realClock } from '../../../utils/engine/flow/real-clock.ts';
import type { AccountFacts } from '../../../utils/domain/account/account-facts.ts';
import { epochMs } from '../../../utils/units.ts';
import { type FakeJottacloud, startFakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';
import { useNameRule } from '../../fakes/jottacloud/jfs/jfs-name.ts';

const never = new AbortController().signal;
const FOREIGN = new TextEncoder().encode('a file of somebody else');

interface Found {
  results: Record<string, CheckResult>;
  facts: AccountFacts;
  /** All that a person sees. */
  text: string;
}

interface Options {
  startedAt?: number;
  /** Other texts in the answers, after the sign-in. */
  forge?: (text: string) => string;
  afterUpload?: () => void;
  takesOrigin?: boolean;
}

/** Signs in and runs all checks, as the page does. */
async function check(jottacloud: FakeJottacloud, options: Options = {}): Promise<Found> {
  const { startedAt = Date.UTC(2026, 10, 29, 14, 52, 36), forge = (text) => text } = options;
  const loopback = createLoopback([jottacloud], jottacloud.certificate.caPem);
  let [isOriginShown, isSignedIn] = [false, false];
  const fetch = forgedFetch(
    (url, init) => {
      const headers = new Headers(init.headers);
      if (isOriginShown) headers.set('Origin', 'chrome-extension://abcdefghijklmnop');
      return loopbackFetch(loopback)(url, { ...init, headers });
    },
    (text) => (isSignedIn ? forge(text) : text),
  );
  const now = () => epochMs(Date.now());
  const background = await signInToJottacloud(fetch, now, jottacloud.createLoginToken());
  isSignedIn = true;
  const sendBody = forgedSend(loopbackSend(loopback), forge);
  const context: JottacloudContext = {
    fetch,
    async sendBody(...parameters) {
      const reply = await sendBody(...parameters);
      options.afterUpload?.();
      return reply;
    },
    tokens: background.tokens,
    startedAt: epochMs(startedAt),
    renewSignIn: background.renewSignIn,
    async withOrigin(work) {
      isOriginShown = options.takesOrigin !== true;
      try {
        return await work();
      } finally {
        isOriginShown = false;
      }
    },
  };
  const results: Record<string, CheckResult> = {};
  let text = '';
  const facts = await runChecks(
    jottacloudChecks,
    context,
    {
      onRow({ id, asked, result }) {
        results[id] = result;
        text += `${asked}\n${result.answer}\n`;
      },
      limitMs: 60_000,
      sleep: realClock.sleep,
    },
    never,
  );
  loopback.cut();
  const { accessToken, refreshToken } = background.signIn ?? {};
  for (const secret of [accessToken, refreshToken, ...Object.values(jottacloud.user), 'https://'])
    if (typeof secret === 'string') expect(text).not.toContain(secret);
  return { results, facts, text };
}

const verdicts = ({ results }: Found): Record<string, string> =>
  Object.fromEntries(Object.entries(results).map(([id, { verdict }]) => [id, verdict]));
const otherThanExpected = (found: Found): Record<string, string> =>
  Object.fromEntries(Object.entries(verdicts(found)).filter(([, verdict]) => verdict !== 'expected'));
/** Bytes below the folder of the checks. */
async function storedBytes({ tree }: FakeJottacloud): Promise<number> {
  const files = tree.files().filter(({ path }) => path.startsWith(CHECK_FOLDER));
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

test('an ordinary account gives the expected answers', async () => {
  await using jottacloud = await startFakeJottacloud();
  const found = await check(jottacloud);
  expect(otherThanExpected(found)).toEqual({});
  expect(Object.keys(found.results)).toHaveLength(jottacloudChecks.length);
  expect(found.facts).toEqual({ takesConflictHandler: true });
  expect(found.results['parts']?.answer).toContain('resume_pos 32768 after 32768 bytes');
  expect(found.results['conflict']?.answer).toContain('409 {');
  expect(jottacloud.violations).toEqual([]);
});

test('the checks write less than 300 kB, only in their own folder, and can run twice', async () => {
  await using jottacloud = await startFakeJottacloud();
  jottacloud.tree.put('iCloud Photos/mine.jpg', FOREIGN);
  jottacloud.tree.put(`${CHECK_FOLDER}/mine.jpg`, FOREIGN);
  await check(jottacloud, { startedAt: Date.UTC(2026, 10, 29) });
  const once = await storedBytes(jottacloud);
  expect(once).toBeLessThan(300_000);
  expect(otherThanExpected(await check(jottacloud, { startedAt: Date.UTC(2026, 10, 30) }))).toEqual({});
  expect(await storedBytes(jottacloud)).toBeLessThan(300_000);

  const others = jottacloud.tree.files().filter(({ path }) => !path.startsWith(CHECK_FOLDER));
  expect(others.map(({ path }) => path)).toEqual(['iCloud Photos/mine.jpg']);
  for (const path of ['iCloud Photos/mine.jpg', `${CHECK_FOLDER}/mine.jpg`])
    expect(await jottacloud.tree.file(path)?.bytes()).toEqual(FOREIGN);
});

type Changed = [string, (jottacloud: FakeJottacloud) => Options | void, Record<string, string>, AccountFacts];
const takes = { takesConflictHandler: true };
const refuses = { takesConflictHandler: false };

test.each<Changed>([
  [
    'a refresh without a new refresh token',
    ({ tokens }) => void (tokens.rotates = false),
    { token: 'other-way' },
    takes,
  ],
  [
    'another user name than before',
    ({ user }) => void (user.username = '75f2a1b3c4d5e6f708192031'),
    {},
    takes,
  ],
  [
    'conflict_handler refused',
    ({ uploadSwitches }) => void (uploadSwitches.refusesConflictHandler = true),
    { allocate: 'other-way', conflict: 'not-asked' },
    refuses,
  ],
  [
    'conflict_handler not known',
    ({ uploadSwitches }) => void (uploadSwitches.ignoresConflictHandler = true),
    { conflict: 'other-way', names: 'other-way' },
    refuses,
  ],
  [
    'another upload host that was seen',
    ({ uploadSwitches }) => void (uploadSwitches.host = 'up.jottacloud.com'),
    {},
    takes,
  ],
  [
    'an upload host elsewhere in jottacloud.com',
    ({ uploadSwitches }) => void (uploadSwitches.host = 'uc-1.jottacloud.com'),
    { uploadHost: 'other-way' },
    takes,
  ],
  [
    'bytes that are asked for again',
    (jottacloud) => ({ afterUpload: () => jottacloud.forgetBlobs() }),
    { sameContent: 'other-way' },
    takes,
  ],
  [
    'parts that are answered 200',
    ({ uploadSwitches }) => void (uploadSwitches.partsAreFine = true),
    { parts: 'other-way' },
    takes,
  ],
  [
    'another root of the listing',
    ({ liststream }) => void (liststream.rootElement = 'list'),
    { listStream: 'other-way' },
    takes,
  ],
  [
    'md5 in upper case',
    ({ liststream }) => void (liststream.upperCaseMd5 = true),
    { listStream: 'other-way' },
    takes,
  ],
  ['an Origin that is taken', () => ({ takesOrigin: true }), { origin: 'other-way' }, takes],
])('%s is handled and reported', async (_, change, changed, facts) => {
  await using jottacloud = await startFakeJottacloud();
  const found = await check(jottacloud, change(jottacloud) ?? {});
  expect(otherThanExpected(found)).toEqual(changed);
  expect(found.facts).toEqual(facts);
});

test('one file for both Unicode forms is handled and reported', async () => {
  await using jottacloud = await startFakeJottacloud();
  using _ = useNameRule('case-and-form');
  const found = await check(jottacloud);
  expect(otherThanExpected(found)).toEqual({ names: 'other-way' });
  expect(found.results['names']?.answer).toContain('both forms: one file, the second is refused');
});

test('a user name that changes while the browser is signed in is reported', async () => {
  await using jottacloud = await startFakeJottacloud();
  const found = await check(jottacloud, {
    forge: (text) => text.replaceAll(/"username":"[^"]*"/g, '"username":"75f2a1b3c4d5e6f708192031"'),
  });
  expect(found.results['room']).toMatchObject({ verdict: 'other-way' });
});

test('an unknown upload host receives nothing and is named', async () => {
  await using jottacloud = await startFakeJottacloud();
  jottacloud.uploadSwitches.host = 'up.jotta-storage.example';
  const found = await check(jottacloud);
  expect(found.results['uploadHost']).toEqual({
    verdict: 'not-understood',
    answer: 'a host outside jottacloud.com: up.jotta-storage.example',
  });
  expect(found.results['md5']).toEqual({ verdict: 'not-understood', answer: 'bad-response' });
  expect(jottacloud.uploads).toEqual([]);
});

test('a locked account is reported and does not fail the checks that write', async () => {
  await using jottacloud = await startFakeJottacloud({ user: { writeLocked: true } });
  const found = await check(jottacloud);
  expect(found.results['room']).toMatchObject({ verdict: 'other-way' });
  expect(found.results['md5']).toEqual({
    verdict: 'not-asked',
    answer: 'jottacloud-locked',
    why: 'unreached',
  });
});

const READING = [
  'token',
  'room',
  'mountpoint',
  'listStream',
  'md5',
  'allocate',
  'names',
  'parts',
  'uploadHost',
];

test.each([
  ['HTML', '<!doctype html><title>Kari Nordmann</title>'],
  ['nothing', ''],
  [
    'fields that nobody knows',
    '{"64e1f0a2b3c4d5e6f7081920":1,"state":"kari@example.org","error_id":"Kari Nordmann"}',
  ],
  [
    'elements that nobody knows',
    '<x64e1f0a2b3c4d5e6f7081920><Kari/>kari@example.org</x64e1f0a2b3c4d5e6f7081920>',
  ],
  ['always COMPLETED', '{"state":"COMPLETED"}'],
])('answers of %s count as not understood', async (_, nonsense) => {
  await using jottacloud = await startFakeJottacloud();
  const found = verdicts(await check(jottacloud, { forge: () => nonsense }));
  for (const id of READING) expect([id, found[id]]).toEqual([id, 'not-understood']);
});
