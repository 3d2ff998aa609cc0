import { describe, expect, test } from 'vitest';
import { playLife } from './play-life.ts';
import type { Step } from './steps/step.ts';

/** The first press, with the plan that is shown, to its end. */
const copied: Step[] = [['press'], ['settle'], ['start'], ['settle']];

/** Lives that ended in a silent loss, or in a wrong word, in the code of commit 87f7d15; named by what was wrong. */
const lives: [name: string, steps: Step[]][] = [
  [
    'A1 what changes between the first counting and "five first" is copied by a later press',
    [
      ['add', 3],
      ['album', 0],
      ['press'],
      ['settle'],
      ['edit', 0],
      ['putIn', 0, 1],
      ['delete', 2],
      ['add', 1],
      ['copyFive'],
      ['settle'],
      ['copyAll'],
      ['settle'],
    ],
  ],
  [
    'A1 the same by another choice on the plan page and back',
    [
      ['add', 3],
      ['album', 0],
      ['press'],
      ['settle'],
      ['edit', 0],
      ['putIn', 0, 1],
      ['chooseAlbum', 0],
      ['settle'],
      ['chooseAll'],
      ['settle'],
      ['start'],
      ['settle'],
    ],
  ],
  [
    'A2 a library that cannot be opened for a moment loses no edit',
    [
      ['add', 1],
      ['joinShared'],
      ...copied,
      ['edit', 1],
      ['zoneError', 'shared'],
      ...copied,
      ['zoneFine'],
      ...copied,
    ],
  ],
  [
    'A3 what changes between two lives of a listing is followed',
    [
      ['add', 2],
      ['album', 0],
      ['press'],
      ['until', 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted'],
      ['putIn', 0, 1],
      ['dies', 0],
      ['settle'],
      ['start'],
      ['settle'],
    ],
  ],
  [
    'B4 a taken details file leaves photo and video together under their names',
    [['addLive'], ['details', 'json'], ['foreignDetails', 0], ...copied],
  ],
  [
    'a taken page gets another name, which the other pages link to',
    [['add', 2], ['details', 'json'], ['gallery', true], ['foreignPage', 0], ...copied],
  ],
  [
    'B5 pressed photos that are not found are no success',
    [['add', 1], ...copied, ['sendUnknown', 2], ['settle']],
  ],
  [
    'B6 what Apple expunges from Recently Deleted is no shortfall',
    [['add', 2], ['recentlyDeleted', true], ['delete', 0], ...copied, ['expunge', 0], ...copied],
  ],
  [
    'B6 what is not hidden any more is no shortfall in Hidden',
    [['add', 2], ['hidden', true], ['hide', 0], ...copied, ['unhide', 0], ...copied],
  ],
  [
    'B7 a Shared Library that was left costs nothing',
    [['add', 1], ['joinShared'], ...copied, ['leaveShared'], ['checkAgain'], ['settle'], ...copied],
  ],
  [
    'B8 what is restored or not hidden any more gets its open place',
    [
      ['add', 3],
      ['hidden', true],
      ['recentlyDeleted', true],
      ['hide', 0],
      ['delete', 1],
      ...copied,
      ['unhide', 0],
      ['restore', 1],
      ['hide', 2],
      ...copied,
      ['checkAgain'],
      ['settle'],
    ],
  ],
  [
    'B8 the same where the numbers of all lists stay as they were',
    [
      ['add', 4],
      ['hidden', true],
      ['recentlyDeleted', true],
      ['hide', 0],
      ['delete', 1],
      ...copied,
      ['unhide', 0],
      ['hide', 2],
      ['restore', 1],
      ['delete', 3],
      ...copied,
    ],
  ],
  [
    'B9 a copy that is filed while its photo is edited again',
    [
      ['add', 101],
      ['album', 100],
      ['album', 100],
      ['edit', 100],
      ['press'],
      ['settle'],
      ['start'],
      ['until', 'Album 1/IMG_0101-edited'],
      ['allocateFault', 8],
      ['settle'],
      ['recentlyDeleted', true],
      ['edit', 100],
      ['slow', 'mode=liststream'],
      ...copied,
    ],
  ],
  [
    'B10 an old plan that is confirmed while Apple does not count',
    [
      ['add', 2],
      ['hide', 1],
      ...copied,
      ['add', 1],
      ['press'],
      ['settle'],
      ['clock', 2],
      ['countFault', 3],
      ['start'],
      ['settle'],
    ],
  ],
  [
    'B11 a photo that leaves its last album is chosen by "in no album"',
    [
      ['add', 2],
      ['album', 0],
      ['album', 1],
      ['press'],
      ['settle'],
      ['chooseUnfiled', 0],
      ['settle'],
      ['start'],
      ['settle'],
      ['takeOut', 1, 0],
      ['press'],
      ['settle'],
      ['chooseUnfiled', 0],
      ['settle'],
      ['start'],
      ['settle'],
    ],
  ],
];

/** Lives that random ones led to. */
const found: [name: string, steps: Step[]][] = [
  [
    'details files that are gone at Jottacloud are written again',
    [['add', 2], ['details', 'json'], ...copied, ['otherAccount'], ...copied],
  ],
  [
    'what is gone at both ends is no part of any later number',
    [['add', 2], ...copied, ['expunge', 1], ['press'], ['emptyFolder'], ['settle'], ['start'], ['settle']],
  ],
  [
    'a library that stays unreadable costs a press few requests',
    [['add', 2], ['joinShared'], ...copied, ['zoneError', 'shared'], ...copied],
  ],
  [
    'both libraries stay unreadable',
    [['add', 2], ['joinShared'], ...copied, ['zoneError', 'shared'], ['zoneError', 'own'], ...copied],
  ],
  [
    'a hidden photo whose file comes again, with a duplicate, is no part of the plan',
    [['add', 2], ['press'], ['settle'], ['hide', 0], ['clock', 2], ['start'], ['settle'], ['duplicate', 0]],
  ],
  [
    'a details file follows its photo to another name',
    [['add', 2], ['details', 'json'], ['press'], ['foreignPhoto', 0], ['settle'], ['zoneError', 'own']],
  ],
  [
    'a details file that its photo has taken to another name may be missing itself',
    [['add', 2], ['details', 'json'], ...copied, ['emptyFolder'], ['addLive'], ['foreignPhoto', 0]],
  ],
  [
    'a page that somebody has replaced is written beside it',
    [
      ['add', 2],
      ['details', 'json'],
      ['gallery', true],
      ...copied,
      ['emptyFolder'],
      ['foreignPage', 0],
      ...copied,
    ],
  ],
  [
    'what is gone at both ends is on no page any more',
    [
      ['add', 2],
      ['details', 'json'],
      ['gallery', true],
      ...copied,
      ['expunge', 0],
      ['otherAccount'],
      ['copyFive'],
    ],
  ],
  [
    'a death right after the end of a run',
    [['layout', 'year-month'], ['joinShared'], ...copied, ['press'], ['dies', 23], ['calls', 82]],
  ],
  [
    'a plan that is stopped while picked photos wait',
    [['addLive'], ['press'], ['send', 2], ['settle'], ['stop']],
  ],
  [
    'a plan older than an hour that Start counts again',
    [
      ['add', 1],
      ['album', 0],
      ['takeOut', 0, 0],
      ['press'],
      ['settle'],
      ['chooseAlbum', 0],
      ['settle'],
      ['clock', 2],
    ],
  ],
  [
    'a photo that was in Recently Deleted while the albums were read is restored before Start',
    [['add', 2], ['delete', 0], ['album', 0], ['press'], ['settle'], ['restore', 0]],
  ],
  [
    'the same after the copy',
    [['add', 2], ['delete', 0], ['album', 0], ...copied, ['restore', 0], ...copied],
  ],
  [
    'the same with the newest photo',
    [['add', 2], ['delete', 1], ['album', 1], ...copied, ['restore', 1], ...copied],
  ],
];

describe('lives that failed once', () => {
  test.each([...lives, ...found])('%s', async (_, steps) => {
    await expect(playLife(steps)).resolves.toBeUndefined();
  });
});
