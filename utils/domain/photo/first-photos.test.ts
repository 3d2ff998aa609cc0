import { expect, test } from 'vitest';
import { emptyPick, type FirstCandidate, pickedKeys, considerPhoto, categoryOf } from './first-photos.ts';
import { buildItem } from './item.ts';
import { itemKind } from './kind.ts';
import { sampleAsset, sampleMaster, sampleResource } from '../testing/sample-photo.ts';

const sized = (bytes: number, type = 'public.jpeg') => ({
  ...sampleResource('resOriginalRes', type),
  sizeBytes: bytes,
});

function candidate(
  key: string,
  master: Parameters<typeof sampleMaster>[0],
  isEdited = false,
): FirstCandidate {
  const editedStill = isEdited ? sampleResource('resJPEGFullRes', 'public.jpeg') : null;
  const photo = buildItem(sampleAsset({ editedStill }), sampleMaster(master));
  return { key, kind: itemKind(photo), photo };
}

const pick = (candidates: FirstCandidate[]): string[] => {
  const picked = emptyPick();
  for (const one of candidates) considerPhoto(picked, one);
  return pickedKeys(picked);
};

const live = candidate('live', { liveVideo: sized(500, 'com.apple.quicktime-movie') });
const video = candidate('video', { original: sized(9_000, 'com.apple.quicktime-movie') });
const raw = candidate('raw', { alternative: sized(5_000, 'com.adobe.raw-image') });
const edited = candidate('edited', {}, true);
const photo = (key: string, bytes: number) => candidate(key, { original: sized(bytes) });

test('a photo is of one sort; an edit counts most', () => {
  expect([live, video, raw, edited, photo('p', 1)].map(categoryOf)).toEqual([
    'live-photo',
    'video',
    'raw',
    'edited',
    'photo',
  ]);
  expect(categoryOf(candidate('x', { liveVideo: sized(1) }, true))).toBe('edited');
});

test('the smallest of each sort is sent first', () => {
  expect(pick([photo('large', 90), raw, video, photo('small', 10), edited, live])).toEqual([
    'small',
    'live',
    'video',
    'edited',
    'raw',
  ]);
});

test('sorts that are not there leave their place to the next smallest', () => {
  const many = Array.from({ length: 9 }, (_, index) => photo(`p${index}`, 100 - index));
  expect(pick([...many, video])).toEqual(['p8', 'video', 'p7', 'p6', 'p5']);
});

test('a photo whose original Apple has not got is not sent first', () => {
  expect(pick([candidate('gone', { original: null })])).toEqual([]);
});
