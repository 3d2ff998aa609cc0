import type { AlbumsLog } from './albums-log.ts';
import type { LibrariesLog } from './libraries-log.ts';
import type { PhotosLog } from './photos-log.ts';
import type { TokensLog } from './tokens-log.ts';

/** Libraries, lists and albums, as far as they were read. */
export interface ListingLog extends LibrariesLog, PhotosLog, AlbumsLog, TokensLog {}
