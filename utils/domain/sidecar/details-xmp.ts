import type { Location } from '../photo/details.ts';
import type { PhotoItem } from '../photo/item.ts';
import { localTime } from '../photo/local-time.ts';
import { xmlText } from './xml-text.ts';

/** Source: XMP specification, parts 1 and 2; exiftool's tag names for lr and digiKam. The last one is our own. */
const namespaces: Record<string, string> = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpMM: 'http://ns.adobe.com/xap/1.0/mm/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  lr: 'http://ns.adobe.com/lightroom/1.0/',
  digiKam: 'http://www.digikam.org/ns/1.0/',
  fotoflytt: 'urn:fotoflytt:details:1.0/',
};

/** Root of the albums in the tree of tags. */
const ALBUMS = 'Albums';
/** Lightroom, digiKam, darktable and Immich show stars; none of them reads a favourite. */
const FAVOURITE_RATING = '5';

/**
 * Formats the details of a photo as XMP: texts in `dc`, a favourite as five stars, the place as `exif:GPS…`, and the capture
 * date in the three fields that readers use (Immich and digiKam `exif:DateTimeOriginal`, Lightroom `photoshop:DateCreated`,
 * others `xmp:CreateDate`).
 *
 * Albums are tags below "Albums" in both common trees of tags, `lr:hierarchicalSubject` and `digiKam:TagsList`. digiKam and
 * Immich ignore `dc:subject` if there is a tree, so the trees hold the keywords too; there `_` replaces a separator inside a
 * keyword. Hidden, the added date and the time zone have no standard field: they are in our namespace.
 */
export function detailsXmp(item: PhotoItem, albums: readonly string[], withLocation: boolean): string {
  const { asset, fileName } = item;
  const { title, description, keywords, place: location, timeZoneName } = asset.details;
  const captured =
    asset.capturedAt === null ? null : localTime(asset.capturedAt, asset.timeZoneOffsetSeconds);
  const properties = [
    ...translated('dc:title', title),
    ...translated('dc:description', description),
    ...listed('dc:subject', 'Bag', keywords),
    ...listed('lr:hierarchicalSubject', 'Bag', tree('|', keywords, albums)),
    ...listed('digiKam:TagsList', 'Seq', tree('/', keywords, albums)),
    ...simple('xmp:Rating', asset.isFavorite ? FAVOURITE_RATING : null),
    ...['exif:DateTimeOriginal', 'xmp:CreateDate', 'photoshop:DateCreated'].flatMap((name) =>
      simple(name, captured),
    ),
    ...(withLocation && location ? locationProperties(location) : []),
    ...simple('xmpMM:PreservedFileName', fileName),
    ...simple('fotoflytt:AddedDate', asset.addedAt === null ? null : localTime(asset.addedAt, 0)),
    ...simple('fotoflytt:TimeZoneName', withLocation ? timeZoneName : null),
    ...simple('fotoflytt:Hidden', asset.isHidden ? 'True' : 'False'),
  ];
  return packet(properties);
}

const simple = (name: string, value: string | null): string[] =>
  value === null ? [] : [`<${name}>${xmlText(value)}</${name}>`];

/** Formats text that could have translations. */
const translated = (name: string, value: string | null): string[] =>
  value === null
    ? []
    : [`<${name}><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(value)}</rdf:li></rdf:Alt></${name}>`];

const listed = (name: string, kind: 'Bag' | 'Seq', values: readonly string[]): string[] =>
  values.length === 0
    ? []
    : [
        `<${name}><rdf:${kind}>${values.map((value) => `<rdf:li>${xmlText(value)}</rdf:li>`).join('')}</rdf:${kind}></${name}>`,
      ];

/** Lists keywords and albums as unique tags. */
function tree(separator: string, keywords: readonly string[], albums: readonly string[]): string[] {
  const tag = (...segments: string[]): string =>
    segments.map((segment) => segment.replaceAll(separator, '_')).join(separator);
  return [
    ...new Set([
      ...keywords.map((keyword) => tag(keyword)),
      ...albums.map((path) => tag(ALBUMS, ...path.split('/'))),
    ]),
  ];
}

/**
 * Formats a place. Source: XMP specification, part 2, 2.2 and 3.3: degrees, minutes with a fraction, direction; metres
 * as a fraction.
 */
function locationProperties({ latitude, longitude, altitude }: Location): string[] {
  return [
    ...simple('exif:GPSLatitude', coordinate(latitude, 'N', 'S')),
    ...simple('exif:GPSLongitude', coordinate(longitude, 'E', 'W')),
    ...(altitude === null
      ? []
      : [
          ...simple('exif:GPSAltitude', `${Math.round(Math.abs(altitude) * 1_000)}/1000`),
          ...simple('exif:GPSAltitudeRef', altitude < 0 ? '1' : '0'),
        ]),
  ];
}

/** Parts of a minute to write; one part is less than a millimetre. */
const PARTS = 1e8;

function coordinate(degrees: number, positive: string, negative: string): string {
  const parts = Math.round(Math.abs(degrees) * 60 * PARTS);
  const whole = Math.floor(parts / (60 * PARTS));
  const minutes = (parts - whole * 60 * PARTS) / PARTS;
  return `${whole},${minutes.toFixed(8)}${degrees < 0 ? negative : positive}`;
}

function packet(properties: readonly string[]): string {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => `    xmlns:${prefix}="${uri}"`);
  return [
    // the byte-order mark marks the packet as UTF-8
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '  <rdf:Description rdf:about=""',
    `${declared.join('\n')}>`,
    ...properties.map((property) => `   ${property}`),
    '  </rdf:Description>',
    ' </rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
    '',
  ].join('\n');
}
