import { describe, test } from 'vitest';
import { busyFaults, cutFaults, type FaultKind, malformedFaults, statusFaults } from './fault-kinds.ts';
import { PHOTO_BYTES, expectVerified, type Step } from './expect-verified.ts';
import { sample } from './sample.ts';
import type { World } from '../support/start-world.ts';

const UPLOAD_HOST = 'up-no-001.jottacloud.com';
const WHOLE = PHOTO_BYTES;
const jottacloud = { service: 'jottacloud' } as const;
const loseConfirmation = (world: World): unknown =>
  world.jottacloud.faults.add({ host: UPLOAD_HOST, action: { kind: 'loseReply' } });

const allocate: Step = { ...jottacloud, name: 'allocate', host: 'api.jottacloud.com', path: /allocate$/ };
const firstPart: Step = { ...jottacloud, name: 'the upload', host: UPLOAD_HOST };
/** The first request ends in the middle, so that the next one sends a range. */
const laterPart: Step = {
  ...firstPart,
  name: 'the rest of an upload',
  prepare: (world) =>
    world.jottacloud.faults.add({ host: UPLOAD_HOST, action: { kind: 'cutRequest', afterBytes: 120_000 } }),
};
/** The file arrived, but its confirmation did not: its name is taken by its own bytes. */
const readStored: Step = {
  ...jottacloud,
  name: 'the lookup of a taken name',
  host: 'jfs.jottacloud.com',
  path: /\.JPG$/,
  prepare: loseConfirmation,
};
const firstList: Step = {
  ...jottacloud,
  name: 'the first look at the destination',
  host: 'jfs.jottacloud.com',
  path: /Photos\?mode=liststream/,
};
const lastList: Step = { ...firstList, name: 'the last look at the destination', skip: 1 };

const error = (status: number, id: string): FaultKind => ({
  name: `${status} ${id}`,
  action: {
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: status, error_id: id, message: null }),
  },
});
const everywhere = (): FaultKind[] => [
  ...statusFaults(400, 409, 410, 416, 420, 423, 450),
  ...busyFaults(),
  ...malformedFaults(),
];
const cutAfter = (afterBytes: number): FaultKind => ({
  name: `a cut after ${afterBytes} bytes`,
  action: { kind: 'cutRequest', afterBytes },
});

describe.concurrent('allocate', () => {
  test.each(
    sample([
      ...everywhere(),
      ...cutFaults(),
      ...statusFaults(404),
      error(409, 'UniqueFileException'),
      error(400, 'InvalidArgumentException'),
      error(420, 'IncompleteUploadOpenApiException'),
    ]),
  )('$name: not one byte more is moved', (fault) => expectVerified(allocate, fault, { times: 2 }));
  test('a 401 costs one token renewal and nothing else', () =>
    expectVerified(allocate, error(401, 'BadCredentialsException')));
  test('421 with the file read again', () =>
    expectVerified(allocate, error(421, 'CorruptUploadOpenApiException'), { extraDown: WHOLE }));
});

describe.concurrent.each([firstPart, laterPart])('$name', (step) => {
  test.each(
    sample([
      ...everywhere(),
      ...statusFaults(404),
      error(409, 'UniqueFileException'),
      error(420, 'IncompleteUploadOpenApiException'),
      error(416, 'RequestedRangeNotSatisfiedException'),
    ]),
  )('$name: costs no more than the parts that were sent in vain', (fault) =>
    expectVerified(step, fault, { times: 2, extraUp: 2 * WHOLE }),
  );
  test('a 401 sends the part again with a new token', () =>
    expectVerified(step, error(401, 'BadCredentialsException'), { extraUp: WHOLE }));
  test('a 421 reads the file again and sends it again', () =>
    expectVerified(step, error(421, 'CorruptUploadOpenApiException'), { extraDown: WHOLE, extraUp: WHOLE }));
  test.each([0, 1, 65_536, 89_999].map(cutAfter))(
    '$name: continues at the offset that Jottacloud reports',
    (fault) => expectVerified(step, fault, { times: 2 }),
  );
  test.each([0, 25, 10_000])(
    'a confirmation that is cut after %d bytes causes no second upload',
    (afterBytes) => expectVerified(step, { name: '', action: { kind: 'cutResponse', afterBytes } }),
  );
  test('a lost confirmation causes no second upload', () =>
    expectVerified(step, { name: '', action: { kind: 'loseReply' } }));
  test('a confirmation of other content makes us read the file again and find it there', () =>
    expectVerified(
      step,
      {
        name: '',
        action: {
          kind: 'answer',
          status: 200,
          body: JSON.stringify({ md5: '0'.repeat(32), bytes: PHOTO_BYTES }),
        },
      },
      { extraDown: WHOLE, extraUp: WHOLE },
    ));
});

test.each([1, 2])('bytes that changed in transit (%d) are read and sent again', async (parts) => {
  await expectVerified(
    {
      ...laterPart,
      name: '',
      prepare: (world) => {
        world.jottacloud.uploadSwitches.corruptNext = 1;
        if (parts === 2) laterPart.prepare?.(world);
      },
    },
    { name: '', action: { kind: 'answer', status: 503 } },
    { extraDown: WHOLE, extraUp: 2 * WHOLE },
  );
});

describe.concurrent('the lookup of a taken name', () => {
  test.each(sample([...everywhere(), ...cutFaults()]))('$name: not one byte more is moved', (fault) =>
    expectVerified(readStored, fault),
  );
  test('a 401 costs one token renewal and nothing else', () =>
    expectVerified(readStored, error(401, 'BadCredentialsException')));
});

describe.concurrent.each([firstList, lastList])('$name', (step) => {
  test.each(sample([...everywhere(), ...cutFaults(), ...statusFaults(404, 421)]))(
    '$name: not one byte more is moved',
    (fault) => expectVerified(step, fault, { times: 2 }),
  );
  test('a 401 costs one token renewal and nothing else', () =>
    expectVerified(step, error(401, 'BadCredentialsException')));
});
