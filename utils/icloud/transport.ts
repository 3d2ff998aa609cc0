/** A call in the name of the signed-in page: its cookies, its Origin, its query parameters. */
export type IcloudCall = { host: 'setup'; path: string; body: string } | PhotosCall;

/** One to the photo service. */
export interface PhotosCall {
  host: 'cloudkit';
  serviceUrl: string;
  path: string;
  body: string;
  /** The signed addresses in the answer are wanted; else they stay where the answer comes in. */
  withAddresses: boolean;
}

/** What came back, as it came. */
export interface IcloudReply {
  status: number;
  body: string;
  retryAfter: string | null;
}

/**
 * The way to icloud.com: today a content script in the user's own tab. Answers of any status are replies.
 *
 * @throws {TransferError} `icloud-page-silent` if no page could be made to answer in time
 */
export interface IcloudTransport {
  post(call: IcloudCall, signal: AbortSignal): Promise<IcloudReply>;
}

/** What the page at icloud.com shows, in numbers. Source: docs/icloud-photos.md 9.4. */
export interface PageLook {
  /** Tiles in view. */
  tiles: number;
  /** Tiles whose picture has one of Apple's signed addresses. */
  signed: number;
  /** Tiles with a `blob:` picture whose bytes can be read, of those that were tried. */
  blobReadable: number;
  /** Tiles with a `blob:` picture that can no longer be read. */
  blobUnreadable: number;
  /** Names of parameters that are copied from the page's own latest call. */
  parameters: string[];
}

/** The field with a resource's signed address, as it stands in an answer; a text in which the same words stand has its quotes escaped. */
const ADDRESS = /("downloadURL"\s*:\s*)"(?:[^"\\]|\\.)*"/g;

/**
 * An answer of CloudKit without the signed addresses in it, which are most of it: who reads a list asks for fresh ones
 * when it uses them, and whoever knows an address can fetch the photo.
 */
export const withoutSignedAddresses = (body: string): string => body.replace(ADDRESS, '$1""');
