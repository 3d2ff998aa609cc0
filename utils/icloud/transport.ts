/** A call on behalf of the signed-in page: with its cookies, Origin and query parameters. */
export type IcloudCall = { host: 'setup'; path: string; body: string } | PhotosCall;

/** A call to the photo service. */
export interface PhotosCall {
  host: 'cloudkit';
  serviceUrl: string;
  path: string;
  body: string;
  /** Keep the signed URLs in the response. Otherwise they are removed where it arrives. */
  withAddresses: boolean;
}

/** A response as it arrived. */
export interface IcloudReply {
  status: number;
  body: string;
  retryAfter: string | null;
  /** How long Apple took, in ms; absent if nobody measured it. */
  tookMs?: number | undefined;
}

/**
 * Sends calls to icloud.com, today through a content script in the user's own tab. Returns responses of any status.
 *
 * @throws {TransferError} `icloud-page-silent` if no page answers in time
 */
export interface IcloudTransport {
  post(call: IcloudCall, signal: AbortSignal): Promise<IcloudReply>;
}

/** What the page at icloud.com shows, in numbers. Source: docs/icloud-photos.md 9.4. */
export interface PageSummary {
  /** Tiles in view. */
  tiles: number;
  /** Tiles whose picture has one of Apple's signed URLs. */
  signed: number;
  /** Tested tiles with a `blob:` picture whose bytes can be read. */
  blobReadable: number;
  /** Tested tiles with a `blob:` picture that can no longer be read. */
  blobUnreadable: number;
  /** Names of the parameters that we copy from the page's own latest call. */
  parameters: string[];
}

/** Matches the field with a resource's signed URL. Inside a text the same words have escaped quotes and do not match. */
const ADDRESS = /("downloadURL"\s*:\s*)"(?:[^"\\]|\\.)*"/g;

/**
 * Matches members of a record that nothing reads: its authors and their devices, keys, and types of fields other than text.
 * They are a third of an answer without addresses.
 */
const UNREAD =
  /,\s*"(?:(?:userRecordName|deviceID|wrappingKey|referenceChecksum|recordChangeTag)"\s*:\s*"[^"\\]*|type"\s*:\s*"(?!STRING")[A-Z_\d]*)"/g;

/**
 * Removes from a CloudKit response what listing does not need: signed URLs, which are most of it, and a few members that nothing
 * reads. Whoever has such a URL can download the photo; a download asks for fresh ones.
 */
export const withoutUnneeded = (body: string): string => body.replace(ADDRESS, '$1""').replace(UNREAD, '');
