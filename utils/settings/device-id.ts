import { storage } from 'wxt/utils/storage';
import { defineDatabaseItem } from './database-item.ts';

const isDeviceId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

const item = defineDatabaseItem('deviceId', (value) => (isDeviceId(value) ? value : null));
/** Former location, where two first questions at once could store two ids. */
const formerItem = storage.defineItem<unknown>('local:deviceId', { fallback: null, version: 1 });

/**
 * Returns the id of this browser profile in a lease: 32 hex digits, chosen at random when they are first needed. An id of an
 * earlier build is kept.
 */
export async function readDeviceId(): Promise<string> {
  const known = await item.getValue();
  if (known !== null) return known;
  const former = await formerItem.getValue();
  const id = isDeviceId(former) ? former : crypto.randomUUID().replaceAll('-', '');
  await item.setFirst(id);
  await formerItem.removeValue({ removeMeta: true });
  return (await item.getValue()) ?? id;
}
