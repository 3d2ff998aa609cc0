import type { RecordName } from '../../units.ts';

/** An album or a folder of albums, as Apple tells it. */
export interface Album {
  recordName: RecordName;
  /** As the user typed it, in any Unicode form; null if there is none. */
  name: string | null;
  /** `smart`: made on a Mac by rules; Apple's web gives no contents. `other`: of a type nobody has explained. */
  kind: 'album' | 'folder' | 'smart' | 'other';
  /** Record name of its folder; null at the top. */
  parent: string | null;
  /** Milliseconds; 0 where Apple does not say. */
  createdAt: number;
  position: number;
}

/** One photo's place in an album. */
export interface Member {
  assetName: string;
  position: number;
  /** It is the album's cover. */
  isCover: boolean;
}
