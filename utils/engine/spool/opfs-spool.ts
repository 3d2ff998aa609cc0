import { itemOfLog, SPOOL_FOLDER } from '../../domain/account/logs.ts';
import { createDiskSpool } from './disk-spool.ts';
import type { Spool } from '../../ports/spool.ts';

/**
 * Opens the spool of a log in the browser's private file system. Works in dedicated workers only: no other context offers
 * synchronous access handles.
 */
export async function openOpfsSpool(log: string): Promise<Spool> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(itemOfLog(SPOOL_FOLDER, log), { create: true });
  return createDiskSpool(folder, () => navigator.storage.estimate());
}
