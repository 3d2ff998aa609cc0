/** A failure inside a 200 answer. */
export interface PartError {
  serverErrorCode: string;
  reason: string;
}

/**
 * How the page is built. `described`: with the names of docs/icloud-photos.md 9.3. `renamed`: every class has another
 * name, the selection is marked by ARIA. `drawn`: tiles are painted, without any information.
 * `shell`: as described, but without a frame. The last three are invented.
 */
export type PageVariant = 'described' | 'renamed' | 'drawn' | 'shell';

/**
 * Source of the tiles' pictures. `address`: the signed one, as five scripts saw it. `blob`: bytes that the page
 * fetched, as on the build of September 2026. Invented: `revoked-blob`, an address that ends once the picture is shown;
 * `redrawn-blob`, bytes of the page's own.
 */
export type TilePictures = 'address' | 'blob' | 'revoked-blob' | 'redrawn-blob';

/** Optional behaviour of the service, changeable while the fake runs. Faults of the connection are in `faults`. */
export interface IcloudSwitches {
  /** Assets before masters, as pyicloud's captures have it; default masters first [M]. */
  assetsFirst: boolean;
  /** The marker has no effect, `startRank` alone counts: nobody has tried it live (Appendix D 2). */
  ignoreContinuationMarker: boolean;
  /** A page with shared masters is filled up to 200 records; default: 100 assets and fewer records (Appendix D 7). */
  fillPages: boolean;
  /** Byte requests with `Range` get 200 and the whole file. */
  ignoreRange: boolean;
  /** Life of a download address: 15 minutes since 2026, 3600 s in all recordings. */
  urlLifeSeconds: number;
  /** Host of download addresses; China's has `.cn` after it. Seen are `cvws`, `cvws-h2` and `cws`; deeper ones and `cdn-apple.com` are allowed by other clients. */
  byteHost: string;
  indexing: 'FINISHED' | 'RUNNING' | 'NOT_FINISHED';
  /** More names in one lookup are refused. */
  lookupLimit: number;
  /** Number of pages without records, but with `moreComing`, before the end of `changes/zone`. */
  emptyChangePages: number;
  /** The whole history begins with a page without records, but with `moreComing`. */
  emptyFirstChangePage: boolean;
  /** By the record type of a list: record names of photos that it leaves out, although its count has them. */
  unlisted: Map<string, ReadonlySet<string>>;
  /** By zone name: listed with this error, and any use fails with it. */
  zoneErrors: Map<string, PartError>;
  /** By record name: a lookup answers with this error in the record's place. */
  recordErrors: Map<string, PartError>;
  /** Everything in the shared database answers 500. Source: docs/icloud-photos.md 2.1, "failure on shared is normal". */
  sharedDatabaseFails: boolean;
  /** Form of flags: 1 and 0 in all recordings; clients also read booleans and texts, and an off flag as null. */
  flags: 'number' | 'boolean' | 'text';
  /** Records hold their fields under another name, as after a change of the service (invented). */
  otherShape: boolean;
  /** Other programs than the product ask: what only the product must not do is no violation then. */
  foreignClients: boolean;
  page: PageVariant;
  tilePictures: TilePictures;
  /** Which of a photo's smaller pictures its tile shows; where it has none of it, the thumbnail. */
  tilePreview: 'resJPEGThumb' | 'resJPEGMed' | 'resJPEGLarge';
  /** Time that the photo service takes for each answer. */
  answerMs: number;
  /** Delay of the document at /photos/. */
  pageDelayMs: number;
  /** Language in the path of the photos frame. */
  pageLocale: string;
  /** Called after each page of a photo or album list was made, before it is sent: the place to change the library between pages. */
  afterListPage: ((recordType: string) => void) | undefined;
}

/** Everything as in the recordings. */
export function createSwitches(): IcloudSwitches {
  return {
    assetsFirst: false,
    ignoreContinuationMarker: false,
    fillPages: false,
    ignoreRange: false,
    urlLifeSeconds: 900,
    byteHost: 'cvws.icloud-content.com',
    indexing: 'FINISHED',
    lookupLimit: 200,
    emptyChangePages: 0,
    emptyFirstChangePage: false,
    unlisted: new Map(),
    zoneErrors: new Map(),
    recordErrors: new Map(),
    sharedDatabaseFails: false,
    flags: 'number',
    otherShape: false,
    foreignClients: false,
    page: 'described',
    tilePictures: 'address',
    tilePreview: 'resJPEGThumb',
    answerMs: 0,
    pageDelayMs: 0,
    pageLocale: 'en-us',
    afterListPage: undefined,
  };
}
