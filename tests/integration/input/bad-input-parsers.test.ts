import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts, hostileValues, mutated, mutation } from '../support/hostile-input.ts';
import { TransferError } from '../../../utils/errors.ts';
import { parseRetryAfter } from '../../../utils/http/retry-after.ts';
import { readReply } from '../../../utils/icloud/errors.ts';
import { parseSession } from '../../../utils/icloud/responses/session-responses.ts';
import {
  parseCounts,
  parseLibraryState,
  parseZones,
} from '../../../utils/icloud/responses/zone-responses.ts';
import { parseAlbums, parseMembers } from '../../../utils/icloud/responses/album-responses.ts';
import { parseChanges } from '../../../utils/icloud/responses/change-responses.ts';
import { parsePictures } from '../../../utils/icloud/responses/picture-responses.ts';
import { readPropertyList } from '../../../utils/icloud/responses/property-list.ts';
import { parseRecords } from '../../../utils/icloud/responses/responses.ts';
import { identityError, jottacloudError } from '../../../utils/jottacloud/errors.ts';
import { jfsAddress } from '../../../utils/jottacloud/jfs-path.ts';
import { parseQuota, parseStoredFile } from '../../../utils/jottacloud/responses/jfs-responses.ts';
import { readListStream } from '../../../utils/jottacloud/responses/list-stream.ts';
import { parseLoginToken } from '../../../utils/jottacloud/sign-in/login-token.ts';
import {
  parseAllocation,
  parseCustomer,
  parseDiscovery,
  parseGrant,
  parseUploaded,
} from '../../../utils/jottacloud/responses/responses.ts';
import { isRequest } from '../../../utils/messaging/requests.ts';
import { parseArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { parseChoice } from '../../../utils/domain/album/choice.ts';
import { usableFolder } from '../../../utils/domain/layout/destination-folder.ts';
import { safeName } from '../../../utils/domain/photo/safe-name.ts';
import { parseSpeed } from '../../../utils/domain/progress/concurrency.ts';
import { epochMs } from '../../../utils/units.ts';

const reply = (body: string, status = 200) => ({ status, body, retryAfter: body.slice(0, 99) });
const overJson = (parse: (body: unknown) => unknown) => (text: string) => parse(readReply(reply(text)));

/** Everything that reads an answer, as a function of its text. */
const parsers: Record<string, (text: string) => unknown> = {
  'a refusal of Apple': (text) => readReply(reply(text, 500)),
  validate: overJson(parseSession),
  'the libraries': overJson((body) => parseZones(body, 'private')),
  'the count': overJson((body) => parseCounts(body, 3)),
  'the state of the index': overJson(parseLibraryState),
  'a page of records': overJson(parseRecords),
  'a list of albums': overJson(parseAlbums),
  'the members of an album': overJson(parseMembers),
  'what changed': overJson(parseChanges),
  'small pictures': overJson(parsePictures),
  'a property list': (text) => readPropertyList(new TextEncoder().encode(text.slice(0, 1e6))),
  'a binary property list': (text) =>
    readPropertyList(new TextEncoder().encode(`bplist00${text.slice(0, 1e6)}`)),
  'the discovery document': (text) => parseDiscovery(text, 'id.jottacloud.com'),
  'a grant': parseGrant,
  'the customer': parseCustomer,
  'an allocation': (text) => parseAllocation(text, 1_000),
  'a confirmation': parseUploaded,
  'the room': parseQuota,
  'a stored file': parseStoredFile,
  'a refusal of Jottacloud': (text) => {
    throw jottacloudError(400, text.slice(0, 99), text);
  },
  'a refusal of the identity server': (text) => {
    throw identityError(400, text.slice(0, 99), text, 'token-used');
  },
  'a pasted token': parseLoginToken,
  'a pasted token, encoded': (text) => parseLoginToken(Buffer.from(text.slice(0, 1e6)).toString('base64')),
  'a wait': (text) => parseRetryAfter(text, epochMs(0)),
};

/** Valid answers; changing one value in them reaches deeper than random junk. */
const examples = {
  validate: {
    dsInfo: { dsid: '1', isWebAccessAllowed: true },
    webservices: { ckdatabasews: { url: 'https://p61-ckdatabasews.icloud.com:443', status: 'active' } },
  },
  zones: {
    moreComing: true,
    syncToken: 't',
    zones: [{ zoneID: { zoneName: 'PrimarySync', ownerRecordName: '_1', zoneType: 'REGULAR' } }],
  },
  albums: {
    continuationMarker: 'm',
    records: [
      {
        recordName: 'ALB',
        recordType: 'CPLAlbum',
        fields: {
          albumNameEnc: { value: 'Um9t', type: 'ENCRYPTED_BYTES' },
          albumType: { value: 0 },
          parentId: { value: 'FOLDER' },
          position: { value: 1_024 },
        },
      },
    ],
  },
  members: {
    records: [
      {
        recordName: 'A-IN-ALB',
        recordType: 'CPLContainerRelation',
        fields: { itemId: { value: 'A' }, containerId: { value: 'ALB' }, position: { value: 1 } },
      },
    ],
  },
  changes: { zones: [{ syncToken: 't', moreComing: true, records: [{ recordName: 'A', deleted: true }] }] },
  count: { batch: [{ records: [{ recordName: 'c', fields: { itemCount: { value: 7 } } }] }] },
  records: {
    syncToken: 's',
    continuationMarker: 'm',
    records: [
      {
        recordName: 'A',
        recordType: 'CPLAsset',
        fields: {
          masterRef: { value: { recordName: 'M' } },
          assetDate: { value: 1e12 },
          timeZoneOffset: { value: 7_200 },
        },
      },
      {
        recordName: 'M',
        recordType: 'CPLMaster',
        fields: {
          filenameEnc: { value: 'SU1HXzAwMDEuSlBH', type: 'ENCRYPTED_BYTES' },
          resOriginalFileType: { value: 'public.jpeg' },
          resOriginalRes: {
            value: { fileChecksum: 'AQ==', size: 5, downloadURL: 'https://cvws.icloud-content.com/x' },
          },
        },
      },
    ],
  },
  grant: { access_token: 'a', refresh_token: 'r', expires_in: 3_600 },
  customer: { username: 'u', quota: -1, usage: 7, name: 'N', write_locked: false },
  allocation: { state: 'INCOMPLETE', upload_url: 'https://up.jottacloud.com/x', resume_pos: 5 },
  uploaded: { md5: 'd41d8cd98f00b204e9800998ecf8427e', bytes: 0 },
  token: {
    username: 'u',
    auth_token: 's',
    well_known_link: 'https://id.jottacloud.com/auth/realms/jottacloud/.well-known/openid-configuration',
  },
};

/** Time of the processor, so that other work on the computer does not count. */
function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function expectHoldsOut(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(TransferError);
    expect(error instanceof TransferError && error.message.length).toBeLessThan(1_000);
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
}

async function* inChunks(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  test.each(hostileTexts)('of %s is read or refused quickly', (__, text) => {
    const before = process.cpuUsage();
    expectHoldsOut(() => parse(text));
    expect(secondsSince(before)).toBeLessThan(5);
  });

  test('of any kind is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) =>
        expectHoldsOut(() => parse(text)),
      ),
    );
  });

  test('with one malformed value is read or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(examples)), mutation, (example, change) =>
        expectHoldsOut(() => parse(JSON.stringify(mutated(example, change)) ?? '')),
      ),
      { numRuns: 400 },
    );
  });

  test('that ends too early is read or refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(examples)), fc.nat(600), (example, end) =>
        expectHoldsOut(() => parse(JSON.stringify(example).slice(0, end))),
      ),
    );
  });
});

test.each(hostileTexts)('a listing of %s is read or refused quickly', async (_, text) => {
  const before = process.cpuUsage();
  const listed = Array.fromAsync(readListStream(inChunks(text)));
  await expect(listed).rejects.toBeInstanceOf(TransferError);
  expect(secondsSince(before)).toBeLessThan(5);
});

test('an unreadable record affects no other', () => {
  fc.assert(
    fc.property(mutation, (change) => {
      const [asset, master] = examples.records.records;
      const other = JSON.parse(
        JSON.stringify([asset, master]).replaceAll('"A"', '"B"').replaceAll('"M"', '"N"'),
      );
      const records = [...other, mutated(asset, change), mutated(master, change)];
      const page = parseRecords(JSON.parse(JSON.stringify({ records })));
      expect(page.assets.map(({ recordName }) => recordName as string)).toContain('B');
      expect([...page.masters.keys()] as string[]).toContain('N');
    }),
    { numRuns: 1_000 },
  );
});

test('any name stays one name inside its folder', () => {
  const names = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...hostileValues).filter(isText));
  fc.assert(
    fc.property(names, (name) => {
      const safe = safeName(name);
      expect(safe).not.toMatch(/[/\\\0]|^\.+$|^$|[\u202a-\u202e\u2066-\u2069]/);
      expect(safe.isWellFormed()).toBe(true);
      expect(new URL(jfsAddress('u', 'x', safe)).pathname.split('/')).toHaveLength(7);
    }),
  );
});

test.each([10_000_000, 1_000_000])('a name with %d spaces is handled quickly', (count) => {
  const before = process.cpuUsage();
  expect(safeName(`a${' '.repeat(count)}b.jpg`)).toMatch(/^a.*\.jpg$/);
  expect(secondsSince(before)).toBeLessThan(1);
});

test.each(hostileValues)('the malformed setting %j never makes a malformed folder', (stored) => {
  expect(usableFolder(stored)).toMatch(/^[^/\\\0.%]+(\/[^/\\\0.%]+)*$/);
});

test('any stored settings are read as valid settings', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...hostileValues), fc.jsonValue()), (stored) => {
      expect(parseArrangement(stored)).toEqual(parseArrangement(parseArrangement(stored)));
      expect(parseChoice(stored)).toEqual(parseChoice(parseChoice(stored)));
      expect(['polite', 'normal', 'fast']).toContain(parseSpeed(stored));
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    }),
  );
});

test('a message of a wrong shape is refused', () => {
  const names = fc.constantFrom(
    'connect',
    'icloudPost',
    'accessToken',
    'engineChanged',
    'wake',
    'post',
    '__proto__',
  );
  fc.assert(
    fc.property(names, fc.jsonValue(), (name, request) => {
      expect(isRequest(name, request)).toBe(false);
    }),
  );
});

test('a user name that would change the path is refused', () => {
  for (const username of ['', '.', '..', '../x', 'a/b', 'a b', '\ud800'])
    expect(() => parseCustomer(JSON.stringify({ username }))).toThrow(TransferError);
});

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
