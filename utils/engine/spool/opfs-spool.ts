import { createDiskSpool } from './disk-spool.ts';
import type { Spool } from '../../ports/spool.ts';

const FOLDER = 'spool';

/**
 * Opens the spool in the browser's private file system. Works in dedicated workers only: no other context offers
 * synchronous access handles.
 */
export async function openOpfsSpool(): Promise<Spool> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  return createDiskSpool(folder, () => navigator.storage.estimate());
}
