import { describe, expect, test } from 'vitest';
import { recordName } from '../../units.ts';
import { fileName } from './file-name.ts';
import { buildItem, type Original, withExtras } from './item.ts';
import type { AssetRecord, MasterRecord } from './record.ts';
import { sampleAsset, sampleMaster, sampleResource } from '../testing/sample-photo.ts';

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

  test.each([
    ['2022-10-13_11.14.26', 'public.jpeg', '2022-10-13_11.14.26.JPG'],
    ['Bilde 1.5', 'public.jpeg', 'Bilde 1.5.JPG'],
    ['24.12.2019', 'public.jpeg', '24.12.2019.JPG'],
    ['24.12.2020', 'public.jpeg', '24.12.2020.JPG'],
    ['Dr.Bruun', 'public.heic', 'Dr.Bruun.HEIC'],
    ['Screenshot 2023-01-02 at 10.11.12', 'public.png', 'Screenshot 2023-01-02 at 10.11.12.PNG'],
    ['v1.2.3.mov', 'com.apple.quicktime-movie', 'v1.2.3.mov'],
    ['IMG_0001.jpg', 'public.heic', 'IMG_0001.heic'],
    ['Bilde 1.5', 'com.example.new', 'Bilde 1.5'],
    ['scan.fff', 'com.hasselblad.fff-raw-image', 'scan.fff'],
  ])('a full stop in %j (%s) begins an extension only where it is one', (name, type, expected) => {
    expect(namesOf({ fileName: name, original: sampleResource('resOriginalRes', type) })).toEqual([expected]);
  });

  test('the video of a photo with a full stop in its name is called like it', () => {
    const video = sampleResource('resOriginalVidComplRes', 'com.apple.quicktime-movie');
    expect(namesOf({ fileName: 'Dr.Bruun', original: heic, liveVideo: video }, {}, ' (7F3A)')).toEqual([
      'Dr.Bruun (7F3A).HEIC',
      'Dr.Bruun (7F3A).MOV',
    ]);
  });

  test('a suffix comes before the extension', () => {
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

test('further files tell what they are, also without a type and under a name that nobody knows', () => {
  const fields = ['resAudioRes', 'resAdjDataRes', 'resAdjBaseVidRes', 'resHologramRes'];
  const item = withExtras(
    buildItem(sampleAsset(), sampleMaster({ further: fields.map((field) => sampleResource(field)) })),
    { editData: true },
  );
  expect(item.originals.slice(1).map((original) => fileName(item, original, ' (7F3A)'))).toEqual([
    'IMG_0001-sound (7F3A).M4A',
    'IMG_0001-edit-data (7F3A).DAT',
    'IMG_0001-edit-base (7F3A).MOV',
    'IMG_0001-resHologram (7F3A).DAT',
  ]);
});

describe('the name of a details file', () => {
  test.each([
    ['a photo', 'xmp', {}, '', 'IMG_0001.JPG.xmp'],
    ['a photo whose name is taken', 'json', {}, ' (7F3A)', 'IMG_0001 (7F3A).JPG.json'],
    ['a photo whose type corrects its extension', 'xmp', { original: heic }, '', 'IMG_0001.HEIC.xmp'],
  ] as const)('of %s is that of the photo with one more extension', (_, format, master, suffix, name) => {
    const item = buildItem(sampleAsset(), sampleMaster(master));
    const details: Original = {
      role: 'details',
      holder: recordName(''),
      field: '',
      checksum: '',
      sizeBytes: 1,
      fileType: format,
    };
    const withDetails = { ...item, originals: [...item.originals, details] };
    expect(fileName(withDetails, details, suffix)).toBe(name);
  });
});
