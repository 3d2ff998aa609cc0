import { type ErrorCode, TransferError } from '../../errors.ts';
import { refusedHost } from '../../http/refused-host.ts';
import { accessFor, byteHostOf } from '../../icloud/hosts.ts';
import { addressField, resourceField } from '../../icloud/responses/fields.ts';
import type { IcloudClient } from '../../icloud/client.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { missingCode } from '../../domain/photo/item.ts';
import type { EpochMs } from '../../units.ts';
import { createCallBudget } from '../flow/call-budget.ts';
import type { Backoff } from '../flow/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** Age up to which an address is used; Apple's live 15 minutes from the query. Source: docs/icloud-photos.md 6.3. */
const MAX_AGE_MS = 5 * 60_000;

/** Files whose addresses are asked for in one call; more would be old before they are used. */
const ADDRESS_BATCH = 24;

/** Calls for one file alone, whose address did not come with the others': none is needed where all goes well. */
const LONE_CALLS = { burst: 48, perMinute: 30 };
/** Calls for up to 24 files each: more files than any line moves, and a bound for a loop gone wrong. */
const BATCH_CALLS = { burst: 60, perMinute: 300 };

/** Where a file's bytes are now, and what Apple holds there. */
interface FreshAddress {
  url: string;
  checksum: string;
  sizeBytes: number;
}

/** A file as its address is asked for. */
export type AddressedFile = Pick<
  QueuedFile,
  'key' | 'order' | 'libraryKey' | 'role' | 'holder' | 'field' | 'checksum' | 'sizeBytes'
>;

/** Signed addresses, asked for just before they are used. */
export interface DownloadUrls {
  /** Asks for the files that come next, a batch in one call; what fails is told when the file is asked for. */
  prepare(files: readonly AddressedFile[], signal: AbortSignal): Promise<void>;
  /** Whether the file's address was asked for already, and Apple's answer is known. */
  isReady(file: AddressedFile): boolean;
  /** @throws {TransferError} `record-gone`, `original-missing`, `part-missing`, `record-refused`, `permission-missing`, and what the call throws */
  of(file: AddressedFile, signal: AbortSignal): Promise<FreshAddress>;
  /** An address was refused: the next one is asked for anew. */
  forget(file: AddressedFile): void;
}

/** What they need beside calls to Apple. */
interface AddressTools {
  zoneOf(libraryKey: string): LibraryZone;
  /** Whether the browser lets us fetch from there. */
  mayFetch(origin: string): Promise<boolean>;
}

export function createDownloadUrls(
  icloud: IcloudClient,
  backoff: Backoff,
  clock: Clock,
  { zoneOf, mayFetch }: AddressTools,
): DownloadUrls {
  const known = new Map<string, { answer: FreshAddress | TransferError; at: EpochMs }>();
  const loneCalls = createCallBudget(clock, LONE_CALLS);
  const batchCalls = createCallBudget(clock, BATCH_CALLS);

  const lookup = async (files: readonly AddressedFile[], signal: AbortSignal): Promise<RecordPage | null> => {
    const [first] = files;
    if (!first) return null;
    const names = [...new Set(files.map(({ holder }) => holder))];
    return backoff.run(signal, () => icloud.lookup(zoneOf(first.libraryKey), names, signal));
  };

  const fresh = (key: string): FreshAddress | TransferError | null => {
    const entry = known.get(key);
    return entry && clock.now() - entry.at < MAX_AGE_MS ? entry.answer : null;
  };

  /** @throws {TransferError} `permission-missing` for a byte host that the user has to allow first */
  const allowed = async (found: FreshAddress): Promise<FreshAddress> => {
    const host = byteHostOf(found.url);
    const origin = host === null ? null : accessFor(host);
    if (host === null || origin === null || (await mayFetch(origin))) return found;
    throw new TransferError('permission-missing', host, { service: 'browser', facts: { host } });
  };

  return {
    isReady: ({ key }) => fresh(key) !== null,
    async prepare(files, signal) {
      const old = clock.now() - MAX_AGE_MS;
      for (const [key, { at }] of known) if (at < old) known.delete(key);
      const byLibrary = Map.groupBy(
        files.filter(({ key, holder }) => !known.has(key) && holder !== ''),
        ({ libraryKey }) => libraryKey,
      );
      for (const group of byLibrary.values())
        for (let from = 0; from < group.length; from += ADDRESS_BATCH) {
          const batch = group.slice(from, from + ADDRESS_BATCH);
          await batchCalls.take(signal);
          const page = await lookup(batch, signal);
          if (page)
            for (const file of batch)
              known.set(file.key, { answer: findAddress(page, file), at: clock.now() });
        }
    },
    async of(file, signal) {
      const ready = fresh(file.key);
      if (ready instanceof TransferError) {
        // Said once: the next try asks anew.
        known.delete(file.key);
        throw ready;
      }
      if (ready) return allowed(ready);
      await loneCalls.take(signal);
      const page = await lookup([file], signal);
      const answer = page ? findAddress(page, file) : new TransferError('record-refused', 'no answer');
      if (answer instanceof TransferError) throw answer;
      known.set(file.key, { answer, at: clock.now() });
      return allowed(answer);
    },
    forget: ({ key }) => void known.delete(key),
  };
}

/** The address in a looked-up record, or what is wrong with it. */
function findAddress(page: RecordPage, { holder, field, role }: AddressedFile): FreshAddress | TransferError {
  const wrong = (code: ErrorCode, detail: string): TransferError =>
    new TransferError(code, detail, { service: 'icloud' });
  const refused = page.unusable.find(({ recordName }) => recordName === holder);
  if (refused) return wrong(isGone(refused.reason) ? 'record-gone' : 'record-refused', refused.reason);
  const fields = page.fields.get(holder);
  if (!fields) return wrong('record-refused', 'not in the answer');
  const resource = resourceField(fields, field.replace(/Res$/, ''));
  if (!resource) return wrong(missingCode(role), 'the record has no such file now');
  const url = addressField(fields, field);
  if (url === null) return wrong('record-refused', 'no address in the answer');
  if (byteHostOf(url) === null) return refusedHost('icloud', url);
  return { url, checksum: resource.checksum, sizeBytes: resource.sizeBytes };
}

const isGone = (reason: string): boolean => /NOT_FOUND|UNKNOWN_ITEM/i.test(reason);
