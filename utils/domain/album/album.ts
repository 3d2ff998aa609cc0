import type { RecordName } from '../../units.ts';

/** An album or a folder of albums, as Apple describes it. */
export interface Album {
  recordName: RecordName;
  /** As the user typed it, in any Unicode form; null: none. */
  name: string | null;
  /** `smart`: made by rules on a Mac; the web service gives no contents. `other`: of an undocumented type. */
  kind: 'album' | 'folder' | 'smart' | 'other';
  /** Record name of its folder; null at the top. */
  parent: string | null;
  /** Milliseconds; 0 where Apple does not say. */
  createdAt: number;
  position: number;
}

/** A photo in an album. */
export interface Member {
  assetName: string;
  position: number;
  /** It is the album's cover. */
  isCover: boolean;
}
