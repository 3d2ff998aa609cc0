import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { PlainClient, type PlainAnswer } from '../fakes/icloud/plain-client.ts';
import { startFakeIcloud, type FakeIcloud } from '../fakes/icloud/start-fake-icloud.ts';
import { testCertificate } from '../fakes/test-certificate.ts';
import { hasRecordings, readRecorded, shapeDifference, shapeOf } from './icloud-shape.ts';
import { listBody, resourceOf, type WirePage } from './icloud-list-walk.ts';

const same = { missing: [], invented: [] };
const zoneID = { zoneName: 'PrimarySync' };
let fake: FakeIcloud;
let client: PlainClient;

/** Only what the recordings hold too: stills, Live Photos, videos, screenshots, edits, a favourite, trash, albums. */
function recordedKinds(): Library {
  const library = createLibrary(7);
  for (let index = 0; index < 120; index += 1) library.addPhoto();
  library.addLivePhoto();
  library.addEditedPhoto({ type: 'public.heic', editedStill: { type: 'public.heic' } });
  library.addEditedPhoto({ type: 'public.png', width: 750, height: 1334, assetSubtypeV2: 3 });
  library.delete(library.addEditedPhoto({ type: 'public.png', width: 750, assetSubtypeV2: 3 }));
  library.delete(library.addVideo());
  library.delete(library.addLivePhoto());
  library.albums.addAlbum('Sommar');
  library.albums.addFolder('Resor');
  library.albums.addAlbum('Gone', { isDeleted: true });
  return library;
}

const pageOf = (startRank: number, recordType: string) =>
  client.cloudKit('records/query', listBody(startRank, { recordType }));
const validate = (cookie: string): Promise<PlainAnswer> => {
  const headers = { origin: 'https://www.icloud.com', ...(cookie === '' ? {} : { cookie }) };
  return client.send({
    url: 'https://setup.icloud.com/setup/ws/1/validate',
    method: 'POST',
    headers,
    body: 'null',
  });
};
/** The names of an address's parameters, sorted; their order differs between the years. */
const queryNames = (url = ''): string[] => [...new URL(url).searchParams.keys()].toSorted();
const bodies = (...names: string[]): unknown[] => names.map((name) => readRecorded(name).response.body);

describe.skipIf(!hasRecordings())('shape of the fake against recorded replies', () => {
  beforeAll(async () => {
    const certificate = await testCertificate();
    fake = await startFakeIcloud({ certificate, library: recordedKinds() });
    client = new PlainClient(fake, certificate);
  });
  afterAll(async () => {
    await fake.close();
  });

  test('validate, signed in', async () => {
    const leftOut = [
      /^\.dsInfo\.mailFlags/, // Mail
      /^\.dsInfo\.(tantor|ironcade|br|notes)Migrated/, // inner migrations of other services
      /^\.dsInfo\.(brZoneConsolidated|ubiquityEOLEnabled|gilligan-\w+|isPaidDeveloper|analyticsOptInStatus)/, // nothing a photos client reads
      /^\.dsInfo\.(isCustomDomainsFeatureAvailable|isHideMyEmailFeatureAvailable|ContinueOnDevice\w+)/, // Mail, Handoff
      /^\.dsInfo\.(iCloudAppleIdAlias|appleIdAlias)/, // addresses of old accounts
      /^\.webservices\.(?!ckdatabasews|photos|photosupload|uploadimagews|sharedlibrary|push|schoolwork|ckdeviceservice|account)/, // other apps
      /^\.apps\.(?!photos)/, // other apps
    ];
    const answer = await validate(fake.signedCookie);
    expect(answer.status).toBe(200);
    expect(
      shapeDifference(shapeOf(...bodies('setup/validate-200.json')), shapeOf(answer.json), leftOut),
    ).toEqual(same);
  });

  test('validate, signed out', async () => {
    const answer = await validate('');
    expect(answer.status).toBe(421);
    expect(
      shapeDifference(shapeOf(...bodies('setup/validate-421-missing-token.json')), shapeOf(answer.json)),
    ).toEqual(same);
  });

  test('changes/database', async () => {
    const answer = await client.cloudKit('changes/database', {});
    const apples = shapeOf(...bodies('zones/private-changes-database-200.json'));
    expect(shapeDifference(apples, shapeOf(answer.json))).toEqual(same);
  });

  test('CheckIndexingState', async () => {
    const answer = await client.cloudKit('records/query', {
      query: { recordType: 'CheckIndexingState' },
      zoneID,
    });
    const apples = shapeOf(
      ...bodies('indexing/check-indexing-state-2020.json', 'indexing/check-indexing-state-2023.json'),
    );
    expect(shapeDifference(apples, shapeOf(answer.json))).toEqual(same);
  });

  test('counts', async () => {
    const fieldValue = { type: 'STRING_LIST', value: ['CPLAssetByAddedDate'] };
    const filterBy = { fieldName: 'indexCountID', comparator: 'IN', fieldValue };
    const query = { recordType: 'HyperionIndexCountLookup', filterBy };
    const answer = await client.cloudKit('internal/records/query/batch', {
      batch: [{ resultsLimit: 1, query, zoneWide: true, zoneID }],
    });
    const apples = shapeOf(...bodies('counts/index-count-2020.json', 'counts/index-count-2023.json'));
    expect(shapeDifference(apples, shapeOf(answer.json))).toEqual(same);
  });

  test('albums', async () => {
    const leftOut = [
      /importedByBundleIdentifierEnc/, // only on albums that an app made
      /userModificationDate|queryParamsEnc/, // on some older albums
    ];
    const answer = await client.cloudKit('records/query', {
      query: { recordType: 'CPLAlbumByPositionLive' },
      zoneID,
    });
    const apples = shapeOf(
      ...bodies('albums/albums-2018-30.json', 'albums/albums-2019-17.json', 'albums/albums-2023-12.json'),
    );
    expect(shapeDifference(apples, shapeOf(answer.json), leftOut)).toEqual(same);
  });

  test('photo pages', async () => {
    const leftOut = [
      /\.fields\.locationEnc/, // a transfer does not read places
      /\.fields\.resJPEGLarge/, // 3 of 496 masters
      /\.fields\.adjustedMediaMetaDataEnc/, // nothing a transfer reads
    ];
    const answers = await Promise.all([
      pageOf(0, 'CPLAssetAndMasterByAddedDate'),
      pageOf(100, 'CPLAssetAndMasterByAddedDate'),
    ]);
    const names = ['page-2018-live-edited-video', 'page-2020-heic-live', 'page-2023-mixed'];
    const apples = shapeOf(...bodies(...names.map((name) => `photos/${name}.json`)));
    expect(shapeDifference(apples, shapeOf(...answers.map((answer) => answer.json)), leftOut)).toEqual(same);
  });

  test('Recently Deleted, and past its end', async () => {
    const leftOut = [/\.fields\.locationEnc/, /zoneType/]; // places; the recording of 2018 knows no zoneType
    const list = 'CPLAssetAndMasterDeletedByExpungedDate';
    const apples = shapeOf(...bodies('photos/recently-deleted-2018.json')).flatMap((path) =>
      path.endsWith('.ownerRecordName: string')
        ? [path, path.replace('ownerRecordName', 'zoneType')]
        : [path],
    );
    expect(shapeDifference(apples, shapeOf((await pageOf(0, list)).json), leftOut)).toEqual(same);
    const pastEnd = shapeOf(...bodies('photos/recently-deleted-2018-past-end.json'));
    expect(shapeDifference(pastEnd, shapeOf((await pageOf(32, list)).json))).toEqual(same);
  });

  test('CloudKit without a good session', async () => {
    const answer = await client.cloudKit('zones/list', {}, { headers: { cookie: '' } });
    const recorded = readRecorded('zones/private-zones-list-421.json').response;
    expect(answer.status).toBe(recorded.status);
    expect(answer.json).toEqual(recorded.body);
  });

  test('the values of a page obey the rules of recorded ones', async () => {
    const ours = (await pageOf(0, 'CPLAssetAndMasterByAddedDate')).json as WirePage;
    for (const page of [
      ...(bodies('photos/page-2023-mixed.json', 'photos/page-2018-live-edited-video.json') as WirePage[]),
      ours,
    ]) {
      expect(page.continuationMarker).toMatch(/^EgYZ[\w+/]{7}aKAok[\w+/]{48}EAE=$/);
      expect(page.syncToken).toMatch(/^AQAAAA[\w+/]{5}\w?f\/{9,10}[\w+/]{22}$/);
      for (const record of page.records.filter(({ recordType }) => recordType === 'CPLMaster')) {
        const { fileChecksum, downloadURL } = resourceOf(record, 'resOriginalRes');
        expect(record.recordName).toBe(fileChecksum);
        expect(record.fields.resOriginalFingerprint?.value).toBe(fileChecksum);
        const segment = fileChecksum.replaceAll('+', '-').replaceAll('/', '_');
        expect(downloadURL).toContain(`https://cvws.icloud-content.com/B/${segment}A`);
        expect(queryNames(downloadURL)).toEqual([
          'a',
          'ckc',
          'ckz',
          'e',
          'fl',
          'k',
          'o',
          'p',
          'r',
          's',
          'v',
          'x',
          'y',
        ]);
      }
    }
  });

  test('headers of CloudKit and byte answers', async () => {
    const perConnection = ['connection', 'keep-alive'];
    const comparable = (headers: Record<string, unknown>) =>
      Object.keys(headers).filter((name) => ![...perConnection, 'set-cookie'].includes(name));
    const page = await pageOf(0, 'CPLAssetAndMasterByAddedDate');
    const recordedPage = readRecorded('photos/page-2023-mixed.json').response.headers;
    expect(comparable(page.headers).toSorted()).toEqual(comparable(recordedPage).toSorted());
    for (const name of [
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'access-control-expose-headers',
      'content-type',
    ]) {
      expect(page.headers[name]).toBe(recordedPage[name]);
    }

    const { downloadURL = '' } = resourceOf((page.json as WirePage).records[0], 'resOriginalRes');
    const bytes = await client.send({ url: downloadURL.replace('${f}', '$%7Bf%7D') });
    const recorded = readRecorded('downloads/original-jpeg-200.json').response;
    expect(bytes.status).toBe(recorded.status);
    expect(comparable(bytes.headers).toSorted()).toEqual(Object.keys(recorded.headers).toSorted());
    const fixed = Object.entries(recorded.headers).filter(([name]) =>
      /^(access-control|accept-ranges|cache-control|content-(type|disposition))/.test(name),
    );
    expect(Object.fromEntries(fixed.map(([name]) => [name, bytes.headers[name]]))).toEqual(
      Object.fromEntries(fixed),
    );
  });
});
