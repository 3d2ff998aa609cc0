import type { ManifestEntry, ManifestFile } from '../../domain/manifest/manifest.ts';
import type { EarlierCopy } from '../../domain/run/earlier-copy.ts';
import type { NamedContent, RecoveryLog, RememberedFile } from '../../ports/recovery/recovery-log.ts';
import { type CompactSet, createCompactSet } from '../destination/compact-set.ts';
import type { FindListed } from './read-destination.ts';

/** Files in one transaction of the log. */
const BATCH_FILES = 1_000;

/** Counts of a manifest's files by what the destination shows of them. */
type EntryCounts = Pick<EarlierCopy, 'files' | 'inPlace' | 'moved' | 'changed'>;

/**
 * What is taken from the manifests: everything of the latest one. Of an older one, only what is at the destination counts.
 * If that one names its paths in another way, only the contents are of use.
 */
export type Use = 'latest' | 'older' | 'contents';

/** Remembers the entries of manifests. The latest manifest comes first, and of each the latest part. */
export interface EntryMemory {
  counts: EntryCounts;
  beginManifest(use: Use): void;
  beginPart(kind: 'base' | 'segment'): void;
  /** Adds entries of the present part. Keys of an earlier part are left alone. */
  add(entries: readonly ManifestEntry[]): Promise<void>;
  /** Ends a part: its keys are not taken from the following, older ones. */
  endPart(): void;
  /** Saves what is not saved yet. */
  end(): Promise<void>;
}

/** Creates a memory that keeps eight bytes for each entry. */
export function createEntryMemory(
  store: Pick<RecoveryLog, 'saveRemembered'>,
  findListed: FindListed,
): EntryMemory {
  const counts = { files: 0, inPlace: 0, moved: 0, changed: 0 };
  /** Keys of the segments together, and of each base: a segment is small. */
  const ofSegments = createCompactSet();
  const ofBases: CompactSet[] = [];
  let present: string[] | CompactSet = [];
  let use: Use = 'latest';
  let files: RememberedFile[] = [];
  let contents: NamedContent[] = [];

  const save = async (): Promise<void> => {
    const batch = [files, contents] as const;
    [files, contents] = [[], []];
    await store.saveRemembered(...batch);
  };
  const addFile = (file: ManifestFile): void => {
    const found = findListed(file);
    const isThere = found === 'in-place' || found === 'moved';
    if (use === 'latest' || (use === 'older' && found === 'in-place')) {
      counts.files += 1;
      if (found === 'in-place') counts.inPlace += 1;
      if (found === 'moved') counts.moved += 1;
      if (found === 'changed') counts.changed += 1;
    }
    if (!isThere) return;
    const { fileKey: key, path, pathHash, checksum, md5, sizeBytes, proof } = file;
    if (found === 'in-place' && use !== 'contents')
      files.push({ key, path, pathHash, checksum, md5, sizeBytes, proof });
    if (proof !== 'own') contents.push({ checksum, md5, sizeBytes });
  };
  const isReplaced = (key: string): boolean => ofSegments.has(key) || ofBases.some((keys) => keys.has(key));
  return {
    counts,
    beginManifest(next) {
      use = next;
    },
    beginPart(kind) {
      present = kind === 'base' ? createCompactSet() : [];
    },
    async add(entries) {
      for (const entry of entries) {
        if (entry.kind === 'album' || isReplaced(entry.fileKey)) continue;
        if (Array.isArray(present)) present.push(entry.fileKey);
        else present.add(entry.fileKey);
        if (entry.kind === 'file') addFile(entry);
        if (files.length >= BATCH_FILES || contents.length >= BATCH_FILES) await save();
      }
    },
    endPart() {
      if (Array.isArray(present)) for (const key of present) ofSegments.add(key);
      else ofBases.push(present);
    },
    end: save,
  };
}
