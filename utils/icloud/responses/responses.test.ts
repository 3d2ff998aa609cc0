import { describe, expect, test } from 'vitest';
import { buildItem } from '../../domain/photo/item.ts';
import { parseAlbums, parseMembers } from './album-responses.ts';
import { parseChanges } from './change-responses.ts';
import { parseSession } from './session-responses.ts';
import { parseCounts, parseLibraryState, parseZones } from './zone-responses.ts';
import { parseRecords } from './responses.ts';

const service = { ckdatabasews: { url: 'https://p61-ckdatabasews.icloud.com:443', status: 'active' } };
const asset = (recordName: string, master = 'M') => ({
  recordName,
  recordType: 'CPLAsset',
  fields: { masterRef: { value: { recordName: master }, type: 'REFERENCE' } },
});

describe('who is signed in', () => {
  test.each([
    ['nobody', { webservices: service }, 'icloud-signed-out'],
    [
      'somebody of whom Apple wants a code',
      { dsInfo: { dsid: '1' }, hsaChallengeRequired: true, webservices: service },
      'icloud-code-wanted',
    ],
    [
      'somebody who is to accept new terms',
      { dsInfo: { dsid: '1' }, termsUpdateNeeded: true, webservices: service },
      'icloud-terms',
    ],
    ['an account without photos', { dsInfo: { dsid: '1' }, webservices: {} }, 'icloud-empty'],
    ['an answer without services', { dsInfo: { dsid: '1' } }, 'bad-response'],
    ['no object', [], 'bad-response'],
  ])('%s', (_, body, code) => {
    expect(() => parseSession(body)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    [{ isWebAccessAllowed: false }, {}, { webAccess: false, advancedProtection: false }],
    [{ iCDPEnabled: true }, {}, { webAccess: true, advancedProtection: true }],
    [{}, { iCDPEnabled: true }, { webAccess: true, advancedProtection: true }],
  ])('with %j and %j', (info, more, expected) => {
    expect(parseSession({ dsInfo: { dsid: '1', ...info }, webservices: service, ...more })).toMatchObject(
      expected,
    );
  });
});

describe('a photo of an account with Advanced Data Protection', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const enc = (text: string) => ({ value: base64(text), type: 'ENCRYPTED_BYTES' });
  const takenAt = Date.UTC(2024, 11, 31, 23, 30);
  const read = (fields: object, more: object = {}) => {
    const record = asset('A');
    return parseRecords({ records: [{ ...record, ...more, fields: { ...record.fields, ...fields } }] })
      .assets[0];
  };

  test('is dated by its encrypted twins', () => {
    const assetDate = { value: takenAt + 1_800_047, type: 'TIMESTAMP' };
    const twins = { assetDateEnc: enc(String(takenAt)), timeZoneOffsetEnc: enc('3600') };
    expect(read({ assetDate, ...twins })).toMatchObject({
      capturedAt: takenAt,
      timeZoneOffsetSeconds: 3_600,
    });
  });

  test('was added when its record was made, if no other field says so', () => {
    const created = { created: { timestamp: takenAt } };
    expect(read({ assetDateEnc: enc('?') }, created)).toMatchObject({ capturedAt: null, addedAt: takenAt });
    expect(read({}, created)).toMatchObject({ capturedAt: null, addedAt: null });
  });

  test('has the type of its master, from the encrypted twin first', () => {
    const readType = (fields: object) =>
      [
        ...parseRecords({ records: [{ recordName: 'M', recordType: 'CPLMaster', fields }] }).masters.values(),
      ][0]?.itemType;
    const itemType = { value: 'public.data', type: 'STRING' };
    expect(readType({ itemType, itemTypeEnc: enc('public.heic') })).toBe('public.heic');
    expect(readType({ itemType, itemTypeEnc: enc('?') })).toBe('public.data');
    expect(readType({ dataClassType: { value: 2, type: 'INT64' } })).toBe('public.movie');
    expect(readType({ dataClassType: { value: 1, type: 'INT64' } })).toBeNull();
  });

  test('is dated by its original where the asset has no date', () => {
    const { masters } = parseRecords({
      records: [
        {
          recordName: 'M',
          recordType: 'CPLMaster',
          fields: { originalCreationDateEnc: enc(String(takenAt)) },
        },
      ],
    });
    const [undated, [master]] = [read({}), masters.values()];
    expect(undated && master && buildItem(undated, master).asset.capturedAt).toBe(takenAt);
  });
});

test('a photo is known by the fingerprints of its three smaller pictures that can be computed', () => {
  const print = (letter: string) => `A${letter.repeat(27)}`;
  const fields = {
    resJPEGThumbFingerprint: { value: print('t'), type: 'STRING' },
    resJPEGMedFingerprint: { value: `${print('m')}longer`, type: 'STRING' },
    resJPEGLargeFingerprint: { value: print('l'), type: 'STRING' },
  };
  const record = asset('A');
  const { assets } = parseRecords({ records: [{ ...record, fields: { ...record.fields, ...fields } }] });
  expect(assets[0]?.thumbs).toEqual([print('t'), print('l')]);
});

test.each(['resVidFull', 'resVidCompl'])('the edited video comes from %s', (base) => {
  const record = asset('A');
  const edited = {
    [`${base}Res`]: { value: { fileChecksum: 'V', size: 9 }, type: 'ASSETID' },
    [`${base}FileType`]: { value: 'com.apple.quicktime-movie', type: 'STRING' },
  };
  const { assets } = parseRecords({ records: [{ ...record, fields: { ...record.fields, ...edited } }] });
  expect(assets[0]?.editedVideo).toEqual({
    field: `${base}Res`,
    checksum: 'V',
    sizeBytes: 9,
    fileType: 'com.apple.quicktime-movie',
  });
});

test.each([
  [{ appleId: 'a@b.no', primaryEmail: 'c@d.no', fullName: 'Kari Nordmann' }, 'a@b.no', 'Kari Nordmann'],
  [{ appleId: ' ', primaryEmail: 'c@d.no', fullName: '' }, 'c@d.no', null],
  [{ appleId: 7, fullName: 'K'.repeat(1_000) }, null, 'K'.repeat(254)],
] as const)('the owner is named as far as Apple says who it is (%#)', (info, account, name) => {
  const session = parseSession({ dsInfo: { dsid: '1', ...info }, webservices: service });
  expect([session.account, session.name]).toEqual([account, name]);
});

test('libraries are recognised by their names; a deleted zone is skipped', () => {
  const zone = (zoneName: string, more = {}) => ({ zoneID: { zoneName }, ...more });
  const zones = [
    zone('PrimarySync1'),
    zone('SharedSync-1'),
    zone('CMM-1'),
    zone('SharedSync-2', { deleted: true }),
    zone('SharedSync-4', { deleted: 1 }),
    zone('SharedSync-3', { serverErrorCode: 'ZONE_NOT_FOUND' }),
    zone('XPrimarySync'),
    {},
    'no object',
  ];
  const { libraries, unreadable, deleted, skipped } = parseZones({ zones }, 'private');
  expect(libraries.map(({ zoneName }) => zoneName)).toEqual(['PrimarySync1', 'SharedSync-1']);
  expect(unreadable.map(({ zoneName }) => zoneName)).toEqual(['SharedSync-3']);
  expect(deleted.map(({ zoneName }) => zoneName)).toEqual(['SharedSync-2', 'SharedSync-4']);
  expect(skipped).toEqual(['CMM-1', 'XPrimarySync', 'SharedSync-?', 'SharedSync-?']);
});

test('asked with a token, an answer without zones says that nothing has changed', () => {
  const isSinceToken = true;
  expect(parseZones({ syncToken: 'T2' }, 'private', isSinceToken)).toMatchObject({
    libraries: [],
    syncToken: 'T2',
  });
  const none = expect.objectContaining({ code: 'bad-response' }) as Error;
  expect(() => parseZones({ syncToken: 'T2' }, 'private')).toThrow(none);
  expect(() => parseZones({}, 'private', isSinceToken)).toThrow(none);
  expect(() => parseZones({ syncToken: 'T2', zones: {} }, 'private', isSinceToken)).toThrow(none);
});

test.each(['THROTTLED', 'TRY_AGAIN_LATER', 'ZONE_BUSY', 'SERVER_BUSY'])(
  '%s at one record or zone of a good answer asks to come again later',
  (serverErrorCode) => {
    const part = { recordName: 'A', serverErrorCode, reason: 'x', retryAfter: 30 };
    const later = expect.objectContaining({ code: 'rate-limited', retryAfterMs: 30_000 }) as Error;
    const records = { records: [asset('B'), part] };
    for (const read of [parseRecords, parseAlbums, parseMembers]) expect(() => read(records)).toThrow(later);
    expect(() => parseChanges({ zones: [part] })).toThrow(later);
    expect(() => parseChanges({ zones: [{ syncToken: 'T', records: [part] }] })).toThrow(later);
    expect(() => parseZones({ zones: [part] }, 'private')).toThrow(later);
    expect(() => parseCounts({ batch: [part] }, 1)).toThrow(later);
  },
);

test.each([
  ['AUTHENTICATION_FAILED', 'icloud-signed-out'],
  ['ZONE_NOT_FOUND', 'bad-response'],
  ['ACCESS_DENIED', 'bad-response'],
  ['INTERNAL_ERROR', 'service-down'],
])('%s at a zone says nothing of its token', (serverErrorCode, code) => {
  expect(() => parseChanges({ zones: [{ serverErrorCode, reason: 'x' }] })).toThrow(
    expect.objectContaining({ code }) as Error,
  );
});

test.each(['BAD_REQUEST', 'SOMETHING_NEW'])('%s at a zone refuses its token', (serverErrorCode) => {
  expect(parseChanges({ zones: [{ serverErrorCode, reason: 'x' }] })).toBe('token-refused');
});

test('an album of a type that nobody knows is an album', () => {
  const album = (albumType: number) => ({
    recordName: `A${albumType}`,
    recordType: 'CPLAlbum',
    fields: { albumType: { value: albumType } },
  });
  expect(parseAlbums({ records: [0, 3, 6, 7].map(album) }).albums.map(({ kind }) => kind)).toEqual([
    'album',
    'folder',
    'smart',
    'album',
  ]);
});

describe('a page of records', () => {
  test('names what cannot be used, with the reason, and loses no other record', () => {
    const page = parseRecords({
      records: [
        { recordName: 'M', recordType: 'CPLMaster', fields: {} },
        asset('A'),
        { ...asset('B'), fields: {} },
        { recordName: 'C', serverErrorCode: 'NOT_FOUND', reason: 'gone' },
        { recordType: 'CPLAsset' },
        7,
      ],
    });
    expect(page.assets.map(({ recordName }) => recordName)).toEqual(['A']);
    expect(page.unusable).toEqual([
      { recordName: 'B', reason: 'no reference to a master record' },
      { recordName: 'C', reason: 'NOT_FOUND', isGone: true },
      { recordName: '', reason: 'no record name' },
      { recordName: '', reason: 'no record name' },
    ]);
    expect(page.assetCount).toBe(2);
  });

  test('counts an asset that is listed twice once', () => {
    expect(parseRecords({ records: [asset('A'), asset('A'), asset('B')] })).toMatchObject({ assetCount: 2 });
  });

  test('is full if Apple gives a marker, and has the library’s state', () => {
    expect(parseRecords({ records: [], continuationMarker: 'x', syncToken: 't' })).toMatchObject({
      isFull: true,
      syncToken: 't',
    });
    expect(parseRecords({ records: [] })).toMatchObject({ isFull: false, syncToken: null });
  });

  test('without a list of records is a bad response', () => {
    expect(() => parseRecords({ zones: [] })).toThrow(expect.objectContaining({ code: 'bad-response' }));
  });
});

test('counts come in the order of the request; one that Apple leaves out is null', () => {
  const count = (value: unknown) => ({ records: [{ fields: { itemCount: { value } } }] });
  expect(parseCounts({ batch: [count(7), { records: [] }, count(-1), count(0)] }, 5)).toEqual([
    7,
    null,
    null,
    0,
    null,
  ]);
  expect(parseCounts({}, 1)).toEqual([null]);
});

test('a library is being sorted as long as Apple says so', () => {
  const state = (value: string) => ({ records: [{ fields: { state: { value } } }] });
  expect(
    [state('RUNNING'), state('FINISHED'), {}].map((answer) => parseLibraryState(answer).isIndexed),
  ).toEqual([false, true, true]);
});
