import { expect, test } from 'vitest';
import { buildItem, isMissing } from './item.ts';
import type { AssetRecord, MasterRecord } from './record.ts';
import { sampleAsset, sampleMaster, sampleResource } from '../testing/sample-photo.ts';

const still = sampleResource('resJPEGFullRes', 'public.jpeg');
const video = sampleResource('resVidFullRes', 'com.apple.quicktime-movie');
const unreadable = { isUnreadable: true, fileType: null } as const;
const movie = sampleResource('resOriginalRes', 'com.apple.quicktime-movie');

test.each<[string, string[], Partial<MasterRecord>, Partial<AssetRecord>]>([
  ['a photo is one file', ['original'], {}, {}],
  [
    'a Live Photo is two',
    ['original', 'live-video'],
    { liveVideo: sampleResource('resOriginalVidComplRes') },
    {},
  ],
  [
    'an edited Live Photo is four',
    ['original', 'live-video', 'edited-still', 'edited-video'],
    { liveVideo: sampleResource('resOriginalVidComplRes') },
    { editedStill: still, editedVideo: video },
  ],
  [
    'RAW and JPEG are two',
    ['original', 'alternative'],
    { alternative: sampleResource('resOriginalAltRes') },
    {},
  ],
  ['an edited photo is two', ['original', 'edited-still'], {}, { editedStill: still }],
  [
    'of an edited video the poster is no file',
    ['original', 'edited-video'],
    { original: movie },
    { editedStill: still, editedVideo: video },
  ],
  [
    'a video known only by its record’s type',
    ['original', 'edited-video'],
    { itemType: 'public.mpeg-4', original: sampleResource('resOriginalRes') },
    { editedStill: still, editedVideo: video },
  ],
  [
    'a companion that cannot be read yet counts',
    ['original', 'live-video', 'alternative', 'edited-still', 'edited-video'],
    { liveVideo: unreadable, alternative: unreadable },
    { editedStill: unreadable, editedVideo: unreadable },
  ],
  ['a Live Photo has a video, also where none is named', ['original', 'live-video'], {}, { subtypeV2: 2 }],
  ['a video is no Live Photo', ['original'], { original: movie }, { subtypeV2: 2 }],
  ['a sidecar belongs to it', ['original', 'sidecar'], { sidecar: sampleResource('resSidecarRes') }, {}],
  [
    'what is there counts beside the original that is missing',
    ['original', 'edited-still'],
    { original: null },
    { editedStill: still },
  ],
])('%s', (_, roles, master, asset) => {
  const item = buildItem(sampleAsset(asset), sampleMaster(master));
  expect(item.originals.map(({ role }) => role)).toEqual(roles);
});

test('edits are looked up by the asset, all else by the master', () => {
  const item = buildItem(
    sampleAsset({ editedStill: still }),
    sampleMaster({ liveVideo: sampleResource('resOriginalVidComplRes') }),
  );
  expect(item.originals.map(({ role, holder, field }) => [role, holder, field])).toEqual([
    ['original', item.asset.masterName, 'resOriginalRes'],
    ['live-video', item.asset.masterName, 'resOriginalVidComplRes'],
    ['edited-still', item.asset.recordName, 'resJPEGFullRes'],
  ]);
});

test('an original that Apple has not got is said to be missing', () => {
  expect(buildItem(sampleAsset(), sampleMaster({ original: null })).originalMissing).toBe(true);
  expect(buildItem(sampleAsset(), sampleMaster()).originalMissing).toBe(false);
});

test('a companion that cannot be read is missing, and keeps its type', () => {
  const unreadableVideo = { isUnreadable: true, fileType: 'com.apple.quicktime-movie' } as const;
  const { originals, originalMissing } = buildItem(
    sampleAsset(),
    sampleMaster({ liveVideo: unreadableVideo }),
  );
  expect(originalMissing).toBe(false);
  expect(originals.filter(isMissing)).toMatchObject([
    { role: 'live-video', field: '', checksum: '', fileType: 'com.apple.quicktime-movie' },
  ]);
});
