import { describe, test } from 'vitest';
import {
  busyFaults,
  cloudkitFaults,
  cutFaults,
  emptyFaults,
  type FaultKind,
  malformedFaults,
  statusFaults,
} from './fault-kinds.ts';
import { expectVerified, type Step } from './expect-verified.ts';
import { sample } from './sample.ts';

const CLOUDKIT = /ckdatabasews/;
const later = { service: 'icloud', isLater: true } as const;

const steps: Step[] = [
  { ...later, name: 'what changed in the account', host: CLOUDKIT, path: /private\/changes\/database/ },
  { ...later, name: 'what changed among shared things', host: CLOUDKIT, path: /shared\/changes\/database/ },
  { ...later, name: 'what changed in the library', host: CLOUDKIT, path: /changes\/zone/ },
];

const faults = (): FaultKind[] => [
  ...statusFaults(400, 401, 403, 404, 409, 410, 412, 413, 420, 421, 450, 460),
  ...busyFaults(),
  ...malformedFaults(),
  ...emptyFaults(),
  ...cloudkitFaults(),
  ...cutFaults(),
];

describe.concurrent.each(steps)('$name', (step) => {
  test.each(sample(faults()))('$name: costs only time', (fault) => expectVerified(step, fault, { times: 2 }));
});

/** An album without a photo is a folder too. */
const emptyFolder: Step = {
  ...{ name: 'the folder of an empty album', service: 'jottacloud', host: 'jfs.jottacloud.com' },
  ...{ path: /mkDir/, method: 'POST' },
  prepare: ({ library }) => void library.albums.addAlbum('Rom'),
};

describe.concurrent('the folder of an empty album', () => {
  test.each(
    sample([
      ...statusFaults(400, 401, 404, 409, 410, 416, 420, 421, 423, 450),
      ...busyFaults(),
      ...emptyFaults(),
      ...cutFaults(),
    ]),
  )('$name: costs no photo', (fault) => expectVerified(emptyFolder, fault));
});
