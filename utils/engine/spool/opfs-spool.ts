import { createDiskSpool } from './disk-spool.ts';
import type { Spool } from '../../ports/spool.ts';

const FOLDER = 'spool';

/**
 * The spool in the browser's private file system. Dedicated workers only: nowhere else is there a synchronous access
 * handle.
 */
export async function openOpfsSpool(): Promise<Spool> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  return createDiskSpool(folder, () => navigator.storage.estimate());
}
