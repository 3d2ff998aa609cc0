import type { Kind } from '../photo/kind.ts';
import type { EpochMs } from '../../units.ts';
import type { CompatiblePlan } from './compatible-plan.ts';

/** Items, their files and their bytes. Further copies of a file cost no upload and do not count. */
export interface Amount {
  items: number;
  files: number;
  bytes: number;
}

/** An amount of nothing. */
export const nothing: Amount = { items: 0, files: 0, bytes: 0 };

/** Adds two amounts. */
export const addAmounts = (one: Amount, other: Amount): Amount => ({
  items: one.items + other.items,
  files: one.files + other.files,
  bytes: one.bytes + other.bytes,
});

/** Why something that exists is not copied. */
export type CannotReason =
  /** Apple lists it, but a file is still on a device. Not part of `all`. */
  | 'still-uploading'
  /** Apple's record cannot be read. */
  | 'unusable'
  /** Shared albums and links: zones that hold no library. */
  | 'shared-album'
  /** Made by rules on a Mac: the web service gives no contents, but its photos are copied. */
  | 'smart-album';

/** What a run will do, shown before the first byte moves. */
export interface Plan {
  countedAt: EpochMs;
  /** Everything chosen that can be copied. If Apple lacks a file of a photo, only its other files count. */
  all: Amount;
  /** Chosen photos of which Apple lacks a file. Absent in plans of earlier builds, which counted them in `all`. */
  absent?: number;
  byKind: { kind: Kind; amount: Amount }[];
  /** `title`: name of a shared album. */
  byLibrary: { zoneName: string; title?: string; amount: Amount }[];
  /** Albums that get a folder. */
  albums: number;
  /** Part of `all` that earlier runs copied. */
  already: Amount;
  /** Part of `all` that earlier runs had finished by now. Absent if they had another choice or left something open. */
  inPlace?: Pick<Amount, 'items' | 'bytes'>;
  /** Further copies of photos that may be new, one for each further album. Absent in plans of earlier builds. */
  further?: Pick<Amount, 'files' | 'bytes'>;
  /** Part of `all`: copies that open everywhere. Absent: they are not copied. */
  compatible?: CompatiblePlan;
  /** What earlier runs copied outside `all`: in the totals of the log, but not in the figures of this run. */
  others: Pick<Amount, 'items' | 'bytes'>;
  /** Photos outside the choice. */
  notChosen: number;
  /** Part of `notChosen` that earlier runs copied. Absent in plans of earlier builds. */
  notChosenInPlace?: number;
  /** Photos in a list that is switched off; null: unknown. */
  hidden: number | null;
  recentlyDeleted: number | null;
  cannot: { reason: CannotReason; count: number }[];
  /** Size of the largest file: the temporary space that is useful. */
  largestBytes: number;
  /** Number of changes to counted photos in the log by now. After further changes the plan cannot be extended. */
  countedChanges?: number;
  /** Measured in an earlier run; null: none. */
  bytesPerSecond: number | null;
}

/** Returns the bytes to transfer. */
export const bytesToMove = ({ all, already }: Plan): number => Math.max(0, all.bytes - already.bytes);
