import { expect, test } from 'vitest';
import { everything } from './choice.ts';
import { missingInAlbum } from './album-shortfall.ts';
import type { ErrorRecord } from '../../errors.ts';
import { sampleRun } from '../testing/sample-run.ts';

const counts = (count: number): Map<string, number> => new Map([['a', count]]);
const album = { key: 'a', name: 'Summer' };
const finished = sampleRun({ status: 'finished' });
const listShort: ErrorRecord = { code: 'list-short', detail: '' };
const onlyVideos = { ...finished, choice: { ...everything, kinds: ['video' as const] } };

test.each([
  ['everything is there', 3, 3, 3, 3, 3, finished, 0],
  ['a photo is not there', 3, 3, 3, 3, 2, finished, 1],
  ['Apple counts one more than its list shows', 4, 3, 3, 3, 3, finished, 0],
  ['Apple does not count', null, 3, 3, 3, 3, finished, 0],
  ['a place is left of a photo that is none any more', 3, 3, 2, 2, 2, finished, 0],
  ['nothing but such places', 1, 1, 0, 0, 0, finished, 0],
  [
    'such a place, but the list of photos was short: it may be one of those',
    3,
    3,
    2,
    2,
    2,
    { ...finished, shortfalls: [listShort] },
    1,
  ],
  ['a part was chosen and is there', 10, 10, 10, 3, 3, onlyVideos, 0],
  ['a part was chosen and is not all there', 10, 10, 10, 3, 2, onlyVideos, 1],
  ['the run goes on', 3, 3, 3, 3, 0, sampleRun({ status: 'active' }), 0],
])('photos missing in an album: %s', (_, appleCount, placesListed, found, wanted, stored, run, missing) => {
  const tally = { wantedByAlbum: counts(wanted), storedByAlbum: counts(stored) };
  expect(missingInAlbum({ ...album, appleCount, placesListed }, tally, counts(found), run)).toBe(missing);
});
