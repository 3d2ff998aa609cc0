import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import type { PictureRef } from '../../domain/picture/small-picture.ts';
import type { Md5 } from '../../units.ts';
import { readLatestRun } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/** The original of a photo, once Jottacloud has confirmed it. */
interface CopiedFile {
  /** Names below the mountpoint. */
  segments: string[];
  sizeBytes: number;
  md5: Md5;
}

/** Finds the original of a photo in its first place at Jottacloud; null if it is not copied. */
export async function findCopiedFile(database: LogDatabase, photo: PictureRef): Promise<CopiedFile | null> {
  const [run, files] = await Promise.all([
    readLatestRun(database),
    database.getAllFromIndex('files', 'byItem', photo),
  ]);
  const original = files.find(
    ({ role, isCopy, state }) => role === 'original' && !isCopy && state.status === 'done',
  );
  if (!run || original?.state.status !== 'done') return null;
  const { path, sizeBytes, state } = original;
  return { segments: segmentsBelow(run.destinationFolder, path), sizeBytes, md5: state.md5 };
}
