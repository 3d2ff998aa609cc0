import { describe, expect, test } from 'vitest';
import { lacksCompatible } from './compatible.ts';
import { fileName } from './file-name.ts';
import { buildItem, type PhotoItem, withExtras } from './item.ts';
import type { AssetRecord, MasterRecord, Rendition } from './record.ts';
import { sampleAsset, sampleMaster, sampleResource } from '../testing/sample-photo.ts';

const HEIC = 'public.heic';
const MOV = 'com.apple.quicktime-movie';
const rendition = (field: string, fileType: string | null): Rendition => ({
  ...sampleResource(field, fileType),
  longEdge: 2048,
  isFullSize: false,
});
const jpeg = rendition('resJPEGMedRes', 'public.jpeg');
const mp4 = rendition('resVidMedRes', 'public.mpeg-4');
const livePreview = rendition('resVidMedRes', MOV);
const original = (fileType: string | null): Pick<MasterRecord, 'original'> => ({
  original: sampleResource('resOriginalRes', fileType),
});
const itemOf = (master: Partial<MasterRecord>, asset: Partial<AssetRecord> = {}): PhotoItem =>
  buildItem(sampleAsset(asset), sampleMaster(master));
const rolesOf = ({ compatible = [] }: PhotoItem): string[] => compatible.map(({ role }) => role.slice(11));

describe('compatible copies', () => {
  test.each<[string, string[], boolean, Partial<MasterRecord>, Partial<AssetRecord>]>([
    ['of a HEIC photo: its JPEG', ['original'], false, { ...original(HEIC), renditions: [jpeg] }, {}],
    [
      'of a RAW photo: its JPEG',
      ['original'],
      false,
      { ...original('com.adobe.raw-image'), renditions: [jpeg] },
      {},
    ],
    [
      'of a photo of unknown type too',
      ['original'],
      false,
      { ...original(null), itemType: null, renditions: [jpeg] },
      {},
    ],
    ['of a JPEG: none is needed', [], false, { renditions: [jpeg] }, {}],
    ['of a screenshot: none is needed', [], false, { ...original('public.png'), renditions: [jpeg] }, {}],
    [
      'of RAW and JPEG: none is needed',
      [],
      false,
      {
        ...original('com.canon.cr2-raw-image'),
        alternative: sampleResource('resOriginalAltRes', 'public.jpeg'),
        renditions: [jpeg],
      },
      {},
    ],
    ['of a HEIC photo without a JPEG: none, which is said', [], true, original(HEIC), {}],
    [
      'a picture of another type is none',
      [],
      true,
      {
        ...original(HEIC),
        renditions: [rendition('resJPEGFullRes', HEIC), rendition('resJPEGMedRes', null)],
      },
      {},
    ],
    [
      'of a Live Photo: its still, and no QuickTime movie',
      ['original'],
      false,
      {
        ...original(HEIC),
        liveVideo: sampleResource('resOriginalVidComplRes', MOV),
        renditions: [jpeg, livePreview],
      },
      {},
    ],
    [
      'of a Live Photo with an MP4: both',
      ['original', 'live-video'],
      false,
      {
        ...original(HEIC),
        liveVideo: sampleResource('resOriginalVidComplRes', MOV),
        renditions: [jpeg, mp4],
      },
      {},
    ],
    ['of a video: its MP4', ['original'], false, { ...original(MOV), renditions: [jpeg, mp4] }, {}],
    [
      'of a video without an MP4: none, and no poster',
      [],
      true,
      { ...original(MOV), renditions: [jpeg] },
      {},
    ],
    [
      'of an MP4: the other MP4',
      ['original'],
      false,
      { ...original('public.mpeg-4'), renditions: [mp4] },
      {},
    ],
    [
      'of an MP4 with the same bytes: none is needed',
      [],
      false,
      {
        ...original('public.mpeg-4'),
        renditions: [{ ...mp4, checksum: sampleResource('resOriginalRes').checksum }],
      },
      {},
    ],
    [
      'of a HEIC edit: one of the edit and one of the original',
      ['original', 'edited-still'],
      false,
      { ...original(HEIC), renditions: [jpeg] },
      { editedStill: sampleResource('resJPEGFullRes', HEIC), renditions: [jpeg] },
    ],
    [
      'of a HEIC photo with a JPEG edit: only of the original',
      ['original'],
      false,
      { ...original(HEIC), renditions: [jpeg] },
      { editedStill: sampleResource('resJPEGFullRes', 'public.jpeg'), renditions: [jpeg] },
    ],
    [
      'of a HEIC edit without one: that of the original, and the lack is said',
      ['original'],
      true,
      { ...original(HEIC), renditions: [jpeg] },
      { editedStill: sampleResource('resJPEGFullRes', HEIC) },
    ],
    [
      'of an edited video: one of each, and no poster',
      ['original', 'edited-video'],
      false,
      { ...original(MOV), renditions: [mp4] },
      {
        editedStill: sampleResource('resJPEGFullRes', HEIC),
        editedVideo: sampleResource('resVidFullRes', MOV),
        renditions: [jpeg, mp4],
      },
    ],
    ['of a photo whose original is missing: none', [], false, { original: null, renditions: [jpeg] }, {}],
  ])('%s', (_, roles, isLacking, master, asset) => {
    const item = itemOf(master, asset);
    expect(rolesOf(item)).toEqual(roles);
    expect(lacksCompatible(item)).toBe(isLacking);
  });

  test('are files of the photo only where they are wanted, never its original, and have its name', () => {
    const item = itemOf(
      { ...original(HEIC), fileName: 'img_0001.heic', renditions: [jpeg] },
      { editedStill: sampleResource('resJPEGFullRes', HEIC), renditions: [jpeg] },
    );
    expect(withExtras(item, {}).originals).toHaveLength(2);
    const { originals } = withExtras(item, { compatible: true });
    expect(originals.map(({ role, holder }) => [role, holder])).toEqual([
      ['original', 'AbcMaster'],
      ['edited-still', item.asset.recordName],
      ['compatible:original', 'AbcMaster'],
      ['compatible:edited-still', item.asset.recordName],
    ]);
    expect(originals.slice(2).map((file) => fileName(item, file, ' (7F3A)'))).toEqual([
      'img_0001 (7F3A).jpg',
      'img_0001-edited (7F3A).jpg',
    ]);
  });
});
