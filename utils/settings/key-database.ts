import { type IDBPDatabase, wrap } from 'idb';

/** Name of the bucket, and of the database in it. Released, so it stays, although it now holds more than the key. */
const NAME = 'fotoflytt-key';

/** The part of the Storage Buckets API that we use. Chromium has it, Firefox does not. */
interface Buckets {
  open(name: string, options: { durability: 'strict' }): Promise<{ indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

interface WithBuckets {
  storageBuckets: Buckets;
}
const hasBuckets = (owner: object): owner is WithBuckets => 'storageBuckets' in owner;
const buckets = (): Buckets | null => (hasBuckets(navigator) ? navigator.storageBuckets : null);

/**
 * Returns the factory of the database for the sign-in, its key and pending work. Content scripts cannot reach it, unlike
 * `storage.local` in Firefox. It is separate from the log where the browser allows it: Chromium deletes all databases of
 * a bucket when one of them is damaged, e.g. by a power cut, and the sign-in must survive the log.
 */
async function ownDatabases(): Promise<IDBFactory> {
  return (await buckets()?.open(NAME, { durability: 'strict' }))?.indexedDB ?? indexedDB;
}

/** Deletes the bucket with everything in it. */
export async function deleteKeyDatabase(): Promise<void> {
  await buckets()?.delete(NAME);
}

const STORES = ['keys', 'kept'];

/** A connection, and how many works use it now. */
interface Connection {
  opening: Promise<IDBDatabase>;
  users: number;
}
let shared: Connection | null = null;

/**
 * Opens the database, or creates it, runs work on it, and closes it. Works that overlap share one connection: a page reads
 * several values at once when it opens, and each opening takes some milliseconds.
 */
export async function withOwnDatabase<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const connection = (shared ??= connect());
  connection.users += 1;
  try {
    return await work(wrap(await connection.opening));
  } finally {
    connection.users -= 1;
    if (connection.users === 0) {
      leave(connection);
      await connection.opening.then(
        (database) => database.close(),
        () => undefined,
      );
    }
  }
}

function connect(): Connection {
  const connection: Connection = { opening: openOwnDatabase(() => leave(connection)), users: 0 };
  return connection;
}

/** Makes the next work open a connection of its own. */
const leave = (connection: Connection): void => {
  if (shared === connection) shared = null;
};

/** @param lost called when the connection can no longer be used */
async function openOwnDatabase(lost: () => void): Promise<IDBDatabase> {
  const factory = await ownDatabases();
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 2);
    request.addEventListener('upgradeneeded', () => {
      const { result } = request;
      for (const name of STORES) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
    });
    request.addEventListener('success', () => {
      const { result } = request;
      // Another context has a newer version, or deletes everything.
      result.addEventListener('versionchange', () => {
        lost();
        result.close();
      });
      result.addEventListener('close', lost);
      resolve(result);
    });
    request.addEventListener('error', () =>
      reject(new Error('the database of the sign-in cannot be opened', { cause: request.error })),
    );
  });
}
