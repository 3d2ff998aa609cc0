import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lacksCompatible } from '../../domain/photo/compatible.ts';
import { buildItem, type PhotoItem } from '../../domain/photo/item.ts';
import type { Rendition } from '../../domain/photo/record.ts';
import { noCompatible, withCompatibleOf } from '../../domain/plan/compatible-plan.ts';
import { DESIRED_KEYS, RENDITION_KEYS } from '../desired-keys.ts';
import { withRenditions } from './renditions.ts';
import { parseRecords } from './responses.ts';

const file = (base: string, fileType: string, width: number | null, height: number, size = 1_000) => ({
  [`${base}Res`]: { value: { fileChecksum: `AQ${base}`, size } },
  [`${base}FileType`]: { value: fileType },
  ...(width !== null && { [`${base}Width`]: { value: width }, [`${base}Height`]: { value: height } }),
});
const renditionsOf = (recordType: 'CPLMaster' | 'CPLAsset', fields: object): Rendition[] => {
  const masterRef = { masterRef: { value: { recordName: 'M' } } };
  const page = withRenditions(
    parseRecords({ records: [{ recordName: 'R', recordType, fields: { ...fields, ...masterRef } }] }),
  );
  const [record] = [...page.assets, ...page.masters.values()];
  return record?.renditions ?? [];
};
const sizes = (renditions: Rendition[]) =>
  renditions.map(({ field, longEdge, isFullSize }) => [field, longEdge, isFullSize]);

describe('renditions of a record', () => {
  test('come the largest first, without thumbnails', () => {
    const found = renditionsOf('CPLMaster', {
      ...file('resOriginal', 'public.heic', 4032, 3024),
      ...file('resJPEGThumb', 'public.jpeg', 480, 360),
      ...file('resJPEGMed', 'public.jpeg', 2048, 1536),
      ...file('resJPEGLarge', 'public.jpeg', 3072, 2304),
    });
    expect(sizes(found)).toEqual([
      ['resJPEGLargeRes', 3072, false],
      ['resJPEGMedRes', 2048, false],
    ]);
  });

  test('are of full size where they have as many pixels as what they show, turned or not', () => {
    const full = renditionsOf('CPLMaster', {
      ...file('resOriginal', 'public.heic', 4032, 3024),
      ...file('resJPEGFull', 'public.jpeg', 3024, 4032),
      ...file('resVidMed', 'public.mpeg-4', 1280, 720),
    });
    expect(sizes(full)).toEqual([
      ['resJPEGFullRes', 4032, true],
      ['resVidMedRes', 1280, false],
    ]);
    expect(sizes(renditionsOf('CPLMaster', file('resJPEGMed', 'public.jpeg', 2048, 1536)))).toEqual([
      ['resJPEGMedRes', 2048, false],
    ]);
  });

  test('of an asset are compared with the edit, which is no rendition itself', () => {
    const found = renditionsOf('CPLAsset', {
      ...file('resJPEGFull', 'public.heic', 1200, 900),
      ...file('resJPEGMed', 'public.jpeg', 1200, 900),
    });
    expect(sizes(found)).toEqual([['resJPEGMedRes', 1200, true]]);
  });

  test('without a size, bytes or a readable file are unknown, or none', () => {
    expect(
      sizes(
        renditionsOf('CPLMaster', {
          ...file('resOriginal', 'public.heic', 4032, 3024),
          ...file('resJPEGLarge', 'public.jpeg', null, 0),
          ...file('resJPEGMed', 'public.jpeg', 2048, 1536, 0),
          resVidMedFileType: { value: 'public.mpeg-4' },
        }),
      ),
    ).toEqual([['resJPEGLargeRes', null, false]]);
    expect(renditionsOf('CPLMaster', file('resOriginal', 'public.heic', 4032, 3024))).toEqual([]);
  });

  test('need fields that a copy without them does not request', () => {
    expect(RENDITION_KEYS.filter((key) => DESIRED_KEYS.includes(key))).toEqual([]);
    expect(RENDITION_KEYS).toEqual(
      expect.arrayContaining(['resJPEGMedRes', 'resJPEGMedWidth', 'resOriginalHeight']),
    );
  });
});

/** Apple's recorded replies lie beside the project, never in it; the numbers below were counted in them by hand. */
const RECORDED = '../shared/fixtures/icloud/photos';

function recordedItems(name: string): PhotoItem[] {
  const { response } = JSON.parse(readFileSync(`${RECORDED}/${name}.json`, 'utf8')) as {
    response: { body: unknown };
  };
  const { assets, masters } = withRenditions(parseRecords(response.body));
  return assets.flatMap((asset) => {
    const master = masters.get(asset.masterName);
    return master ? [buildItem(asset, master)] : [];
  });
}
const planOf = (items: PhotoItem[]) => items.reduce(withCompatibleOf, noCompatible);

describe.skipIf(!existsSync(RECORDED))('in Apple’s recorded replies', () => {
  test.each([
    ['page-2018-live-edited-video', { stills: [0, 0, 0], videos: [8, 0, 1280], none: 0 }],
    ['page-2020-heic-live', { stills: [92, 0, 2048], videos: [4, 0, 1280], none: 0 }],
    ['page-2023-mixed', { stills: [53, 0, 2048], videos: [8, 1, 1280], none: 1 }],
    ['variants/raw-only', { stills: [1, 0, 2048], videos: [0, 0, 0], none: 0 }],
    ['variants/raw-plus-jpeg-edited', { stills: [0, 0, 0], videos: [0, 0, 0], none: 0 }],
  ])(
    '%s: number, those of full size, longest edge of the others, and photos without one',
    (name, expected) => {
      const { stills, videos, none } = planOf(recordedItems(name));
      const numbers = ({ files, fullSize, longEdge }: typeof stills) => [files, fullSize, longEdge];
      expect({ stills: numbers(stills), videos: numbers(videos), none }).toEqual(expected);
    },
  );

  test('every compatible copy is a JPEG or an MP4 with a checksum of the known kind', () => {
    const copies = ['page-2018-live-edited-video', 'page-2020-heic-live', 'page-2023-mixed']
      .flatMap(recordedItems)
      .flatMap(({ compatible = [] }) => compatible);
    expect(new Set(copies.map(({ fileType }) => fileType))).toEqual(
      new Set(['public.jpeg', 'public.mpeg-4']),
    );
    expect(copies.every(({ checksum }) => /^A[Q-f].{26}$/.test(checksum))).toBe(true);
  });

  test('a rendition that is named without its bytes does not count', () => {
    const [first] = recordedItems('variants/medium-and-thumb-missing');
    expect(first?.compatible).toBeUndefined();
    expect(first && lacksCompatible(first)).toBe(false);
  });
});
