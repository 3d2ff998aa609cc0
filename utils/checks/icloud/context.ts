import type { Fetch } from '../../http/send.ts';
import type { IcloudSession } from '../../icloud/responses/session-responses.ts';
import { readReply } from '../../icloud/errors.ts';
import type { Fields } from '../../icloud/responses/fields.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { IcloudCall, IcloudTransport, PageLook } from '../../icloud/transport.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { RecordName } from '../../units.ts';
import { NotAskedError } from '../check.ts';

/** What the checks of iCloud are given, and what they find for later ones. */
export interface IcloudContext {
  transport: IcloudTransport;
  /** For bytes, without cookies. */
  fetch: Fetch;
  /** Looks at an open page at icloud.com; null where none answers. */
  lookAtPage(signal: AbortSignal): Promise<PageLook | null>;
  /** Milliseconds since 1970. */
  now(): number;
  found: IcloudFindings;
}

/** Filled by the checks as they go. None of it is shown. */
interface IcloudFindings {
  session?: IcloudSession;
  /** The personal library. */
  zone?: LibraryZone;
  /** State of the private database, for the question what has changed. */
  databaseToken?: string;
  /** First page of the main list. */
  page?: RecordPage;
  look?: PageLook | null;
  /** Records of a lookup, with signed addresses, and when it was asked. */
  lookup?: { fields: Map<RecordName, Fields>; askedAt: number };
}

/** What an earlier check found. @throws {NotAskedError} it found nothing */
export function earlier<T>(finding: T | undefined): T {
  if (finding === undefined) throw new NotAskedError('earlier');
  return finding;
}

/** Body of a good answer. @throws {TransferError} what the answer says is wrong */
export const ask = async (
  { transport }: IcloudContext,
  call: IcloudCall,
  signal: AbortSignal,
): Promise<unknown> => readReply(await transport.post(call, signal));

/** The library that is asked, and where its service is. @throws {NotAskedError} an earlier check did not find it */
export function libraryOf({ found }: IcloudContext): { url: string; zone: LibraryZone } {
  return { url: earlier(found.session).serviceUrl, zone: earlier(found.zone) };
}

/** `3 names`, `1 name`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
