import { describe, test } from 'vitest';
import { busyFaults, cutFaults, type FaultKind, statusFaults } from './fault-kinds.ts';
import { PHOTO_BYTES, expectVerified, type Step } from './expect-verified.ts';
import { sample } from './sample.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';

const BYTE_HOST = /icloud-content/;
const WHOLE = PHOTO_BYTES;
/** Bytes that the connection may hold when it breaks. */
const IN_FLIGHT = 128 * 1024;

const first: Step = { name: 'the first bytes', service: 'icloud', host: BYTE_HOST };
/** The first request ends in the middle, so that the next one asks for a range. */
const range: Step = {
  ...first,
  name: 'the rest of the bytes',
  prepare: ({ icloud }) =>
    icloud.faults.add({ host: BYTE_HOST, action: { kind: 'cutResponse', afterBytes: 120_000 } }),
};
/** The bytes of a rendition are moved as those of an original. */
const rendition: Step = { ...first, name: 'the bytes of a compatible copy', isCompatible: true };
const steps = [first, range, rendition];

const answered = (): FaultKind[] => [
  ...statusFaults(400, 401, 403, 404, 409, 410, 420, 421, 423, 450, 460),
  ...busyFaults(),
];
const cutAfter = (afterBytes: number): FaultKind => ({
  name: `a cut after ${afterBytes} bytes`,
  action: { kind: 'cutResponse', afterBytes },
});
const json: FaultKind = {
  name: 'JSON instead of bytes',
  action: {
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"x"}',
  },
};
const unnamedText: FaultKind = {
  name: 'an error page that does not say that it is one',
  action: {
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: '<html><body>Sorry, try again later</body></html>',
  },
};
const tooMuch: FaultKind = {
  name: 'more bytes than the file has',
  action: {
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'image/jpeg' },
    body: 'x'.repeat(WHOLE + 5_000),
  },
};

describe.concurrent.each(steps)('$name', (step) => {
  test.each(sample(answered()))('$name: not one byte more is moved', (fault) =>
    expectVerified(step, fault, { times: 2 }),
  );

  test.each(sample([...cutFaults(), ...[0, 1, 65_536, 100_000, 179_999].map(cutAfter)]))(
    '$name: continues where the bytes ended',
    (fault) => expectVerified(step, fault, { times: 2, extraDown: 2 * IN_FLIGHT }),
  );

  test.each([0, 100_000, 179_999])('a wrong byte at %d is downloaded again and never sent', (at) =>
    expectVerified(step, { name: '', action: { kind: 'flipByte', at } }, { extraDown: WHOLE }),
  );

  test.each([{ name: 'a page', action: appleFaults.htmlInsteadOfBytes() }, json, unnamedText, tooMuch])(
    '$name instead of bytes is discarded and downloaded again',
    (fault) => expectVerified(step, fault, { extraDown: step === range ? 2 * WHOLE : WHOLE }),
  );
});

describe.concurrent('a byte host without range support', () => {
  const whole: Step = {
    ...range,
    prepare(world) {
      world.icloud.switches.ignoreRange = true;
      range.prepare?.(world);
    },
  };
  test.each([1, 65_536, 200_000, 299_999].map(cutAfter))('$name: starts from the beginning', (fault) =>
    expectVerified(whole, fault, { extraDown: 2 * WHOLE }),
  );
});

test('a short answer that looks complete resumes at its offset', () =>
  expectVerified(
    first,
    {
      name: '',
      action: { kind: 'answer', status: 206, headers: { 'content-range': `bytes 0-${WHOLE - 1}/${WHOLE}` } },
    },
    { times: 2 },
  ));
