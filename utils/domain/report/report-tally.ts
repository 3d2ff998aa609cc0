import { type Kind, kinds } from '../photo/kind.ts';
import { traitsOf } from '../photo/role.ts';
import type { RelativePath } from '../../units.ts';
import { type ChangedName, nameChange } from './report-names.ts';
import { type Amount, nothing } from '../run/plan.ts';
import type { ReportFile, ReportItem } from './report.ts';

/** Changed names and photos to look at that the page lists; the files list all. */
const MAX_NAMES = 200;
const MAX_SAMPLES = 10;

/** What is counted over all files, and therefore comes after the rest of the report. */
export interface ReportTally {
  /** Photos in Jottacloud with all their files, by the library's key. */
  storedByLibrary: Map<string, number>;
  /** Photos of an album that are to be copied, and those that are in Jottacloud, by the album's key. */
  wantedByAlbum: Map<string, number>;
  storedByAlbum: Map<string, number>;
  /** What lies in Jottacloud; bytes of further places are not counted. */
  byKind: { kind: Kind; amount: Amount }[];
  /** Part of the above: edited versions and the photos they are of. */
  edited: Amount;
  /** Part of the above: further places of the same files. */
  copies: number;
  /** Details files that we wrote ourselves. */
  own: Amount;
  /** Names that differ from Apple's: the first ones, and how many there are in all. */
  changedNames: ChangedName[];
  changedNamesCount: number;
  /** Photos to look at with one's own eyes, picked by chance. */
  samples: RelativePath[];
  /** The largest video; null if there is none. */
  largestVideo: RelativePath | null;
}

/** Counts items one after the other. */
export interface Counter {
  add(item: ReportItem): void;
  /** What was counted so far. */
  result(): ReportTally;
}

/**
 * @param albumsAreFolders each album's photos lie in the album's own folder: a photo counts for it when it lies there
 * @param chance 0 ≤ chance < 1
 */
export function createCounter(albumsAreFolders: boolean, chance: () => number): Counter {
  const storedByLibrary = new Map<string, number>();
  const wantedByAlbum = new Map<string, number>();
  const storedByAlbum = new Map<string, number>();
  const byKind = new Map<Kind, Amount>();
  let [edited, own] = [nothing, nothing];
  let [copies, changedNamesCount, seenSamples, largestBytes] = [0, 0, 0, -1];
  const changedNames: ChangedName[] = [];
  const samples: RelativePath[] = [];
  let largestVideo: RelativePath | null = null;

  const sample = (path: RelativePath): void => {
    const at = seenSamples < MAX_SAMPLES ? seenSamples : Math.floor(chance() * (seenSamples + 1));
    if (at < MAX_SAMPLES) samples[at] = path;
    seenSamples += 1;
  };
  const countPhoto = (kind: Kind, item: ReportItem): void => {
    const done = item.files.filter(isDone);
    const isStored = item.files.length > 0 && done.length === item.files.length;
    const photoFiles = done.filter(({ proof }) => proof !== 'own');
    byKind.set(kind, sum(byKind.get(kind) ?? nothing, amountOf(photoFiles, isStored)));
    const edits = photoFiles.filter(({ role }) => traitsOf(role).isEdit);
    edited = sum(edited, amountOf(edits, edits.length > 0));
    copies += done.filter(({ isCopy }) => isCopy).length;
    if (isStored) increase(storedByLibrary, item.libraryKey);
    for (const album of item.albums) {
      increase(wantedByAlbum, album);
      if (albumsAreFolders ? isIn(item, album) : isStored) increase(storedByAlbum, album);
    }
    const original = done.find(({ role, isCopy }) => role === 'original' && !isCopy);
    if (!original) return;
    sample(original.path);
    if (kind === 'video' && original.sizeBytes > largestBytes)
      [largestVideo, largestBytes] = [original.path, original.sizeBytes];
  };

  return {
    add(item) {
      if (item.kind !== null) countPhoto(item.kind, item);
      own = sum(
        own,
        amountOf(
          item.files.filter((file) => isDone(file) && file.proof === 'own'),
          false,
        ),
      );
      for (const file of item.files) {
        const change = nameChange(file, item.assetName ?? '');
        if (change === null) continue;
        changedNamesCount += 1;
        if (changedNames.length < MAX_NAMES) changedNames.push(change);
      }
    },
    result: () => ({
      ...{ storedByLibrary, wantedByAlbum, storedByAlbum },
      byKind: kinds.flatMap((kind) => {
        const amount = byKind.get(kind);
        return amount && amount.files > 0 ? [{ kind, amount }] : [];
      }),
      ...{ edited, copies, own, changedNames, changedNamesCount },
      ...{ samples: samples.toSorted(), largestVideo },
    }),
  };
}

const isDone = ({ status }: ReportFile): boolean => status === 'done';

/** Whether all files of a photo lie in an album's folder. */
function isIn({ files }: ReportItem, album: string): boolean {
  const name = album.slice(album.indexOf('/') + 1);
  const there = files.filter(({ place }) => place === name);
  return there.length > 0 && there.every(isDone);
}

const amountOf = (files: readonly ReportFile[], isItem: boolean): Amount => ({
  items: Number(isItem),
  files: files.length,
  bytes: files.reduce((total, { sizeBytes, isCopy }) => total + (isCopy ? 0 : sizeBytes), 0),
});

const sum = (a: Amount, b: Amount): Amount => ({
  items: a.items + b.items,
  files: a.files + b.files,
  bytes: a.bytes + b.bytes,
});

const increase = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
