import { type IDBPDatabase, wrap } from 'idb';

/** Name of the bucket, and of the database in it. A released name stays, though more than the key lies there now. */
const PLACE = 'fotoflytt-key';

/** What is needed of the Storage Buckets API, which Chromium has and Firefox has not. */
interface Buckets {
  open(name: string, options: { durability: 'strict' }): Promise<{ indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

interface WithBuckets {
  storageBuckets: Buckets;
}
const hasBuckets = (place: object): place is WithBuckets => 'storageBuckets' in place;
const buckets = (): Buckets | null => (hasBuckets(navigator) ? navigator.storageBuckets : null);

/**
 * Where the sign-in, its key and what is to be done are kept: out of reach of content scripts, which Firefox lets into
 * `storage.local`; and apart from the log where the browser can. Chromium throws away all databases that lie together
 * when one of them was damaged, e.g. by a power cut; the sign-in must not go with the log.
 */
async function ownDatabases(): Promise<IDBFactory> {
  return (await buckets()?.open(PLACE, { durability: 'strict' }))?.indexedDB ?? indexedDB;
}

/** Removes it with all that is in it. */
export async function deleteKeyDatabase(): Promise<void> {
  await buckets()?.delete(PLACE);
}

const STORES = ['keys', 'kept'];

/** Runs a piece of work on the database, made new where there is none, and closes it. */
export async function withOwnDatabase<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = wrap(await openOwnDatabase());
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

async function openOwnDatabase(): Promise<IDBDatabase> {
  const factory = await ownDatabases();
  return new Promise((resolve, reject) => {
    const request = factory.open(PLACE, 2);
    request.addEventListener('upgradeneeded', () => {
      const { result } = request;
      for (const name of STORES) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
    });
    request.addEventListener('success', () => {
      const { result } = request;
      // another context has a newer version, or removes everything
      result.addEventListener('versionchange', () => result.close());
      resolve(result);
    });
    request.addEventListener('error', () =>
      reject(new Error('the database of the sign-in cannot be opened', { cause: request.error })),
    );
  });
}
