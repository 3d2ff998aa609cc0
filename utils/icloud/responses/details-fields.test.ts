import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryList, xmlList } from '../../../tests/fakes/icloud/library/content/property-list.ts';
import { noDetails } from '../../domain/photo/details.ts';
import { readDetails } from './details-fields.ts';

const enc = (bytes: Uint8Array | string) => ({
  value: Buffer.from(bytes).toString('base64'),
  type: 'ENCRYPTED_BYTES',
});

describe('lists that Python’s plistlib wrote', () => {
  const prolog = Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n',
  );
  const xml = (body: string) =>
    enc(Buffer.concat([prolog, Buffer.from(`<plist version="1.0">\n${body}\n</plist>\n`)]));
  const binary = (value: string) => ({ value, type: 'ENCRYPTED_BYTES' });

  test.each([
    [
      'binary',
      binary(
        'YnBsaXN0MDDTAQIDBAUGU2FsdFNsYXRTbG9uEF4jQE3zMzMzMzMjQCWAAAAAAAAIDxMXGx0mAAAAAAAAAQEAAAAAAAAABwAAAAAAAAAAAAAAAAAAAC8=',
      ),
    ],
    [
      'XML',
      xml(
        '<dict>\n\t<key>alt</key>\n\t<integer>94</integer>\n\t<key>lat</key>\n\t<real>59.9</real>\n\t<key>lon</key>\n\t<real>10.75</real>\n</dict>',
      ),
    ],
  ])('tell a place (%s)', (_, locationEnc) => {
    expect(readDetails({ locationEnc }).place).toEqual({ latitude: 59.9, longitude: 10.75, altitude: 94 });
  });

  test.each([
    [
      'binary',
      binary(
        'YnBsaXN0MDCjAQIDYwBTAGoA+FtmamVsbCAmIGRhbGLYPd4ACAwTHwAAAAAAAAEBAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAk',
      ),
    ],
    [
      'XML',
      xml(
        '<array>\n\t<string>Sjø</string>\n\t<string>fjell &amp; dal</string>\n\t<string>😀</string>\n</array>',
      ),
    ],
  ])('tell keywords (%s)', (_, keywordsEnc) => {
    expect(readDetails({ keywordsEnc }).keywords).toEqual(['Sjø', 'fjell & dal', '😀']);
  });
});

describe('what people wrote', () => {
  test('is read from base64, or as it is where Apple says that it is text', () => {
    expect(
      readDetails({
        captionEnc: { value: 'Høst', type: 'STRING' },
        extendedDescEnc: enc('To linjer\nher'),
        timeZoneNameEnc: enc('Europe/Oslo'),
      }),
    ).toEqual({ ...noDetails, title: 'Høst', description: 'To linjer\nher', timeZoneName: 'Europe/Oslo' });
  });

  test.each([
    ['no fields', {}],
    ['empty texts', { captionEnc: enc(''), extendedDescEnc: enc(' \n'), timeZoneNameEnc: enc('') }],
    [
      'bad base64',
      { captionEnc: { value: '=x=', type: 'ENCRYPTED_BYTES' }, keywordsEnc: { value: '*', type: 'X' } },
    ],
    ['bytes that are no UTF-8', { captionEnc: enc(Buffer.of(0xff, 0xfe)), timeZoneNameEnc: enc('../etc?') }],
    [
      'values of other types',
      {
        captionEnc: { value: 7 },
        keywordsEnc: 'x',
        locationEnc: { value: {} },
        locationLatitude: { value: '1' },
      },
    ],
    [
      'a list of another shape',
      { keywordsEnc: enc(binaryList({ a: 'b' })), locationEnc: enc(binaryList(['lat'])) },
    ],
    ['keywords that are no words', { keywordsEnc: enc(binaryList([1, '', ' ', new Date(0)])) }],
  ])('%s: there are no details, and nothing fails', (_, fields) => {
    expect(readDetails(fields)).toEqual(noDetails);
  });

  test('a keyword that is listed twice is read once', () => {
    expect(readDetails({ keywordsEnc: enc(xmlList(['a', 'b', 'a'])) }).keywords).toEqual(['a', 'b']);
  });
});

describe('a place', () => {
  const at = (lat: number, lon: number, alt = 0) => enc(binaryList({ lat, lon, alt }));

  test('comes from the newer field, else from the older one, else from the plain numbers', () => {
    const plain = { locationLatitude: { value: 3 }, locationLongitude: { value: 4 } };
    const older = { locationEnc: at(2, 2) };
    const newer = { locationV2Enc: at(1, 1) };
    const latitude = (fields: Parameters<typeof readDetails>[0]) => readDetails(fields).place?.latitude;
    expect(latitude({ ...plain, ...older, ...newer })).toBe(1);
    expect(latitude({ ...plain, ...older, locationV2Enc: enc('broken') })).toBe(2);
    expect(latitude({ ...plain, locationEnc: at(91, 0) })).toBe(3);
    expect(readDetails(plain).place).toEqual({ latitude: 3, longitude: 4, altitude: null });
  });

  test.each([
    [-180, -180],
    [90.1, 0],
    [0, 180.1],
    [Number.NaN, 0],
    [0, Number.POSITIVE_INFINITY],
  ])('%d, %d is not a place', (latitude, longitude) => {
    expect(readDetails({ locationEnc: at(latitude, longitude) }).place).toBeNull();
  });

  test('an absurd altitude is dropped, the place stays', () => {
    expect(readDetails({ locationEnc: at(-90, 180, 1e9) }).place).toEqual({
      latitude: -90,
      longitude: 180,
      altitude: null,
    });
  });

  test('half a place is not a place', () => {
    expect(readDetails({ locationEnc: enc(xmlList({ lat: 1 })) }).place).toBeNull();
  });
});

describe('lists that mean harm', () => {
  /** Objects as given, each a marker with what follows; the first is the top. */
  const craft = (objects: number[][], objectCount = objects.length): Buffer => {
    const offsets = objects.map((_, at) => 8 + objects.slice(0, at).flat().length);
    const body = objects.flat();
    const trailer = Buffer.alloc(32);
    trailer.writeUInt8(1, 6);
    trailer.writeUInt8(1, 7);
    trailer.writeBigUInt64BE(BigInt(objectCount), 8);
    trailer.writeBigUInt64BE(BigInt(8 + body.length), 24);
    return Buffer.concat([Buffer.from('bplist00'), Buffer.from(body), Buffer.from(offsets), trailer]);
  };
  const tens = (ref: number): number[] => [0xaa, ...Array.from({ length: 10 }, () => ref)];

  test.each([
    ['an array that holds itself', craft([[0xa2, 0, 0]])],
    ['a dictionary whose key is the dictionary', craft([[0xd1, 0, 0]])],
    [
      'arrays of arrays, ten times ten times ten …',
      craft([...Array.from({ length: 12 }, (_, at) => tens(at + 1)), [0x51, 0x61]]),
    ],
    ['more objects than bytes', craft([[0xa0]], 2 ** 40)],
    ['an array that ends after the file', craft([[0xaf, 0x13, 255, 255, 255, 255, 255, 255, 255, 255]])],
    ['a megabyte', Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(1024 * 1024)])],
    ['only the beginning', Buffer.from('bplist00')],
    ['no dictionary and no array', craft([[0x51, 0x61]])],
    [
      'an entity that expands',
      Buffer.from('<!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><array><string>&a;</string></array></plist>'),
    ],
    ['XML that goes deep', Buffer.from(`<plist>${'<array>'.repeat(1_000)}`)],
    ['XML with two lists', Buffer.from('<plist><array/><array><string>a</string></array></plist>')],
    ['XML without an end', Buffer.from('<plist><array><string>a</string>')],
    ['XML of another kind', Buffer.from('<html><array><string>a</string></array></html>')],
    [
      'a dictionary whose keys stand together',
      Buffer.from('<plist><dict><key>lat</key><key>lon</key></dict></plist>'),
    ],
  ])('%s: nothing is read', (_, bytes) => {
    expect(readDetails({ keywordsEnc: enc(bytes), locationEnc: enc(bytes) })).toEqual(noDetails);
  });

  test('one long word that is referred to thousands of times is read once, in a moment', () => {
    const word = Array.from({ length: 7_000 }, () => 0x61);
    const refs = Array.from({ length: 8_000 }, () => 1);
    const bytes = craft([
      [0xaf, 0x11, 8_000 >> 8, 8_000 & 255, ...refs],
      [0x5f, 0x11, 7_000 >> 8, 7_000 & 255, ...word],
    ]);
    // the second object lies beyond what one byte can say: offsets of two bytes
    const wide = Buffer.concat([
      bytes.subarray(0, -34),
      Buffer.of(0, 8, (8 + 8_004) >> 8, (8 + 8_004) & 255),
      bytes.subarray(-32),
    ]);
    wide.writeUInt8(2, wide.length - 32 + 6);
    const begun = performance.now();
    expect(readDetails({ keywordsEnc: enc(wide) }).keywords).toEqual(['a'.repeat(7_000)]);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('whatever the bytes are, it answers with a place on earth or none, and with words', () => {
    const broken = fc
      .tuple(
        fc.constantFrom(binaryList({ lat: 1, lon: 2 }), binaryList(['a', 'ø']), xmlList(['a'])),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
      )
      .map(([bytes, changes]) => {
        const changed = Buffer.from(bytes);
        for (const [at, value] of changes) changed[at % changed.length] = value;
        return changed;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), broken), (bytes) => {
        const details = readDetails({
          keywordsEnc: enc(bytes),
          locationEnc: enc(bytes),
          captionEnc: enc(bytes),
        });
        expect(Math.abs(details.place?.latitude ?? 0)).toBeLessThanOrEqual(90);
        expect(Math.abs(details.place?.longitude ?? 0)).toBeLessThanOrEqual(180);
        expect(details.keywords.every((word) => typeof word === 'string')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('any words, and any place on earth, come back as they were written, binary and XML', () => {
    // XML cannot hold control characters
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() !== '');
    const degrees = (most: number) =>
      fc.double({ min: -most, max: most, noNaN: true }).map((value) => value + 0);
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 40 }),
        fc.record({ lat: degrees(90), lon: degrees(180), alt: degrees(9_000) }),
        fc.constantFrom(binaryList, xmlList),
        (keywords, place, write) => {
          const details = readDetails({ keywordsEnc: enc(write(keywords)), locationEnc: enc(write(place)) });
          expect(details.keywords).toEqual(keywords);
          expect(details.place).toEqual({ latitude: place.lat, longitude: place.lon, altitude: place.alt });
        },
      ),
    );
  });
});
