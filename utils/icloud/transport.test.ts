import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutUnneeded } from './transport.ts';

test('addresses go, and what a photo needs stays', () => {
  const answer = {
    records: [
      {
        recordName: 'A',
        fields: {
          resOriginalRes: {
            value: { fileChecksum: 'AQ', size: 3, downloadURL: 'https://host/B/a?e="quoted\\"&${f}' },
            type: 'ASSETID',
          },
          filenameEnc: { value: '"downloadURL":"kept"', type: 'STRING' },
        },
      },
    ],
    syncToken: 'downloadURL',
  };
  expect(JSON.parse(withoutUnneeded(JSON.stringify(answer)))).toEqual({
    ...answer,
    records: answer.records.map((record) => ({
      ...record,
      fields: {
        ...record.fields,
        resOriginalRes: { value: { fileChecksum: 'AQ', size: 3, downloadURL: '' } },
      },
    })),
  });
  expect(withoutUnneeded('{"downloadURL" : "https://x", "size" : 1}')).toBe(
    '{"downloadURL" : "", "size" : 1}',
  );
});

test('members that nothing reads are not passed on, and the type of a text is', () => {
  const by = { userRecordName: '_a', deviceID: '1' };
  const value = { fileChecksum: 'AQ', size: 3 };
  const record = {
    recordName: 'A',
    recordChangeTag: '1a',
    created: { timestamp: 1, ...by },
    fields: {
      filenameEnc: { value: 'IMG_1.JPG', type: 'STRING' },
      assetDate: { value: 1, type: 'TIMESTAMP' },
      resOriginalRes: { value: { ...value, wrappingKey: 'a==', referenceChecksum: 'AQ' }, type: 'ASSETID' },
    },
    zoneID: { zoneName: 'PrimarySync', ownerRecordName: '_a' },
  };
  expect(JSON.parse(withoutUnneeded(JSON.stringify({ records: [record] })))).toEqual({
    records: [
      {
        recordName: 'A',
        created: { timestamp: 1 },
        fields: {
          filenameEnc: record.fields.filenameEnc,
          assetDate: { value: 1 },
          resOriginalRes: { value },
        },
        zoneID: record.zoneID,
      },
    ],
  });
});

test('whatever an answer holds, only addresses and unread members change', () => {
  const unread = ['deviceID', 'wrappingKey', 'type'];
  const isUnread = (key: string, text: string): boolean =>
    key === 'type' ? text !== 'STRING' && /^[A-Z_\d]*$/.test(text) : unread.includes(key);
  const reduced = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, part: unknown) => {
      if (typeof part !== 'string') return part;
      if (isUnread(key, part)) return undefined;
      return key === 'downloadURL' ? '' : part;
    });
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'INT64',
        'STRING',
        ',"deviceID":"x"',
        'downloadURL',
        '"downloadURL":"x"',
        '\\"downloadURL\\":"',
      ),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('downloadURL', ...unread)), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      expect(reduced(JSON.parse(withoutUnneeded(JSON.stringify(value))))).toEqual(reduced(value));
    }),
  );
});

test.each(['', '<html>"downloadURL":"x', '{"downloadURL":', '{"downloadURL":"cut off\\'])(
  'what is no answer stays as it is: %s',
  (body) => expect(withoutUnneeded(body)).toBe(body),
);
