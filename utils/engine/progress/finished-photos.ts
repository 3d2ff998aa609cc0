import { folderIdOf } from '../../domain/file/file-key.ts';
import type { Proof } from '../../domain/file/file.ts';
import { type FinishedPhoto, MAX_FINISHED_SHOWN } from '../../domain/progress/progress.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** The photos that were finished last, latest first. */
export interface FinishedPhotos {
  /** Adds a confirmed file. A photo that is there already comes to the front, and is not listed twice. */
  add(file: QueuedFile, proof: Proof): void;
  list(): FinishedPhoto[];
}

/** A photo with the places in which it was confirmed. */
type Entry = Omit<FinishedPhoto, 'places'> & { places: Set<string> };

/** Creates the list, empty. */
export function createFinishedPhotos(): FinishedPhotos {
  const latest = new Map<string, Entry>();
  return {
    add(file, proof) {
      const entry = withFile(latest.get(file.itemKey), file, proof);
      latest.delete(file.itemKey);
      latest.set(file.itemKey, entry);
      const [oldest] = latest.keys();
      if (latest.size > MAX_FINISHED_SHOWN && oldest !== undefined) latest.delete(oldest);
    },
    list: () => [...latest.values()].toReversed().map((entry) => ({ ...entry, places: entry.places.size })),
  };
}

/** Adds a file to its photo. The name, the folder and the proof are those of the files of Apple, if there are any. */
function withFile(before: Entry | undefined, file: QueuedFile, proof: Proof): Entry {
  const places = (before?.places ?? new Set()).add(folderIdOf(file.key));
  const sizeBytes = (before?.sizeBytes ?? 0) + (file.isCopy ? 0 : file.sizeBytes);
  if (before && proof === 'own') return { ...before, places, sizeBytes };
  return {
    photo: file.itemKey,
    name: before && before.proof !== 'own' && file.role !== 'original' ? before.name : nameOf(file),
    folder: folderOf(file),
    places,
    sizeBytes,
    proof: before?.proof === 'size' ? 'size' : proof,
  };
}

/** Returns the name of a file without its folder. */
export const nameOf = ({ path }: Pick<QueuedFile, 'path'>): string => path.split('/').at(-1) ?? path;

/** Returns the name of the folder of a file; empty directly in the destination. */
export const folderOf = ({ path }: Pick<QueuedFile, 'path'>): string => path.split('/').at(-2) ?? '';
