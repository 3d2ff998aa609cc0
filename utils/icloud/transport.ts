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
