import { describe, expect, test } from 'vitest';
import { hasRecordings, readRecorded } from './icloud-shape.ts';
import type { WirePage, WireRecord } from './icloud-list-walk.ts';
import { recordedAlbums } from './recorded-albums.ts';
import { recordedPlans } from './recorded-plans.ts';

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);
const recordsOf = (reply: string): WireRecord[] => (readRecorded(reply).response.body as WirePage).records;

test.each(recordedPlans)('the plan of $reply adds up', ({ items, bytes, files, kinds }) => {
  const all = Object.values(kinds);
  expect(sum(all.map((kind) => kind.items))).toBe(items);
  expect(sum(all.map((kind) => kind.bytes))).toBe(bytes);
  expect(sum(all.map((kind) => kind.files))).toBe(sum(Object.values(files)));
});

describe.runIf(hasRecordings())('Apple’s recorded replies', () => {
  test.each(recordedPlans)('$reply has the recorded number of items', ({ reply, items }) => {
    expect(recordsOf(reply).filter(({ recordType }) => recordType === 'CPLAsset')).toHaveLength(items);
  });

  test.each(recordedAlbums)(
    '$reply has the recorded number of albums and folders',
    ({ reply, albums, folders, named }) => {
      const records = recordsOf(reply).filter(({ recordName }) => !recordName.startsWith('----'));
      const ofType = (type: number) => records.filter(({ fields }) => fields['albumType']?.value === type);
      expect([ofType(0).length, ofType(3).length]).toEqual([albums, folders]);
      for (const beginning of Object.keys(named))
        expect(records.filter(({ recordName }) => recordName.startsWith(beginning))).toHaveLength(1);
    },
  );
});
