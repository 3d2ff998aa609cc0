import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openLog } from '../database.ts';
import { claimAccount } from '../listing/claim-account.ts';
import { createLogStore } from '../log-store.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import { readSheetFacts } from './read-sheet-facts.ts';

test('counts the lists that Apple counts', async () => {
  const log = await openLog('sheet facts');
  const store = createLogStore(log);
  await claimAccount(log, { accountNumber: '1', account: 'kari@example.no' });
  await store.saveLibraries([sampleZone], []);
  await savePage(store, samplePage([sampleItem('A')]));
  const library = await log.get('libraries', SAMPLE_LIBRARY);
  if (!library) throw new Error('the sample has a library');
  const hidden = { ...library.lists.hidden, appleCount: 12 };
  await log.put('libraries', { ...library, lists: { ...library.lists, hidden } });

  expect(await readSheetFacts(log)).toEqual({
    hidden: 12,
    recentlyDeleted: null,
    account: 'kari@example.no',
  });
  log.close();
});
