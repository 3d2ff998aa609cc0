import { afterAll, describe, test, vi } from 'vitest';
import { PHOTO_BYTES, destinationListings, expectVerified, type Step } from './expect-verified.ts';

/** Limits of our own are at least so long; shorter waits are those of the fast clock. */
const MIN_LIMIT_MS = 10_000;
/** Longest real wait that a shortened limit becomes. */
const MAX_WAIT_MS = 1_500;

/** Factor by which time limits are at least shortened, so that nobody waits through a stall. */
const SPEED = 30;
const { setTimeout: realTimeout, performance: real } = globalThis;
const quickTimeout = (work: () => void, ms = 0): ReturnType<typeof setTimeout> =>
  realTimeout(work, ms < MIN_LIMIT_MS ? ms : Math.min(ms / SPEED, MAX_WAIT_MS));
vi.stubGlobal('setTimeout', Object.assign(quickTimeout, realTimeout));
vi.stubGlobal('performance', { now: () => real.now() * SPEED });
afterAll(() => void vi.unstubAllGlobals());

const CLOUDKIT = /ckdatabasews/;
const BYTE_HOST = /icloud-content/;
const UPLOAD_HOST = 'up-no-001.jottacloud.com';
const [icloud, jottacloud] = [{ service: 'icloud' }, { service: 'jottacloud' }] as const;

const calls: Step[] = [
  { ...icloud, name: 'validate', host: 'setup.icloud.com' },
  { ...icloud, name: 'the libraries', host: CLOUDKIT, path: /private\/changes\/database/ },
  { ...icloud, name: 'the shared libraries', host: CLOUDKIT, path: /shared\/changes\/database/ },
  { ...icloud, name: 'the count', host: CLOUDKIT, path: /query\/batch/ },
  { ...icloud, name: 'a page of the list', host: CLOUDKIT, path: /\/records\/query\?/ },
  { ...icloud, name: 'the lookup of an address', host: CLOUDKIT, path: /records\/lookup/ },
  { ...jottacloud, name: 'allocate', host: 'api.jottacloud.com', path: /allocate$/ },
  ...destinationListings,
  {
    ...jottacloud,
    name: 'the lookup of a taken name',
    host: 'jfs.jottacloud.com',
    path: /\.JPG$/,
    prepare: (world) => world.jottacloud.faults.add({ host: UPLOAD_HOST, action: { kind: 'loseReply' } }),
  },
];

test.concurrent.each(calls)('a stalled $name times out and is repeated', (step) =>
  expectVerified(step, { name: '', action: { kind: 'stall', afterBytes: 0 } }),
);

describe.concurrent.each([0, 1, 65_536, 150_000])('after %d bytes', (afterBytes) => {
  const stall = { name: '', action: { kind: 'stall', afterBytes } } as const;

  test('a stalled download resumes at its offset', () =>
    expectVerified({ ...icloud, name: '', host: BYTE_HOST }, stall, { times: 2 }));
  test('a stalled upload resumes at Jottacloud’s offset', () =>
    expectVerified({ ...jottacloud, name: '', host: UPLOAD_HOST }, stall, {
      // two halves that arrived without an answer: only the whole can end it
      extraUp: afterBytes * 2 >= PHOTO_BYTES ? PHOTO_BYTES : 0,
      times: 2,
    }));
});
