/** Name of the bucket, and of the database in it. */
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
 * Where the sealing key is kept: apart from the log where the browser can. Chromium throws away all databases that lie
 * together when one of them was damaged, e.g. by a power cut; the sign-in must not go with the log.
 */
async function keyDatabases(): Promise<IDBFactory> {
  return (await buckets()?.open(PLACE, { durability: 'strict' }))?.indexedDB ?? indexedDB;
}

export async function deleteKeyPlace(): Promise<void> {
  await buckets()?.delete(PLACE);
}

/** Opens the database of the key, made new where there is none. */
export async function openKeyDatabase(): Promise<IDBDatabase> {
  const factory = await keyDatabases();
  return new Promise((resolve, reject) => {
    const request = factory.open(PLACE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('keys'));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('the key cannot be read')));
  });
}
