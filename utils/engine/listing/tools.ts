import type { PartTools } from '../flow/ask-part.ts';
import type { ListingLog } from '../../ports/listing-log.ts';

/** What listing needs of its surroundings. */
export interface ListerTools extends PartTools {
  store: ListingLog;
  /** All frames of bursts are wanted. */
  withFrames?: boolean;
  /** New shared albums are wanted. */
  withSharedAlbums?: boolean;
  /** A check has seen that Apple's marker leads to the next page. */
  markerWorks?: boolean;
  /** A page is in the log. */
  onPage(): Promise<void>;
}
