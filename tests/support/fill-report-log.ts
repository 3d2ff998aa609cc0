import type { Page } from '@playwright/test';

/**
 * Adds to a log that {@link fillLog} filled what the report reads beyond it: a record of Apple's for each photo, and
 * `albums` albums, over which the photos are spread.
 *
 * @param page any page of the extension that has opened the log
 */
export const fillReportLog = (page: Page, items: number, albums: number): Promise<void> =>
  page.evaluate(
    async ([count, albumCount]) => {
      const BATCH = 10_000;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('fotoflytt');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the log cannot be opened')));
      });
      const write = (stores: string[], put: (transaction: IDBTransaction) => void): Promise<void> =>
        new Promise((resolve, reject) => {
          const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
          transaction.addEventListener('complete', () => resolve());
          transaction.addEventListener('abort', () => reject(new Error('the log cannot be written')));
          put(transaction);
        });
      const libraryKey = 'private:PrimarySync';
      const at = Date.UTC(2026, 5, 10);
      const list = { rank: 0, pass: 1, isListed: true, passToken: null };

      for (let from = 1; from <= count; from += BATCH)
        await write(['photos', 'members', 'items'], (transaction) => {
          const [photos, members, itemStore] = ['photos', 'members', 'items'].map((name) =>
            transaction.objectStore(name),
          );
          for (let order = from; order < from + BATCH && order <= count; order += 1) {
            const assetName = `00000000-0000-4000-8000-${String(order).padStart(12, '0')}`;
            const key = `${libraryKey}/${assetName}`;
            const name = `IMG_${order}.HEIC`;
            const asset = {
              ...{ recordName: assetName, masterName: `M${assetName}`, capturedAt: at + order, addedAt: at },
              ...{ timeZoneOffsetSeconds: 0, isHidden: false, isDeleted: false, isFavorite: false },
              ...{
                subtype: 0,
                subtypeV2: 0,
                renderType: 0,
                editedStill: null,
                editedVideo: null,
                thumbs: [],
              },
            };
            itemStore?.put({ key, libraryKey, assetName, name, isPhoto: true, openFiles: 0, failedFiles: 0 });
            photos?.put({
              ...{ key, libraryKey, assetName, list: 'main', seenInPass: 1, kind: 'photo', thumbs: [] },
              ...{ day: '2026-06-10', addedOrder: at + order },
              photo: { asset, fileName: name, itemType: 'public.heic', originals: [], thumbs: [] },
            });
            const albumKey = `${libraryKey}/album-${order % albumCount}`;
            members?.put({
              ...{ key: `${albumKey}|${assetName}`, albumKey, assetName, position: order },
              ...{ isCover: false, seenInPass: 1 },
            });
          }
        });
      await write(['albums', 'libraries', 'runs'], (transaction) => {
        const seenItems = count / albumCount;
        for (let album = 0; album < albumCount; album += 1)
          transaction.objectStore('albums').put({
            ...{ key: `${libraryKey}/album-${album}`, libraryKey, recordName: `album-${album}` },
            ...{ name: `Album ${String(album).padStart(4, '0')}`, kind: 'album', parent: null },
            ...{ createdAt: at, position: album, path: null, hasFolder: true, isThere: true },
            list: { ...list, appleCount: seenItems, seenItems },
          });
        const empty = { ...list, appleCount: null, seenItems: 0 };
        transaction.objectStore('libraries').put({
          ...{ key: libraryKey, startToken: null, syncToken: null },
          zone: { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null },
          lists: { main: { ...empty, appleCount: count, seenItems: count }, hidden: empty, deleted: empty },
        });
        const runs = transaction.objectStore('runs');
        const request = runs.get(1);
        request.addEventListener('success', () =>
          runs.put({
            ...request.result,
            ...{ listedItems: count, isConfirmed: true, plan: null, listing: 'all', firstOrder: 0 },
            choice: {
              ...{ albums: null, unfiled: false, from: null, to: null, kinds: null, items: null },
            },
            arrangement: {
              ...{ layout: 'year-month', sharedLibrary: 'own-folder', hidden: false },
              ...{ recentlyDeleted: false, details: 'off', places: true },
            },
          }),
        );
      });
      database.close();
    },
    [items, albums] as const,
  );
