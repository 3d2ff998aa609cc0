import { countUp } from '../plan/count-up.ts';
import { itemKeyOf } from '../file/file-key.ts';
import { type Kind, kinds } from '../photo/kind.ts';
import type { PictureRef } from '../picture/small-picture.ts';
import { isCompatible, traitsOf } from '../photo/role.ts';
import type { RelativePath } from '../../units.ts';
import { type ChangedName, nameChange } from './report-names.ts';
import { addAmounts, type Amount, nothing } from '../plan/plan.ts';
import type { ReportFile, ReportItem } from './report.ts';

/** Changed names and sample photos that the page lists; the saved files list all. */
const MAX_NAMES = 200;
const MAX_SAMPLES = 10;

/** A photo for the person to inspect. */
export interface SamplePhoto {
  photo: PictureRef;
  /** Path of its original below the destination. */
  path: RelativePath;
  /** Record name of its asset, for the link to it; null if unknown. */
  assetName: string | null;
}

/** Counts over all files, which come later than the rest of the report. */
export interface ReportTally {
  /** Photos in Jottacloud with all their files, by library key. */
  storedByLibrary: Map<string, number>;
  /** Photos of an album to copy, and those in Jottacloud, by album key. */
  wantedByAlbum: Map<string, number>;
  storedByAlbum: Map<string, number>;
  /** Items in Jottacloud; bytes of further copies do not count. */
  byKind: { kind: Kind; amount: Amount }[];
  /** Part of `byKind`: edited versions and their photos. */
  edited: Amount;
  /** Part of `byKind`: copies that open everywhere. */
  compatible: Amount;
  /** Part of `byKind`: further copies of the same files. */
  copies: number;
  /** Details files of our own. */
  own: Amount;
  /** The first names that differ from Apple's, and the number of all. */
  changedNames: ChangedName[];
  changedNamesCount: number;
  /** Random photos for the person to inspect, by path. */
  samples: SamplePhoto[];
  /** The largest video; null: none. */
  largestVideo: RelativePath | null;
}

/** Counts items one by one. */
export interface Counter {
  add(item: ReportItem): void;
  /** Returns the counts so far. */
  result(): ReportTally;
}

/**
 * Creates a counter.
 *
 * @param albumsAreFolders each album is a folder, and a photo counts for the album when it is in that folder
 * @param chance 0 ≤ chance < 1
 */
export function createCounter(albumsAreFolders: boolean, chance: () => number): Counter {
  const tally = emptyTally();
  const photosByKind = new Map<Kind, Amount>();
  const countSample = createSampler(tally.samples, chance);
  const countVideo = createLargest((path) => (tally.largestVideo = path));

  const countPhoto = (kind: Kind, item: ReportItem): void => {
    const done = item.files.filter(isDone);
    const isStored = item.files.length > 0 && done.length === item.files.length;
    const photoFiles = done.filter(({ proof }) => proof !== 'own');
    photosByKind.set(kind, addAmounts(photosByKind.get(kind) ?? nothing, amountOf(photoFiles, isStored)));
    const edits = photoFiles.filter(({ role }) => traitsOf(role).isEdit);
    tally.edited = addAmounts(tally.edited, amountOf(edits, edits.length > 0));
    const compatible = photoFiles.filter(({ role }) => isCompatible(role));
    tally.compatible = addAmounts(tally.compatible, amountOf(compatible, compatible.length > 0));
    tally.copies += done.filter(({ isCopy }) => isCopy).length;
    if (isStored) countUp(tally.storedByLibrary, item.libraryKey);
    for (const album of item.albums) {
      countUp(tally.wantedByAlbum, album);
      if (albumsAreFolders ? isIn(item, album) : isStored) countUp(tally.storedByAlbum, album);
    }
    const original = done.find(({ role, isCopy }) => role === 'original' && !isCopy);
    if (!original) return;
    countSample({ photo: itemKeyOf(original.key), path: original.path, assetName: item.assetName });
    if (kind === 'video') countVideo(original);
  };
  const countNames = ({ files, assetName }: ReportItem): void => {
    for (const file of files) {
      const change = nameChange(file, assetName ?? '');
      if (change === null) continue;
      tally.changedNamesCount += 1;
      if (tally.changedNames.length < MAX_NAMES) tally.changedNames.push(change);
    }
  };

  return {
    add(item) {
      if (item.kind !== null) countPhoto(item.kind, item);
      const ownFiles = item.files.filter((file) => isDone(file) && file.proof === 'own');
      tally.own = addAmounts(tally.own, amountOf(ownFiles, false));
      countNames(item);
    },
    result: () => ({
      ...tally,
      changedNames: [...tally.changedNames],
      samples: tally.samples.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
      byKind: kinds.flatMap((kind) => {
        const amount = photosByKind.get(kind);
        return amount && amount.files > 0 ? [{ kind, amount }] : [];
      }),
    }),
  };
}

const emptyTally = (): ReportTally => ({
  storedByLibrary: new Map(),
  wantedByAlbum: new Map(),
  storedByAlbum: new Map(),
  byKind: [],
  edited: nothing,
  compatible: nothing,
  copies: 0,
  own: nothing,
  changedNames: [],
  changedNamesCount: 0,
  samples: [],
  largestVideo: null,
});

/** Fills `samples` by reservoir sampling: each path seen has the same chance to be in it. */
function createSampler(samples: SamplePhoto[], chance: () => number): (sample: SamplePhoto) => void {
  let seen = 0;
  return (sample) => {
    const at = seen < MAX_SAMPLES ? seen : Math.floor(chance() * (seen + 1));
    if (at < MAX_SAMPLES) samples[at] = sample;
    seen += 1;
  };
}

/** Reports each file that is larger than all before it. */
function createLargest(report: (path: RelativePath) => void): (file: ReportFile) => void {
  let largestBytes = -1;
  return ({ path, sizeBytes }) => {
    if (sizeBytes <= largestBytes) return;
    largestBytes = sizeBytes;
    report(path);
  };
}

const isDone = ({ status }: ReportFile): boolean => status === 'done';

/** Returns whether all files of a photo are in the folder of an album. */
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
