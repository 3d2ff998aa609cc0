import { expect, test } from 'vitest';
import type { LibraryZone } from '../../../icloud/zone.ts';
import { type FoundZones, isGoneFrom } from './find-zones.ts';

const zone = (zoneName: string): LibraryZone => ({
  database: 'shared',
  zoneName,
  ownerRecordName: null,
  zoneType: null,
});
const ours = zone('SharedSync-1');
const found = (change: Partial<FoundZones> = {}): FoundZones => ({
  libraries: [],
  unreadable: [],
  deleted: [],
  skipped: [],
  nextToken: null,
  syncToken: null,
  isWhole: true,
  ...change,
});

test.each<[string, FoundZones | null, boolean]>([
  ['Apple names it as deleted', found({ isWhole: false, deleted: [ours] }), true],
  ['Apple names all zones but this one', found({ libraries: [zone('SharedSync-2')] }), true],
  ['Apple names no zone at all', found(), true],
  ['Apple names it', found({ libraries: [ours] }), false],
  ['Apple names it, but cannot read it', found({ unreadable: [ours] }), false],
  [
    'it is among the changed zones and was deleted before',
    found({ libraries: [ours], deleted: [ours] }),
    false,
  ],
  ['only changed zones are named', found({ isWhole: false }), false],
  [
    'a library without a readable id was skipped, which may be this one',
    found({ skipped: ['SharedSync-1'] }),
    false,
  ],
  ['only something else was skipped', found({ skipped: ['Notes'] }), true],
  ['the database does not answer', null, false],
])('where %s, a library is gone: %s', (_, shared, isGone) => {
  const own = found({ libraries: [{ ...zone('PrimarySync'), database: 'private' }] });
  expect(isGoneFrom({ private: own, shared }, ours)).toBe(isGone);
});

test('the zones of one database say nothing about the other', () => {
  const zones = { private: found(), shared: found({ libraries: [ours] }) };
  expect(isGoneFrom(zones, ours)).toBe(false);
  expect(isGoneFrom(zones, { ...ours, database: 'private' })).toBe(true);
});
