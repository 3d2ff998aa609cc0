import { describe, test } from 'vitest';
import {
  busyFaults,
  cloudkitFaults,
  cutFaults,
  type FaultKind,
  malformedFaults,
  statusFaults,
} from './fault-kinds.ts';
import { expectVerified, type Step } from './expect-verified.ts';
import { sample } from './sample.ts';

const CLOUDKIT = /ckdatabasews/;
const PAGE = /\/records\/query\?/;

const steps: Step[] = [
  { name: 'validate', service: 'icloud', host: 'setup.icloud.com', path: /validate/ },
  { name: 'the libraries', service: 'icloud', host: CLOUDKIT, path: /private\/changes\/database/ },
  { name: 'the shared libraries', service: 'icloud', host: CLOUDKIT, path: /shared\/changes\/database/ },
  { name: 'the count', service: 'icloud', host: CLOUDKIT, path: /query\/batch/ },
  { name: 'a page of the list', service: 'icloud', host: CLOUDKIT, path: PAGE },
  { name: 'the lookup of an address', service: 'icloud', host: CLOUDKIT, path: /records\/lookup/ },
];

const faults = (): FaultKind[] => [
  ...statusFaults(400, 401, 403, 404, 409, 410, 412, 413, 420, 421, 450, 460),
  ...busyFaults(),
  ...malformedFaults(),
  ...cloudkitFaults(),
  ...cutFaults(),
];

/** If Apple lacks it, the other list of zones is requested at once, without a retry. */
const timesOf = ({ path }: Step, { name }: FaultKind): number =>
  name === 'ZONE_NOT_FOUND' && path?.source.includes('changes') === true ? 1 : 2;

describe.concurrent.each(steps)('$name', (step) => {
  test.each(sample(faults()))('$name: costs only time', (fault) =>
    expectVerified(step, fault, { times: timesOf(step, fault) }),
  );
  test.each(statusFaults(423))('$name: waits for the approval, then continues automatically', (fault) =>
    expectVerified(step, fault),
  );
});
