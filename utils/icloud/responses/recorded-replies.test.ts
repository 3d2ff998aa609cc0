import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TransferError } from '../../errors.ts';
import { buildItem, type PhotoItem } from '../../domain/photo/item.ts';
import { readReply } from '../errors.ts';
import { parseSession } from './session-responses.ts';
import { parseCounts, parseLibraryState, parseZones } from './zone-responses.ts';
import { parseRecords, type RecordPage } from './responses.ts';

/** Apple's recorded replies lie beside the project, never in it. */
const RECORDED = '../shared/fixtures/icloud';
const isThere = existsSync(RECORDED);
if (!isThere) console.warn(`Recorded replies are not at ${RECORDED}: they are not parsed in this run.`);

interface Recording {
  status: number;
  body?: unknown;
  bodyText?: string;
}

const recording = (path: string): Recording =>
  (JSON.parse(readFileSync(`${RECORDED}/${path}`, 'utf8')) as { response: Recording }).response;
const bodyOf = (path: string): unknown => {
  const { status, body, bodyText } = recording(path);
  return readReply({ status, body: bodyText ?? JSON.stringify(body), retryAfter: null });
};
const errorOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof TransferError ? error.code : error;
  }
};
const pageOf = (name: string): RecordPage => parseRecords(bodyOf(`photos/${name}.json`));
const itemsOf = ({ assets, masters }: RecordPage): PhotoItem[] =>
  assets.flatMap((asset) => {
    const master = masters.get(asset.masterName);
    return master ? [buildItem(asset, master)] : [];
  });
const countRole = (items: PhotoItem[], wanted: string): number =>
  items.flatMap(({ originals }) => originals).filter(({ role }) => role === wanted).length;

const sum = (values: number[]): number => Math.round(values.reduce((total, value) => total + value, 0));

describe.skipIf(!isThere)('Apple’s recorded replies', () => {
  test.each([
    ['page-2018-live-edited-video', { items: 100, live: 77, videos: 8, edited: 8, isFull: true }],
    ['page-2020-heic-live', { items: 100, live: 3, videos: 4, edited: 0, isFull: true }],
    ['page-2023-mixed', { items: 100, live: 0, videos: 11, edited: 9, isFull: true }],
    ['recently-deleted-2018', { items: 16, live: 2, videos: 1, edited: 1, isFull: false }],
    ['recently-deleted-2018-past-end', { items: 0, live: 0, videos: 0, edited: 0, isFull: false }],
    ['shared-library-page', { items: 1, live: 0, videos: 0, edited: 0, isFull: false }],
    ['same-items-one-day-earlier-2018-07-30', { items: 3, live: 2, videos: 1, edited: 0, isFull: true }],
  ])('%s is read whole', (name, expected) => {
    const page = pageOf(name);
    const items = itemsOf(page);
    expect({
      items: items.length,
      live: countRole(items, 'live-video'),
      videos: items.filter(
        ({ itemType }) => itemType === 'com.apple.quicktime-movie' || itemType === 'public.mpeg-4',
      ).length,
      edited: countRole(items, 'edited-still'),
      isFull: page.isFull,
    }).toEqual(expected);
    expect(page).toMatchObject({ unusable: [], assetCount: expected.items });
    expect(items.every(({ originalMissing, originals }) => !originalMissing && originals.length > 0)).toBe(
      true,
    );
  });

  test('no record of any recorded page disappears', () => {
    const pages = globSync(`${RECORDED}/photos/**/*.json`).toSorted();
    expect(pages).toHaveLength(17);
    for (const path of pages) {
      const { body } = (
        JSON.parse(readFileSync(path, 'utf8')) as { response: { body: { records: unknown[] } } }
      ).response;
      const page = parseRecords(body);
      expect(page.assets.length + page.masters.size + page.unusable.length).toBe(body.records.length);
      expect(itemsOf(page)).toHaveLength(page.assets.length);
    }
  });

  test.each([
    ['filename-missing', [null, null, null]],
    ['filename-type-string', ['IMG_7409.JPG']],
    ['filename-chinese', ['IMG_中文_7409.JPG']],
    ['filename-invalid-characters', ['i/n v:a\u0000l*i?d\\p<a>t"h|.JPG']],
    ['filename-bad-base64', ['i/n v:a\u0000l*i?d\\p<a>t"h|.JP']],
  ])('%s: the photo is read with the name that can be read', (name, fileNames) => {
    expect(itemsOf(pageOf(`variants/${name}`)).map(({ fileName }) => fileName)).toEqual(fileNames);
  });

  test('every recorded place is read, and is one of those that an independent reader finds', () => {
    const locations = globSync(`${RECORDED}/photos/**/*.json`).flatMap((path) => {
      const { body } = (JSON.parse(readFileSync(path, 'utf8')) as { response: Recording }).response;
      return parseRecords(body).assets.map(({ details }) => details.place);
    });
    const written = locations.filter((location) => location !== null);
    // counted with Python's plistlib
    expect(written).toHaveLength(250);
    expect(written.every(({ altitude }) => altitude !== null)).toBe(true);
    expect({
      latitudes: sum(written.map(({ latitude }) => latitude)),
      longitudes: sum(written.map(({ longitude }) => longitude)),
      altitudes: sum(written.map(({ altitude }) => altitude ?? 0)),
    }).toEqual({
      latitudes: 8706,
      longitudes: 5217,
      altitudes: 37749,
    });
  });

  test('the one recorded list of keywords is empty, the one recorded time zone is read', () => {
    const [asset] = pageOf('shared-library-page').assets;
    expect(asset?.details).toMatchObject({ keywords: [], timeZoneName: 'Asia/Taipei' });
  });

  test.each([
    ['raw-only', ['original', 'live-video']],
    ['raw-plus-jpeg-edited', ['original', 'live-video', 'alternative', 'edited-still']],
    ['item-type-missing', ['original', 'live-video']],
    ['download-url-missing', ['original', 'live-video']],
  ])('%s: all its files are found', (name, roles) => {
    const [item] = itemsOf(pageOf(`variants/${name}`));
    expect(item?.originals.map(({ role }) => role)).toEqual(roles);
  });

  test('the original of the recorded download has the checksum that its bytes have', () => {
    const [first] = itemsOf(pageOf('page-2023-mixed'));
    expect(first?.originals[0]).toMatchObject({
      checksum: 'AeYfMtlOMb3dM9bETic9fXkMpjMV',
      sizeBytes: 85_638,
    });
  });

  test.each([
    ['index-count-2018-c', 33_161],
    ['index-count-2018-d', 33_160],
    ['index-count-2018-e', 33_161],
    ['index-count-2020', 15_592],
    ['index-count-2023', 7_840],
    ['index-count-added-date-2018-a', 33_161],
    ['index-count-shared-zone', 1],
  ])('%s counts %d', (name, count) => {
    expect(parseCounts(bodyOf(`counts/${name}.json`), 1)).toEqual([count]);
  });

  test('in all recordings Apple had sorted the library', () => {
    const states = globSync(`${RECORDED}/indexing/*.json`).map((path) => path.slice(RECORDED.length + 1));
    expect(states).toHaveLength(7);
    expect(states.map((path) => parseLibraryState(bodyOf(path)).isIndexed)).toEqual(states.map(() => true));
  });

  test.each([
    ['private-changes-database-200', 'private', 'PrimarySync'],
    ['private-zones-list-200', 'private', 'PrimarySync'],
    ['shared-zones-list-200', 'shared', 'SharedSync-00000000-1111-2222-3333-444444444444'],
  ] as const)('%s names one library', (name, database, zoneName) => {
    expect(parseZones(bodyOf(`zones/${name}.json`), database)).toMatchObject({
      libraries: [
        {
          database,
          zoneName,
          ownerRecordName: '_5965171c0662ca97ac29589fa90b4c2c',
          zoneType: 'REGULAR_CUSTOM_ZONE',
        },
      ],
      skipped: [],
      nextToken: null,
    });
  });

  test.each(['validate-200', 'login-200-2023'])('%s names the account and its photo service', (name) => {
    expect(parseSession(bodyOf(`setup/${name}.json`))).toEqual({
      accountNumber: '10000000001',
      account: 'jane@example.com',
      name: 'Jane Appleseed',
      serviceUrl: expect.stringMatching(/^https:\/\/p\d+-ckdatabasews\.icloud\.com:443$/) as unknown,
      isActive: true,
      webAccess: true,
      advancedProtection: false,
    });
  });

  test.each([
    ['setup/accountLogin-200-2fa-challenge', 'icloud-code-wanted'],
    ['setup/validate-421-missing-token', 'icloud-signed-out'],
    ['setup/validate-503', 'service-down'],
    ['setup/accountLogin-400', 'bad-response'],
    ['zones/private-zones-list-421', 'icloud-signed-out'],
    ['errors/count-401-invalid-global-session', 'icloud-signed-out'],
    ['errors/query-200-with-error-body', 'bad-response'],
    ['errors/query-500-api-error', 'service-down'],
    ['errors/query-500-empty', 'service-down'],
  ])('%s is %s', (path, code) => {
    expect(errorOf(() => parseSession(bodyOf(`${path}.json`)))).toBe(code);
  });

  test.each(['albums-2018-30', 'albums-2019-17', 'albums-2023-12'])('%s: albums are no photos', (name) => {
    expect(parseRecords(bodyOf(`albums/${name}.json`))).toMatchObject({
      assets: [],
      assetCount: 0,
      unusable: [],
    });
  });
});
