import { placementOf } from '../../domain/layout/placement.ts';
import { type EarlierCopy, type EarlierCopyProblem, unreadCopy } from '../../domain/run/earlier-copy.ts';
import type { Run } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import {
  type FoundManifest,
  type FoundManifests,
  type ManifestPart,
  type ManifestPlace,
  readPart,
} from './find-manifest.ts';
import { namePaths, readDestination } from './read-destination.ts';
import type { RecoveryTools } from './recovery-tools.ts';
import { createEntryMemory, type EntryMemory, type Use } from './remember-entries.ts';

/** Shortest time between two reports of the progress. */
const REPORT_INTERVAL_MS = 400;

/** Reads the manifests, the latest first, and remembers the files that the destination shows. */
export async function readManifests(
  { store, clock, jottacloud }: RecoveryTools['ports'],
  { destinationFolder }: Run,
  { newest, found: { manifests, problems } }: { newest: FoundManifest; found: FoundManifests },
  signal: AbortSignal,
): Promise<EarlierCopy> {
  const { hasNames, salt } = newest.latest.header;
  const listing = { jottacloud, destinationFolder, salt: hasNames ? null : salt };
  let reportedAt = -Infinity;
  const report = async (files: number): Promise<void> => {
    if (clock.now() - reportedAt < REPORT_INTERVAL_MS) return;
    reportedAt = clock.now();
    await store.changeRun({ earlierCopy: { ...unreadCopy, files } });
  };
  await report(0);
  const memory = createEntryMemory(store, await readDestination(listing, () => report(0), signal));
  const reader = { place: { jottacloud, destinationFolder }, memory, onRead: report };
  const found = new Set<EarlierCopyProblem>(problems);
  let writtenAt: EpochMs | null = null;
  for (const manifest of manifests) {
    memory.beginManifest(useOf(manifest, newest, destinationFolder));
    const read = await readManifest(reader, manifest, signal);
    // An older one is only an addition.
    if (manifest !== newest) continue;
    writtenAt = read.writtenAt;
    if (!read.isWhole) found.add('damaged');
  }
  await memory.end();
  if (!hasNames) await namePaths({ ...listing, salt }, store, signal);
  const { counts } = memory;
  const status = counts.files > 0 || found.size === 0 ? 'known' : 'unusable';
  return { ...unreadCopy, ...counts, status, writtenAt, problems: [...found] };
}

/** An older manifest of other paths, or that hides them with a salt of its own, still names contents. */
function useOf(manifest: FoundManifest, newest: FoundManifest, destinationFolder: string): Use {
  if (manifest === newest) return 'latest';
  const [own, other] = [manifest.latest.header, newest.latest.header];
  const placement = ({ arrangement }: ManifestPart['header']): string =>
    placementOf({ destinationFolder, arrangement });
  const isNamedAlike = own.hasNames && other.hasNames && placement(own) === placement(other);
  return isNamedAlike ? 'older' : 'contents';
}

/** Reads one manifest: the segments of a base, then the base; an older base where that one is damaged. */
async function readManifest(
  reader: EntryReader,
  { bases, segments }: FoundManifest,
  signal: AbortSignal,
): Promise<{ writtenAt: EpochMs | null; isWhole: boolean }> {
  const newestFirst = segments.toSorted().toReversed();
  let writtenAt: EpochMs | null = null;
  let isWhole = true;
  for (const base of bases) {
    const ends: PartEnd[] = [];
    for (const name of newestFirst)
      ends.push(await readEntries(reader, { ...base, name }, 'segment', signal));
    const end = await readEntries(reader, base, 'base', signal);
    for (const { header } of [...ends, end])
      if (header && header.writtenAt > (writtenAt ?? 0)) writtenAt = header.writtenAt;
    if ([...ends, end].some((part) => !part.isWhole)) isWhole = false;
    if (end.isWhole) break;
  }
  return { writtenAt, isWhole };
}

/** Source of entries, and their destination. */
interface EntryReader {
  place: ManifestPlace;
  memory: EntryMemory;
  onRead(files: number): Promise<void>;
}

/** How a part of a manifest ended. `header` null: none of its entries were used. */
interface PartEnd {
  header: ManifestPart['header'] | null;
  isWhole: boolean;
}

/** Reads the entries of one part of the manifest, if it belongs to the generation of a base. */
function readEntries(
  reader: EntryReader,
  { name, header: { id, generation } }: ManifestPart,
  kind: 'base' | 'segment',
  signal: AbortSignal,
): Promise<PartEnd> {
  const { place, memory, onRead } = reader;
  return readPart(place, name, signal, async ({ header, entries }) => {
    if (!header) return { header: null, isWhole: false };
    if (header.id !== id || header.generation !== generation) return { header: null, isWhole: true };
    memory.beginPart(kind);
    const batches = entries();
    for (;;) {
      const { done, value } = await batches.next();
      if (done) {
        memory.endPart();
        return { header, isWhole: value.kind === 'complete' };
      }
      await memory.add(value);
      await onRead(memory.counts.files);
    }
  });
}
