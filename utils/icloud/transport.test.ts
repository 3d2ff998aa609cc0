import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutUnneeded } from './transport.ts';

test('addresses go, everything else stays', () => {
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
        resOriginalRes: { value: { fileChecksum: 'AQ', size: 3, downloadURL: '' }, type: 'ASSETID' },
      },
    })),
  });
  expect(withoutUnneeded('{"downloadURL" : "https://x", "size" : 1}')).toBe(
    '{"downloadURL" : "", "size" : 1}',
  );
});

test('who made a record on which device is not passed on', () => {
  const by = { userRecordName: '_a', deviceID: '1' };
  const record = { recordName: 'A', created: { timestamp: 1, ...by }, zoneID: { ownerRecordName: '_a' } };
  expect(JSON.parse(withoutUnneeded(JSON.stringify({ records: [record] })))).toEqual({
    records: [{ ...record, created: { timestamp: 1 } }],
  });
});

test('whatever an answer holds, only addresses change', () => {
  const emptied = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, part: unknown) =>
      key === 'downloadURL' && typeof part === 'string' ? '' : part,
    );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.constantFrom('downloadURL', '"downloadURL":"x"', '\\"downloadURL\\":"'),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(fc.oneof(fc.string(), fc.constant('downloadURL')), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(withoutUnneeded(JSON.stringify(value)))).toEqual(emptied(value));
    }),
  );
});

test.each(['', '<html>"downloadURL":"x', '{"downloadURL":', '{"downloadURL":"cut off\\'])(
  'what is no answer stays as it is: %s',
  (body) => expect(withoutUnneeded(body)).toBe(body),
);
