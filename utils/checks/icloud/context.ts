import type { Fetch } from '../../http/send.ts';
import type { IcloudSession } from '../../icloud/responses/session-responses.ts';
import { readReply } from '../../icloud/errors.ts';
import type { Fields } from '../../icloud/responses/fields.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { IcloudCall, IcloudTransport, PageSummary } from '../../icloud/transport.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { RecordName } from '../../units.ts';
import { NotAskedError } from '../check.ts';

/** Surroundings of the iCloud checks, and their findings for later checks. */
export interface IcloudContext {
  transport: IcloudTransport;
  /** Downloads bytes, without cookies. */
  fetch: Fetch;
  /** Inspects an open page at icloud.com; null if none answers. */
  readPageSummary(signal: AbortSignal): Promise<PageSummary | null>;
  /** Returns milliseconds since 1970. */
  now(): number;
  found: IcloudFindings;
}

/** Filled by the checks as they run. None of it is shown. */
interface IcloudFindings {
  session?: IcloudSession;
  /** The personal library. */
  zone?: LibraryZone;
  /** State of the private database, from which later changes are listed. */
  databaseToken?: string;
  /** First page of the main list. */
  page?: RecordPage;
  pageSummary?: PageSummary | null;
  /** Records of a lookup, with signed URLs, and the time of the request. */
  lookup?: { fields: Map<RecordName, Fields>; askedAt: number };
}

/** Returns the finding of an earlier check. @throws {NotAskedError} if it found nothing */
export function earlier<T>(finding: T | undefined): T {
  if (finding === undefined) throw new NotAskedError('earlier');
  return finding;
}

/**
 * Sends a call and returns the body of a successful response. @throws {TransferError} the error that the response
 * stands for
 */
export const ask = async (
  { transport }: IcloudContext,
  call: IcloudCall,
  signal: AbortSignal,
): Promise<unknown> => readReply(await transport.post(call, signal));

/** Returns the library to ask and the address of its service. @throws {NotAskedError} if an earlier check did not find it */
export function libraryOf({ found }: IcloudContext): { url: string; zone: LibraryZone } {
  return { url: earlier(found.session).serviceUrl, zone: earlier(found.zone) };
}

/** Formats a count: `3 names`, `1 name`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
