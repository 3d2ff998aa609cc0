import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { noDetails, type PhotoDetails } from '../photo/details.ts';
import { detailsFile } from './details-file.ts';
import { buildItem, type PhotoItem } from '../photo/item.ts';
import type { AssetRecord, MasterRecord } from '../photo/record.ts';
import { sampleAsset, sampleMaster } from '../testing/sample-photo.ts';

const full: PhotoDetails = {
  title: 'Høst & vår',
  description: 'Første linje\nandre',
  keywords: ['fjell', 'a/b'],
  place: { latitude: 59.9127, longitude: 10.7461, altitude: 12.5 },
  timeZoneName: 'Europe/Oslo',
};
const photo = (
  details: PhotoDetails,
  asset: Partial<AssetRecord> = {},
  master: Partial<MasterRecord> = {},
): PhotoItem => buildItem(sampleAsset({ ...asset, details }), sampleMaster(master));
const text = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
const write = (item: PhotoItem, format: 'json' | 'xmp', albums: string[] = [], withLocation = true): string =>
  text(detailsFile(item, albums, format, withLocation));

describe('as JSON', () => {
  test('they tell all that is known', () => {
    const item = photo(full, { isFavorite: true, isHidden: true, timeZoneOffsetSeconds: 7_200 });
    expect(write(item, 'json', ['Resor/Norge 2024'])).toBe(`{
  "fileName": "IMG_0001.JPG",
  "title": "Høst & vår",
  "description": "Første linje\\nandre",
  "keywords": [
    "fjell",
    "a/b"
  ],
  "favourite": true,
  "hidden": true,
  "recentlyDeleted": false,
  "capturedAt": "2024-06-15T14:00:00+02:00",
  "addedAt": "2025-01-02T12:00:00+00:00",
  "timeZone": "Europe/Oslo",
  "place": {
    "latitude": 59.9127,
    "longitude": 10.7461,
    "altitude": 12.5
  },
  "albums": [
    "Resor/Norge 2024"
  ],
  "assetRecordName": "7F3A0C11-2B4D-4E6F-8A90-123456789ABC"
}
`);
  });

  test('they say null where Apple has nothing', () => {
    const nothing = photo(noDetails, { capturedAt: null, addedAt: null }, { fileName: null });
    expect(JSON.parse(write(nothing, 'json'))).toMatchObject({
      fileName: null,
      title: null,
      capturedAt: null,
      addedAt: null,
      place: null,
    });
  });
});

describe('as XMP', () => {
  test('they begin with the mark that readers of XMP look for', () => {
    expect(write(photo(full), 'xmp')).toMatch(
      /^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>\n/,
    );
  });

  test('a photo that is no favourite has no stars: it may have some of its own', () => {
    expect(write(photo(full), 'xmp')).not.toContain('xmp:Rating');
    expect(write(photo(full, { isFavorite: true }), 'xmp')).toContain('<xmp:Rating>5</xmp:Rating>');
  });

  test.each([
    [59.9127, 10.7461, '59,54.76200000N', '10,44.76600000E'],
    [-0.5, -180, '0,30.00000000S', '180,0.00000000W'],
    // the fraction of a minute is carried, never written as 60
    [9.999_999_999_999_9, 0, '10,0.00000000N', '0,0.00000000E'],
  ])('%d, %d is %s %s', (latitude, longitude, north, east) => {
    const xmp = write(photo({ ...full, place: { latitude, longitude, altitude: null } }), 'xmp');
    expect(xmp).toContain(`<exif:GPSLatitude>${north}<`);
    expect(xmp).toContain(`<exif:GPSLongitude>${east}<`);
    expect(xmp).not.toContain('GPSAltitude');
  });
});

test.each(['json', 'xmp'] as const)('without places, %s has no place and no city', (format) => {
  const written = write(photo(full), format, [], false);
  expect(written).not.toMatch(/GPS|place|latitude|59[.,]|Oslo|timeZone/i);
  expect(written).toContain('Høst');
});

describe('of any photo', () => {
  const anyItem = fc
    .record({
      title: fc.option(fc.string({ unit: 'binary' })),
      description: fc.option(
        fc.array(fc.integer({ min: 0, max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
      ),
      keywords: fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }),
      place: fc.option(
        fc.record({
          latitude: fc.double({ min: -90, max: 90, noNaN: true }),
          longitude: fc.double({ min: -180, max: 180, noNaN: true }),
          altitude: fc.option(fc.double({ noNaN: true, min: -1e5, max: 1e5 })),
        }),
      ),
      at: fc.option(fc.integer({ min: -8.64e15, max: 8.64e15 })),
      timeZoneOffsetSeconds: fc.integer({ min: -60_000, max: 60_000 }),
      fileName: fc.option(fc.string({ unit: 'binary' })),
    })
    .map(({ at, timeZoneOffsetSeconds, fileName, ...details }) => {
      const capturedAt = at === null ? null : epochMs(at);
      return photo(
        { ...details, timeZoneName: null },
        { capturedAt, addedAt: capturedAt, timeZoneOffsetSeconds },
        { fileName },
      );
    });
  const anyAlbums = fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 });

  test('the XMP is XML, and the same each time', () => {
    fc.assert(
      fc.property(anyItem, anyAlbums, fc.boolean(), (item, albums, withLocation) => {
        const xmp = write(item, 'xmp', albums, withLocation);
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(xmp).close();
        expect(write(structuredClone(item), 'xmp', [...albums], withLocation)).toBe(xmp);
      }),
    );
  });

  test('the JSON has each text as it was written', () => {
    fc.assert(
      fc.property(anyItem, anyAlbums, (item, albums) => {
        const { title, description, keywords } = item.asset.details;
        expect(JSON.parse(write(item, 'json', albums))).toMatchObject({
          title,
          description,
          keywords,
          albums,
        });
      }),
    );
  });
});
