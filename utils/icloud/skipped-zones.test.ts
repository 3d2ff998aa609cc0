import { expect, test } from 'vitest';
import { countSkippedZones } from './skipped-zones.ts';

test('zones are counted by what they hold, in one order', () => {
  const names = [
    'X',
    'SharedCollection-1',
    'CMM-2',
    'AppLibrarySync-com.apple.GenerativePlayground-1',
    'CMM-1',
  ];
  expect(countSkippedZones(names)).toEqual([
    { kind: 'link', count: 2 },
    { kind: 'shared-album', count: 1 },
    { kind: 'image-playground', count: 1 },
    { kind: 'unknown', count: 1 },
  ]);
  expect(countSkippedZones(['AppLibrarySync-com.example.paint-1'])).toEqual([
    { kind: 'other-app', count: 1 },
  ]);
  expect(countSkippedZones([])).toEqual([]);
});
