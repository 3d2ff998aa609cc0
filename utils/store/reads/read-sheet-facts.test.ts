import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { everything } from '../../domain/album/choice.ts';
import { recordName } from '../../units.ts';
import { openLog } from '../database.ts';
import { saveAlbums } from '../listing/album-entry.ts';
import { claimAccount } from '../listing/claim-account.ts';
import { createLogStore } from '../log-store.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import { readSheetFacts } from './read-sheet-facts.ts';

const album = (id: string, name: string | null, position: number) => ({
  recordName: recordName(id),
  name,
  parent: null,
  position,
  kind: 'album' as const,
  createdAt: position,
});

test('names the first three chosen albums and counts the lists that Apple counts', async () => {
  const log = await openLog('sheet facts');
  const store = createLogStore(log);
  await claimAccount(log, { accountNumber: '1', account: 'kari@example.no' });
  await store.saveLibraries([sampleZone], []);
  await savePage(store, samplePage([sampleItem('A')]));
  const library = await log.get('libraries', SAMPLE_LIBRARY);
  if (!library) throw new Error('the sample has a library');
  const hidden = { ...library.lists.hidden, appleCount: 12 };
  await log.put('libraries', { ...library, lists: { ...library.lists, hidden } });
  await saveAlbums(log, SAMPLE_LIBRARY, [album('a', 'Rome', 1), album('b', null, 2), album('c', 'Oslo', 3)]);

  const albums = ['c', 'b', 'a', 'x'].map((id) => `${SAMPLE_LIBRARY}/${id}`);
  expect(await readSheetFacts(log, { albums })).toEqual({
    albumNames: ['Oslo', null, 'Rome'],
    hidden: 12,
    recentlyDeleted: null,
    account: 'kari@example.no',
  });
  expect((await readSheetFacts(log, everything)).albumNames).toEqual([]);
  log.close();
});
