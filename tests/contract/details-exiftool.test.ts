import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noDetails, type PhotoDetails } from '../../utils/domain/photo/details.ts';
import { detailsFile } from '../../utils/domain/sidecar/details-file.ts';
import { buildItem, type PhotoItem } from '../../utils/domain/photo/item.ts';
import { localTime } from '../../utils/domain/photo/local-time.ts';
import { sampleAsset, sampleMaster } from '../../utils/domain/testing/sample-photo.ts';
import { possibleText } from '../../utils/domain/sidecar/xml-text.ts';
import { epochMs } from '../../utils/units.ts';

const EXIFTOOL = 'exiftool';
const isThere = spawnSync(EXIFTOOL, ['-ver']).status === 0;
if (!isThere)
  console.warn('exiftool is not installed (Debian: libimage-exiftool-perl): nothing is read back.');

/** One answer of `exiftool -json`, by tag. */
type Tags = Record<string, unknown>;

/** Reads such files with the real exiftool, in their order, with all its checks. */
function readBack(files: Uint8Array[]): Tags[] {
  const folder = mkdtempSync(join(tmpdir(), 'fotoflytt-xmp-'));
  try {
    const paths = files.map((bytes, index) => join(folder, `${index}.xmp`));
    for (const [index, bytes] of files.entries()) writeFileSync(paths[index] ?? '', bytes);
    const { stdout, stderr } = spawnSync(
      EXIFTOOL,
      ['-json', '-n', '-G1', '-a', '-validate', '-warning', '-error', '-xmp:all', ...paths],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    expect(stderr.replace(/^\s*\d+ \w+ files read\s*$/m, '')).toBe('');
    return JSON.parse(stdout) as Tags[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const photo = (details: Partial<PhotoDetails>, asset: Parameters<typeof sampleAsset>[0] = {}): PhotoItem =>
  buildItem(sampleAsset({ ...asset, details: { ...noDetails, ...details } }), sampleMaster());
/** Complaints of exiftool: numbers of errors, warnings and minor ones, then their texts. */
const findings = (tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([tag]) => /validate|warning|error/i.test(tag)));
const nothingFound = { 'ExifTool:Validate': '0 0 0' };
/** exiftool's JSON has numbers for words that look like numbers. */
const asRead = (text: string): string =>
  /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(text) ? String(Number(text)) : possibleText(text);
/** A list of one comes back as its only value. */
const texts = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
const exifTime = (iso: string | null): string | undefined => iso?.replace(/^(\d+)-(\d+)-(\d+)T/, '$1:$2:$3 ');

describe.skipIf(!isThere)('exiftool reads a details file', () => {
  test('of a photo with every detail completely and without a warning', () => {
    const item = photo(
      {
        title: 'Høst & "vår" <1>',
        description: 'Første linje\r\nandre\tlinje 😀',
        keywords: ['fjell', 'a/b|c', 'en, to'],
        place: { latitude: 59.912_73, longitude: -10.746_09, altitude: -12.345 },
        timeZoneName: 'Europe/Oslo',
      },
      {
        isFavorite: true,
        isHidden: true,
        timeZoneOffsetSeconds: -12_600,
        capturedAt: epochMs(Date.UTC(1969, 0, 1, 1, 2, 3, 40)),
      },
    );
    const [tags] = readBack([detailsFile(item, ['Resor/Norden/Norge 2024', 'RAW | test'], 'xmp', true)]);
    expect(tags).toMatchObject({
      'ExifTool:Validate': '0 0 0',
      'XMP-dc:Title': 'Høst & "vår" <1>',
      'XMP-dc:Description': 'Første linje\r\nandre\tlinje 😀',
      'XMP-dc:Subject': ['fjell', 'a/b|c', 'en, to'],
      'XMP-lr:HierarchicalSubject': [
        'fjell',
        'a/b_c',
        'en, to',
        'Albums|Resor|Norden|Norge 2024',
        'Albums|RAW _ test',
      ],
      'XMP-digiKam:TagsList': [
        'fjell',
        'a_b|c',
        'en, to',
        'Albums/Resor/Norden/Norge 2024',
        'Albums/RAW | test',
      ],
      'XMP-xmp:Rating': 5,
      'XMP-xmp:CreateDate': '1968:12:31 21:32:03.040-03:30',
      'XMP-exif:DateTimeOriginal': '1968:12:31 21:32:03.040-03:30',
      'XMP-photoshop:DateCreated': '1968:12:31 21:32:03.040-03:30',
      'XMP-exif:GPSLatitude': 59.912_73,
      'XMP-exif:GPSLongitude': -10.746_09,
      'XMP-exif:GPSAltitude': 12.345,
      'XMP-exif:GPSAltitudeRef': 1,
      'XMP-xmpMM:PreservedFileName': 'IMG_0001.JPG',
      'XMP-fotoflytt:Hidden': true,
      'XMP-fotoflytt:AddedDate': '2025:01:02 12:00:00+00:00',
      'XMP-fotoflytt:TimeZoneName': 'Europe/Oslo',
    });
    expect(findings(tags ?? {})).toEqual(nothingFound);
  });

  test('of a photo without any details', () => {
    const [tags] = readBack([detailsFile(photo({}, { capturedAt: null, addedAt: null }), [], 'xmp', true)]);
    const { SourceFile: _, ...found } = tags ?? {};
    expect(found).toEqual({
      'ExifTool:Validate': '0 0 0',
      'XMP-xmpMM:PreservedFileName': 'IMG_0001.JPG',
      'XMP-fotoflytt:Hidden': false,
    });
  });

  test('of any photo exactly as written and without a warning', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc
        .array(fc.integer({ min: 0, max: 0xff_ff }), { minLength: 1, maxLength: 12 })
        .map((units) => String.fromCharCode(...units)),
      fc.constantFrom(
        ' x ',
        ']]>',
        '<!--',
        '&amp;',
        '&#0;',
        '\r\n',
        '\u0085',
        '\u2028',
        '0012',
        '1e5',
        'true',
        '-',
      ),
    );
    const anyPhoto = fc.record({
      title: fc.option(anyText),
      description: fc.option(anyText),
      keywords: fc.uniqueArray(anyText, { maxLength: 5 }),
      place: fc.option(
        fc.record({
          latitude: fc.double({ min: -90, max: 90, noNaN: true }),
          longitude: fc.double({ min: -180, max: 180, noNaN: true }),
          altitude: fc.option(fc.double({ min: -100_000, max: 100_000, noNaN: true })),
        }),
      ),
      capturedAt: fc.integer({ min: Date.UTC(-10, 0), max: Date.UTC(10_001, 0) }),
      offset: fc.integer({ min: -54_000, max: 54_000 }),
    });
    const photos = fc.sample(anyPhoto, { numRuns: 300, seed: 20_261_124 });
    const items = photos.map(({ capturedAt, offset, ...details }) =>
      photo(details, { capturedAt: epochMs(capturedAt), timeZoneOffsetSeconds: offset }),
    );
    const answers = readBack(items.map((item) => detailsFile(item, ['Resor/Norge'], 'xmp', true)));
    expect(answers).toHaveLength(300);
    for (const [index, tags] of answers.entries()) {
      const { title, description, keywords, place, capturedAt, offset } = photos[index] ?? expect.fail();
      expect(findings(tags)).toEqual(nothingFound);
      expect(texts(tags['XMP-dc:Title'])).toEqual(title === null ? [] : [asRead(title)]);
      expect(texts(tags['XMP-dc:Description'])).toEqual(description === null ? [] : [asRead(description)]);
      expect(texts(tags['XMP-dc:Subject'])).toEqual(keywords.map(asRead));
      expect(tags['XMP-exif:DateTimeOriginal']).toBe(exifTime(localTime(epochMs(capturedAt), offset)));
      if (place === null) expect(tags).not.toHaveProperty('XMP-exif:GPSLatitude');
      else {
        expect(tags['XMP-exif:GPSLatitude']).toBeCloseTo(place.latitude, 8);
        expect(tags['XMP-exif:GPSLongitude']).toBeCloseTo(place.longitude, 8);
      }
      if (place !== null && place.altitude !== null)
        expect(tags['XMP-exif:GPSAltitude']).toBeCloseTo(Math.abs(place.altitude), 2);
    }
  });
});
