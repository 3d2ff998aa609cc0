import { expect, test } from 'vitest';
import { parseRecords } from './responses.ts';

const file = (size: number) => ({ value: { fileChecksum: 'F', size }, type: 'ASSETID' });

const resource = (field: string) => ({ field, checksum: 'F', sizeBytes: 9, fileType: null });

test('lists further files with bytes, also those that nobody knows', () => {
  const { assets, masters } = parseRecords({
    records: [
      {
        recordName: 'A',
        recordType: 'CPLAsset',
        fields: {
          masterRef: {
            value: { recordName: 'M' },
            type: 'REFERENCE',
          },
          resAdjDataRes: file(9),
          resJPEGThumbRes: file(9),
          resVidHDRMedRes: file(9),
          resVidFullRes: file(9),
          resComputeStateData: file(9),
        },
      },
      {
        recordName: 'M',
        recordType: 'CPLMaster',
        fields: {
          resHologramRes: file(9),
          resAudioRes: file(0),
          resOriginalRes: file(9),
          resSidecarRes: file(9),
        },
      },
    ],
  });
  expect(assets[0]?.further).toEqual([resource('resAdjDataRes')]);
  expect([...masters.values()][0]?.further).toEqual([resource('resHologramRes')]);
});

test('a record without such files has no such field', () => {
  const { masters } = parseRecords({ records: [{ recordName: 'M', recordType: 'CPLMaster', fields: {} }] });
  expect([...masters.values()][0]).not.toHaveProperty('further');
});
