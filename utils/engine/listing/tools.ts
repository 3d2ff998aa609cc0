import type { PartTools } from '../flow/ask-part.ts';
import type { ListingLog } from '../../ports/listing-log.ts';

/** Dependencies and options of listing. */
export interface ListerTools extends PartTools {
  store: ListingLog;
  /** Reads all frames of bursts. */
  withFrames?: boolean;
  /** Reads new shared albums. */
  withSharedAlbums?: boolean;
  /** A connection check has seen that Apple's marker leads to the next page. */
  markerWorks?: boolean;
  /** Runs once the changes of all libraries are in the log. */
  onFollowed?(): void;
  /** Runs after a page is in the log. */
  onPage(): Promise<void>;
}
