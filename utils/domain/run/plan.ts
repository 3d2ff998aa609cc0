import type { Kind } from '../photo/kind.ts';
import type { EpochMs } from '../../units.ts';

/** Items as a person counts them, the files they are made of, and their bytes; further places of a file cost none and are not counted. */
export interface Amount {
  items: number;
  files: number;
  bytes: number;
}

export const nothing: Amount = { items: 0, files: 0, bytes: 0 };

/** What is not copied though it is there, and why. */
export type CannotReason =
  /** Apple lists it, a file of it is still on a device: no part of `all`. */
  | 'still-uploading'
  /** Apple's record cannot be read. */
  | 'unusable'
  /** Shared albums and links: zones that hold no library. */
  | 'shared-album'
  /** Made on a Mac by rules: Apple's web gives no contents; its photos are copied all the same. */
  | 'smart-album';

/** What a run is going to do, told before the first byte moves. */
export interface Plan {
  countedAt: EpochMs;
  /** Everything that was chosen and can be copied. Of a photo that lacks a file at Apple only the other files are counted. */
  all: Amount;
  /** Chosen photos that lack a file at Apple; absent in plans of earlier builds, which counted them in `all`. */
  absent?: number;
  byKind: { kind: Kind; amount: Amount }[];
  /** `title`: name of a shared album. */
  byLibrary: { zoneName: string; title?: string; amount: Amount }[];
  /** Albums that get a folder. */
  albums: number;
  /** Of `all`, what an earlier run has moved. */
  already: Amount;
  /** Of `all`, what earlier runs had put in place when this was counted; absent where they had another choice or left something open. */
  inPlace?: Pick<Amount, 'items' | 'bytes'>;
  /** Places of a photo beside its first one that may be new: in one more album each. Absent in plans of earlier builds. */
  further?: Pick<Amount, 'files' | 'bytes'>;
  /** What earlier runs have moved that is no part of `all`: it is in the log's totals, and not in this run's figures. */
  others: Pick<Amount, 'items' | 'bytes'>;
  /** Left out on purpose: by the choice, and the lists that are switched off; null where Apple does not say how many. */
  notChosen: number;
  /** Of `notChosen`, photos that earlier runs have copied; absent in plans of earlier builds. */
  notChosenInPlace?: number;
  hidden: number | null;
  recentlyDeleted: number | null;
  cannot: { reason: CannotReason; count: number }[];
  /** The largest file: so much temporary room is wanted. */
  largestBytes: number;
  /** Changes of counted photos in the log when this was counted: after more of them it is no sum to add to. */
  countedChanges?: number;
  /** Measured in an earlier run; null if there was none. */
  bytesPerSecond: number | null;
}

/** Bytes that must get through. */
export const bytesToMove = ({ all, already }: Plan): number => Math.max(0, all.bytes - already.bytes);
