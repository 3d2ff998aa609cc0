import { expect, test } from 'vitest';
import { buildPage } from '../../utils/icloud/requests.ts';
import { parseRecords } from '../../utils/icloud/responses/responses.ts';
import { noDetails } from '../../utils/domain/photo/details.ts';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { startIcloud } from './icloud-start.ts';

test('titles and captions are part of the list that a transfer requests', async () => {
  const library = createLibrary();
  library.addPhoto({
    details: {
      title: 'Høst',
      description: 'Første linje\nandre linje',
      keywords: ['fjell', 'sjø 😀'],
      location: { lat: 59.91, lon: 10.75, alt: 94 },
      timeZoneName: 'Europe/Oslo',
    },
  });
  library.addPhoto({
    details: {
      keywords: ['a & b'],
      location: { lat: -33.9, lon: 18.4, field: 'locationV2Enc' },
      listFormat: 'xml',
    },
  });
  library.addPhoto();
  const { client } = await startIcloud(library);
  const { body } = buildPage(
    '',
    { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null },
    'main',
    { rank: 0 },
  );

  const page = parseRecords((await client.cloudKit('records/query', JSON.parse(body))).json);

  // the list's order is newest first
  expect(page.assets.map(({ details }) => details).toReversed()).toEqual([
    {
      title: 'Høst',
      description: 'Første linje\nandre linje',
      keywords: ['fjell', 'sjø 😀'],
      place: { latitude: 59.91, longitude: 10.75, altitude: 94 },
      timeZoneName: 'Europe/Oslo',
    },
    { ...noDetails, keywords: ['a & b'], place: { latitude: -33.9, longitude: 18.4, altitude: null } },
    noDetails,
  ]);
});
