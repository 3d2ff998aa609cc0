import type { DBSchema, IDBPDatabase } from 'idb';
import type { FileStatus } from '../domain/file/file.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type { RunRow } from '../domain/run/run-row.ts';
import type { ListedAlbum, ListedLibrary } from '../ports/listed.ts';
import type { QueuedFile } from '../ports/work-queue.ts';
import type {
  ContentRecord,
  ItemRecord,
  LogRecord,
  MemberRecord,
  MonthRecord,
  PathRecord,
  PhotoRecord,
  PriorityRecord,
} from './records.ts';

/** The resume log. Every change is stored before its effect. */
export interface LogSchema extends DBSchema {
  /** All runs, by number; the highest is the latest. */
  runs: { key: number; value: RunRow };
  /** One record about the log as a whole. */
  log: { key: 'log'; value: LogRecord };
  libraries: { key: string; value: ListedLibrary };
  albums: { key: string; value: ListedAlbum };
  /** Which photos are in which albums. */
  members: {
    key: string;
    value: MemberRecord;
    indexes: {
      /** `assetName`: the albums of a photo. */
      byAsset: string;
      /** `[albumKey, position]`: the photos of an album, in order. */
      byAlbum: [string, number];
    };
  };
  /** Photos as Apple lists them. */
  photos: {
    key: string;
    value: PhotoRecord;
    indexes: {
      /** `[addedOrder, key]`: all photos, oldest first, for the walk that places them. */
      byAdded: [number, string];
      /** `[toPlace, addedOrder, key]`: only photos still to be placed, oldest first; absent `toPlace` is not indexed. */
      toPlace: [1, number, string];
      /** `assetName`: a photo in whatever library; an album may hold photos of another one. */
      byAsset: string;
      /** Record name of the master: photos whose original may have changed. */
      byMaster: string;
      /** `thumbs`, one entry each: the photos of a tile on Apple's page. */
      byThumb: string;
    };
  };
  /** Counts of photos by list and month. */
  months: { key: string; value: MonthRecord };
  /** Photos and own files, with counts of their open and failed files. */
  items: { key: string; value: ItemRecord };
  /** Files at the destination; this is the queue too. */
  files: {
    key: string;
    value: QueuedFile;
    indexes: {
      /** `[state.status, order]`: files in one state, in queue order. */
      byStatus: [FileStatus, number];
      /** `itemKey`: the files of an item. */
      byItem: string;
    };
  };
  /** Photos that a press moved to the front of the queue, until they are copied. */
  priorities: { key: [sendId: string, itemKey: string]; value: PriorityRecord };
  /** Owners of paths. */
  paths: { key: string; value: PathRecord };
  /** Contents that Jottacloud has. */
  contents: { key: string; value: ContentRecord };
  /** Transfer speeds of the latest run. */
  speeds: { key: number; value: SpeedSeries };
}

export type LogDatabase = IDBPDatabase<LogSchema>;
