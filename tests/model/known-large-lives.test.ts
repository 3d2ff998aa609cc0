import { describe, expect, test } from 'vitest';
import { playLife } from './play-life.ts';
import type { Step } from './steps/step.ts';

/** More than are looked for at each press. */
const MANY = 5_200;
const copied: Step[] = [['press'], ['settle'], ['start'], ['settle']];

/** The same as in known-lives.test.ts, of libraries in which not every file is looked for at every press. */
const lives: [name: string, steps: Step[]][] = [
  [
    'B1 another Jottacloud account gets everything',
    [['add', MANY], ...copied, ['otherAccount'], ['add', 1], ...copied],
  ],
  [
    'B2 a final check that could not be made is made by the next press',
    [
      ['add', MANY],
      ['press'],
      ['settle'],
      ['start'],
      ['until', 'mode=liststream'],
      ['calls', 1],
      ['destinationFault', 50],
      ['settle'],
      ['trashFile', 7],
      ...copied,
    ],
  ],
  [
    'B3 an edit that is edited again is looked for like what is new',
    [
      ['add', MANY],
      ['edit', 0],
      ...copied,
      ['edit', 0],
      ['press'],
      ['settle'],
      ['start'],
      ['until', 'emptyFolders'],
      ['trashEdit', 0],
      ['settle'],
    ],
  ],
];

describe('lives of a large library that failed once', () => {
  test.each(lives)('%s', async (_, steps) => {
    await expect(playLife(steps)).resolves.toBeUndefined();
  });
});
