import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { libraryKey } from '../../icloud/zone.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { sampleItem, samplePage, sampleZone } from '../testing/sample-log.ts';
import { batches, halves } from './photo-batches.ts';

const zones = ['PrimarySync', 'SharedSync-1'].map((zoneName) => ({ ...sampleZone, zoneName }));

test('the two parts of all photos have each photo once, whatever its name', async () => {
  const log = await openLog('photo batches');
  const store = createLogStore(log);
  await store.saveLibraries(zones, []);
  const many = Array.from({ length: 1_100 }, (_, index) => `${index.toString(16)}-${index}`);
  const names = [...many, '8', '8/', '7f', 'F', 'g', 'é', '*'];
  for (const zone of zones)
    await store.savePhotos(libraryKey(zone), 'main', samplePage(names.map((name) => sampleItem(name))));

  const found: string[][] = [];
  for (const part of halves(log, await store.libraries())) {
    const keys: string[] = [];
    for await (const photos of batches(part, (batch) => Promise.resolve(batch)))
      keys.push(...photos.map(({ key }) => key));
    found.push(keys);
  }
  expect(found.every(({ length }) => length > 0)).toBe(true);
  expect(found.flat().toSorted()).toEqual(
    zones.flatMap((zone) => names.map((name) => `${libraryKey(zone)}/${name}`)).toSorted(),
  );
  log.close();
});
