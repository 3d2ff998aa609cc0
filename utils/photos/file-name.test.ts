import { describe, expect, test } from 'vitest';
import { recordName } from '../units.ts';
import { fileName } from './file-name.ts';
import { buildItem } from './item.ts';
import type { AssetRecord, MasterRecord } from './record.ts';
import { sampleAsset, sampleMaster, sampleResource } from './testing/sample-photo.ts';

const namesOf = (master: Partial<MasterRecord>, asset: Partial<AssetRecord> = {}, suffix = ''): string[] => {
  const item = buildItem(sampleAsset(asset), sampleMaster(master));
  return item.originals.map((original) => fileName(item, original, suffix));
};
const heic = sampleResource('resOriginalRes', 'public.heic');
const raw = sampleResource('resOriginalAltRes', 'com.canon.cr2-raw-image');

describe('names of a photo and its companions', () => {
  test.each<[string, string[], Partial<MasterRecord>, Partial<AssetRecord>]>([
    ['a photo keeps its name', ['IMG_0001.JPG'], {}, {}],
    ['another spelling of the same type is kept', ['IMG_0001.jpeg'], { fileName: 'IMG_0001.jpeg' }, {}],
    [
      'a Live Photo is named twice',
      ['IMG_0001.HEIC', 'IMG_0001.MOV'],
      {
        fileName: 'IMG_0001.HEIC',
        original: heic,
        liveVideo: sampleResource('resOriginalVidComplRes', 'com.apple.quicktime-movie'),
      },
      {},
    ],
    ['a RAW beside a JPEG', ['IMG_0001.JPG', 'IMG_0001.CR2'], { alternative: raw }, {}],
    [
      'companions are written small like the photo',
      ['img.jpg', 'img.cr2'],
      { fileName: 'img.jpg', alternative: raw },
      {},
    ],
    [
      'an edit stands beside its original',
      ['IMG_0001.HEIC', 'IMG_0001-edited.JPG'],
      { fileName: 'IMG_0001.HEIC', original: heic },
      { editedStill: sampleResource('resJPEGFullRes', 'public.jpeg') },
    ],
    ['the type corrects a wrong extension', ['IMG_0001.HEIC'], { original: heic }, {}],
    [
      'the record’s type counts where the file has none',
      ['IMG_0001.PNG'],
      { itemType: 'public.png', original: sampleResource('resOriginalRes') },
      {},
    ],
    [
      'an unknown type leaves the name alone',
      ['scan.xyz'],
      { fileName: 'scan.xyz', original: sampleResource('resOriginalRes', 'com.example.new') },
      {},
    ],
    [
      'no name and no type',
      ['7F3A0C11-2B4D-4E6F-8A90-123456789ABC'],
      { fileName: null, itemType: null, original: sampleResource('resOriginalRes') },
      {},
    ],
    ['no name', ['7F3A0C11-2B4D-4E6F-8A90-123456789ABC.jpg'], { fileName: null }, {}],
    ['a name without an extension gets one', ['Sommar.jpg'], { fileName: 'Sommar' }, {}],
    [
      'a companion without a type',
      ['IMG_0001.JPG', 'IMG_0001.AAE'],
      { sidecar: sampleResource('resSidecarRes') },
      {},
    ],
  ])('%s', (_, names, master, asset) => {
    expect(namesOf(master, asset)).toEqual(names);
  });

  test('a suffix stands before the extension', () => {
    expect(namesOf({}, { editedStill: sampleResource('resJPEGFullRes', 'public.jpeg') }, ' (7F3A)')).toEqual([
      'IMG_0001 (7F3A).JPG',
      'IMG_0001-edited (7F3A).JPG',
    ]);
  });

  test('a photo without a name is called by its record, which may be anything', () => {
    expect(namesOf({ fileName: null }, { recordName: recordName('a/b:c') })).toEqual(['a_b_c.jpg']);
  });

  test('the longest name has room for a mark and a long suffix', () => {
    const [original, edit] = namesOf(
      { fileName: `${'å'.repeat(200)}.JPG` },
      { editedStill: sampleResource('resJPEGFullRes', 'public.jpeg') },
      ` (${'A'.repeat(40)} 12)`,
    );
    for (const name of [original, edit])
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
  });
});
