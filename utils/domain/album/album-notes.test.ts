import { expect, test } from 'vitest';
import { everything } from './choice.ts';
import { type AlbumNote, albumNotes } from './album-notes.ts';
import type { NotShown } from '../report/report.ts';
import type { Run } from '../run/run.ts';
import { sampleRun } from '../testing/sample-run.ts';

const counts = (count: number): Map<string, number> => new Map([['a', count]]);
const ended = sampleRun({ status: 'finished' });
const short: Run = { ...ended, shortfalls: [{ code: 'list-short', detail: '' }] };
const videos: Run = { ...ended, choice: { ...everything, kinds: ['video'] } };

interface Case {
  apple: number | null;
  found: number;
  wanted?: number;
  stored: number;
  notShown?: Partial<Record<NotShown, number>>;
  run?: Run;
}

test.each<[string, Case, AlbumNote[]]>([
  ['whose counts agree', { apple: 3, found: 3, stored: 3 }, []],
  ['that Apple does not count', { apple: null, found: 3, stored: 3 }, []],
  [
    'whose photo was deleted at Apple',
    { apple: 3, found: 2, stored: 2, notShown: { gone: 1 } },
    [{ reason: 'gone', count: 1 }],
  ],
  [
    'with a photo in Recently Deleted and a hidden one',
    { apple: 5, found: 3, stored: 3, notShown: { deleted: 1, hidden: 1 } },
    [
      { reason: 'deleted', count: 1 },
      { reason: 'hidden', count: 1 },
    ],
  ],
  [
    'with a hidden photo that Apple does not count',
    { apple: 3, found: 3, stored: 3, notShown: { hidden: 1 } },
    [],
  ],
  [
    'whose photo is nowhere',
    { apple: 4, found: 2, stored: 2, notShown: { gone: 1 } },
    [
      { reason: 'gone', count: 1 },
      { reason: 'not-found', count: 1 },
    ],
  ],
  [
    'whose photo no list shows, while a list was short',
    { apple: 3, found: 2, stored: 2, notShown: { gone: 1 }, run: short },
    [{ reason: 'not-found', count: 1 }],
  ],
  [
    'with a photo that is not in Jottacloud',
    { apple: 3, found: 3, stored: 2 },
    [{ reason: 'missing', count: 1 }],
  ],
  [
    'of which only videos were chosen',
    { apple: 9, found: 9, wanted: 2, stored: 2, run: videos },
    [{ reason: 'not-chosen', count: 7 }],
  ],
  ['that a photo has left at Apple', { apple: 2, found: 3, stored: 3 }, [{ reason: 'kept', count: 1 }]],
  ['of a run that lasts', { apple: 3, found: 3, stored: 1, run: sampleRun() }, []],
])('an album %s', (_, { apple, found, wanted = found, stored, notShown, run = ended }, notes) => {
  const album = { key: 'a', appleCount: apple };
  const known = {
    foundByAlbum: counts(found),
    wantedByAlbum: counts(wanted),
    storedByAlbum: counts(stored),
    notShownByAlbum: new Map([['a', { gone: 0, deleted: 0, hidden: 0, ...notShown }]]),
  };
  expect(albumNotes(album, known, run)).toEqual(notes);
});
