import { fileKeyOf } from '../../domain/file/file-key.ts';
import type { PhotoFolder } from '../../domain/layout/placement.ts';
import type { FileState } from '../../domain/file/file.ts';
import type { Original } from '../../domain/photo/item.ts';
import type { RememberedFile } from '../../ports/recovery/recovery-log.ts';
import type { EpochMs } from '../../units.ts';
import type { LogRecord, PhotoRecord, WriteTransaction } from '../schema.ts';

/** Files that recovery found at the destination, by key. */
export interface RememberedFiles {
  byKey: ReadonlyMap<string, RememberedFile>;
  /** When the destination was listed. */
  provedAt: EpochMs;
}

/** Reads what recovery remembers of the files of photos. Reads nothing if it remembers none. */
export async function readRemembered(
  transaction: WriteTransaction,
  { recovery }: LogRecord,
  placed: readonly { photo: PhotoRecord; folders: readonly PhotoFolder[] }[],
): Promise<RememberedFiles | null> {
  if (recovery?.copy?.status !== 'known') return null;
  const store = transaction.objectStore('remembered');
  // Once all have their places, nothing is left to read.
  if ((await store.count()) === 0) return null;
  const keys = placed.flatMap(({ photo, folders }) =>
    folders.flatMap(({ id }) => photo.photo.originals.map(({ role }) => fileKeyOf(photo.key, role, id))),
  );
  const rows = await Promise.all(keys.map((key) => store.get(key)));
  const files = rows.filter((row): row is RememberedFile => row !== undefined && 'checksum' in row);
  return { byKey: new Map(files.map((file) => [file.key, file])), provedAt: recovery.provedAt };
}

/** Whether a remembered file holds what Apple has now. A checksum proves more than a size that Apple reports. */
export const isStillSame = (file: RememberedFile, { checksum, sizeBytes }: Original): boolean =>
  file.checksum === checksum && (file.sizeBytes === sizeBytes || file.proof === 'checksum');

/** State of a file that an earlier copy stored. Its listing at the destination is the verification. */
export const rememberedState = ({ md5, proof }: RememberedFile, provedAt: EpochMs): FileState => ({
  status: 'done',
  md5,
  proof,
  outcome: 'already-stored',
  doneAt: provedAt,
});

/** Removes files that have their places now. */
export function forgetRemembered(
  transaction: WriteTransaction,
  remembered: RememberedFiles | null,
  placed: readonly { key: string }[],
): void {
  const store = transaction.objectStore('remembered');
  for (const { key } of placed) if (remembered?.byKey.has(key)) void store.delete(key);
}
