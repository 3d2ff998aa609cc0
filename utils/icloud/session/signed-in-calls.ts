import { TransferError } from '../../errors.ts';
import { isObject, optionalArray, optionalObject, optionalString } from '../../http/json.ts';
import { isRefusalPage } from '../errors.ts';
import { parseRecords, type RecordPage } from '../responses/responses.ts';
import type { IcloudSession } from '../responses/session-responses.ts';
import type { IcloudCall, IcloudReply, IcloudTransport } from '../transport.ts';
import type { LibraryZone } from '../zone.ts';
import { renewOnce } from './renew-once.ts';
import { explainRefusal, otherAccount, readSession } from './open-session.ts';

/** Longest time between two checks of the account: another one can sign in without any call being refused. */
const SESSION_LIFE_MS = 10 * 60_000;

/** Builds a call for the address of the account's photo service. */
type BuildCall = (serviceUrl: string) => IcloudCall;

/** Calls to the photo service of one account. They all throw {@link TransferError}. */
export interface SignedInCalls {
  /** Asks who is signed in. From now on all calls are for that account only. */
  start(signal: AbortSignal): Promise<IcloudSession>;
  /** Number of the account that the calls are for; null before the first call. */
  accountNumber(): string | null;
  /**
   * Sends one call. Renews a refused session and repeats the call once, which is safe because every call only reads.
   *
   * @param read parses the response; a session error that it throws is handled in the same way
   */
  call<T>(build: BuildCall, signal: AbortSignal, read: (body: unknown) => T): Promise<T>;
  /** Sends one call for records of a zone. Checks the account before it returns records of another owner. */
  readRecords(zone: LibraryZone, build: BuildCall, signal: AbortSignal): Promise<RecordPage>;
}

/** Keeps the session of the account, and its photo service's address, between calls. */
export function createSignedInCalls(transport: IcloudTransport, now: () => number): SignedInCalls {
  let session: IcloudSession | null = null;
  /** The account whose photos are read. No call goes out for any other, whoever signs in meanwhile. */
  let owner: IcloudSession | null = null;
  let checkedAt = -Infinity;
  /** Owner ids that differ from the zone's but belong to the same account. */
  const sameOwners = new Set<string>();

  const renew = async (signal: AbortSignal): Promise<IcloudSession> => {
    session = null;
    const found = await readSession(transport, signal);
    owner ??= found;
    if (found.accountNumber !== owner.accountNumber) throw otherAccount(owner.account, found.account);
    checkedAt = now();
    return (session = found);
  };

  const call: SignedInCalls['call'] = async (build, signal, read) => {
    // Absolute difference, so that setting the clock back cannot make a stale session look fresh.
    const isFresh = session !== null && Math.abs(now() - checkedAt) < SESSION_LIFE_MS;
    const { serviceUrl } = session !== null && isFresh ? session : await renew(signal);
    const explain = async (error: unknown, reply: IcloudReply): Promise<unknown> => {
      if (!(error instanceof TransferError) || error.code !== 'icloud-refused') return error;
      // The refusal page says nothing about the account and asks for fewer calls, so send no further one.
      return isRefusalPage(reply) ? error : explainRefusal(error, await renew(signal));
    };
    const renewed = async (): Promise<string> => (await renew(signal)).serviceUrl;
    return renewOnce(serviceUrl, { transport, build, read, renew: renewed, explain }, signal);
  };

  return {
    start(signal) {
      owner = null;
      sameOwners.clear();
      return renew(signal);
    },
    accountNumber: () => owner?.accountNumber ?? null,
    call,
    async readRecords(zone, build, signal) {
      const { page, other } = await call(build, signal, (body) => ({
        page: parseRecords(body),
        other: otherOwner(body, zone),
      }));
      if (other !== null && !sameOwners.has(other)) {
        await renew(signal);
        sameOwners.add(other);
      }
      return page;
    },
  };
}

/**
 * Returns the first owner in a response who is not the owner of the requested zone; null if there is none.
 *
 * Somebody else may have signed in. It is a reason to check the account and no proof, because Apple may write
 * `_defaultOwner` for the user. Source: docs/icloud-photos.md 2.2, 4.1.
 */
function otherOwner(body: unknown, { ownerRecordName }: LibraryZone): string | null {
  if (ownerRecordName === null || !isObject(body)) return null;
  for (const record of optionalArray(body, 'records')) {
    const zone = isObject(record) ? optionalObject(record, 'zoneID') : null;
    const owner = zone && optionalString(zone, 'ownerRecordName');
    if (owner && owner !== ownerRecordName) return owner;
  }
  return null;
}
