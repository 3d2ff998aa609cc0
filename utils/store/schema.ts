import type { DBSchema, IDBPDatabase } from 'idb';
import type { Run } from '../domain/run/run.ts';
import type {
  LogRecord,
  LibraryRecord,
  AlbumRecord,
  MemberRecord,
  PhotoRecord,
  ItemRecord,
  FileRecord,
  PathRecord,
  ContentRecord,
} from './records.ts';
import type { FileStatus } from '../domain/file/file.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';

/** The resume log. Stores are written before each effect. */
export interface LogSchema extends DBSchema {
  runs: { key: number; value: Run };
  log: { key: 'log'; value: LogRecord };
  libraries: { key: string; value: LibraryRecord };
  albums: { key: string; value: AlbumRecord };
  members: { key: string; value: MemberRecord; indexes: { byAsset: string; byAlbum: [string, number] } };
  photos: {
    key: string;
    value: PhotoRecord;
    indexes: {
      byAdded: [number, string];
      toPlace: [1, number, string];
      byAsset: string;
      byMaster: string;
      byThumb: string;
    };
  };
  items: { key: string; value: ItemRecord };
  files: { key: string; value: FileRecord; indexes: { byStatus: [FileStatus, number]; byItem: string } };
  paths: { key: string; value: PathRecord };
  contents: { key: string; value: ContentRecord };
  speeds: { key: number; value: SpeedSeries };
}

export type LogDatabase = IDBPDatabase<LogSchema>;
