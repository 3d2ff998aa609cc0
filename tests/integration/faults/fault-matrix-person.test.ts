import { describe, test } from 'vitest';
import { busyFaults, cutFaults, type FaultKind, statusFault, statusFaults } from './fault-kinds.ts';
import {
  type Allowance,
  PHOTO_BYTES,
  destinationListings,
  expectVerified,
  type Step,
} from './expect-verified.ts';
import { sample } from './sample.ts';
import type { World } from '../support/start-world.ts';

const UPLOAD_HOST = 'up-no-001.jottacloud.com';
const WHOLE = PHOTO_BYTES;
const jottacloud = { service: 'jottacloud' } as const;
const steps: Step[] = [
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
const upload: Step = { ...jottacloud, name: 'the upload', host: UPLOAD_HOST };
const renewal: Step = {
  ...jottacloud,
  name: 'the renewal of the access token',
  host: 'id.jottacloud.com',
  path: /openid-connect\/token$/,
  prepare: (world) => world.jottacloud.tokens.expireAccessTokens(),
};

const connectAgain = (world: World): Promise<void> =>
  world.background.connect(world.jottacloud.createLoginToken());
const needsPerson: [FaultKind, Allowance][] = [
  [statusFault(403), { stopsWith: 'jottacloud-locked' }],
  [statusFault(460), { stopsWith: 'jottacloud-full' }],
  [statusFault(401), { stopsWith: 'jottacloud-signed-out', times: 2, mend: connectAgain }],
];

describe.concurrent.each([...steps, upload])('$name', (step) => {
  test.each(needsPerson)('$name waits for a person, then ends verified', (fault, allowed) =>
    expectVerified(step, fault, {
      ...allowed,
      extraUp: step === upload ? WHOLE * (allowed.times ?? 1) : 0,
      // small files pass through memory: a copy that was stopped reads them again
      extraDown: step.name.startsWith('the last') ? 0 : WHOLE,
    }),
  );
});

describe.concurrent('the renewal of the access token', () => {
  test.each(
    sample([...statusFaults(400, 401, 403, 404, 409, 410, 420, 421, 423, 450, 460), ...busyFaults()]),
  )('$name: costs only time', (fault) => expectVerified(renewal, fault, { times: 2 }));
  test.each(cutFaults().filter(({ action }) => action.kind !== 'cutRequest'))(
    '$name, and the old token is spent: connected again, nothing is sent twice',
    (fault) =>
      expectVerified(renewal, fault, {
        stopsWith: 'jottacloud-signed-out',
        mend: connectAgain,
        extraDown: WHOLE,
      }),
  );
  test('invalid_grant needs a new connection and sends nothing twice', () =>
    expectVerified(
      renewal,
      { name: '', action: { kind: 'answer', status: 400, body: '{"error":"invalid_grant"}' } },
      { stopsWith: 'jottacloud-signed-out', mend: connectAgain, extraDown: WHOLE },
    ));
});
