import { retryTable } from '../../../domain/retry/retry-table.ts';
import { type ErrorCode, TransferError } from '../../../errors.ts';
import { refusedHost } from '../../../http/refused-host.ts';
import { accessFor, byteHostOf } from '../../../icloud/hosts.ts';
import { addressField, resourceField } from '../../../icloud/responses/fields.ts';
import { type IcloudClient, LOOKUP_BATCH } from '../../../icloud/client.ts';
import type { RecordPage } from '../../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../../icloud/zone.ts';
import { baseOf, missingCode } from '../../../domain/photo/item.ts';
import type { EpochMs } from '../../../units.ts';
import { createCallBudget } from '../../flow/call-budget.ts';
import type { Backoff } from '../../flow/backoff.ts';
import { batchesOf } from '../../flow/in-batches.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { QueuedFile } from '../../../ports/work-queue.ts';

/** A signed URL of a file, with the content that Apple has there. */
interface SignedUrl {
  url: string;
  checksum: string;
  sizeBytes: number;
}

/** The parts of a file that its download needs. */
export type DownloadableFile = Pick<
  QueuedFile,
  'key' | 'order' | 'libraryKey' | 'role' | 'holder' | 'field' | 'checksum' | 'sizeBytes'
>;

/** Signed URLs, requested just before they are used. */
export interface DownloadUrls {
  /** Requests the URLs of the next files in batches. An error about one file is thrown when its URL is used. */
  prepare(files: readonly DownloadableFile[], signal: AbortSignal): Promise<void>;
  /** Whether Apple has answered for this file already. */
  isReady(file: DownloadableFile): boolean;
  /**
   * Returns the URL of a file.
   *
   * @throws {TransferError} `record-gone`, `original-missing`, `part-missing`, `record-refused`, `permission-missing`, and
   * errors of the call
   */
  of(file: DownloadableFile, signal: AbortSignal): Promise<SignedUrl>;
  /** Drops the URL of a file after it was refused, so that the next one is requested again. */
  forget(file: DownloadableFile): void;
}

/** What they need beside calls to Apple. */
interface UrlTools {
  zoneOf(libraryKey: string): LibraryZone;
  /** Whether the browser permits requests to this origin. */
  mayFetch(origin: string): Promise<boolean>;
}

/** Creates the source of signed URLs. */
export function createDownloadUrls(
  icloud: Pick<IcloudClient, 'lookup'>,
  backoff: Backoff,
  clock: Clock,
  { zoneOf, mayFetch }: UrlTools,
): DownloadUrls {
  /** Answers by address: copies of a file share them, and a file has one before it has its place. */
  const known = new Map<string, { answer: SignedUrl | TransferError; at: EpochMs }>();
  const singleLookups = createCallBudget(clock, retryTable.oneUrl);
  const batchLookups = createCallBudget(clock, retryTable.nextUrls);

  const lookup = async (
    files: readonly DownloadableFile[],
    signal: AbortSignal,
  ): Promise<RecordPage | null> => {
    const [first] = files;
    if (!first) return null;
    const names = [...new Set(files.map(({ holder }) => holder))];
    return backoff.run(signal, () => icloud.lookup(zoneOf(first.libraryKey), names, signal));
  };

  const fresh = (key: string): SignedUrl | TransferError | null => {
    const entry = known.get(key);
    return entry && clock.now() - entry.at < retryTable.nextUrls.maxAgeMs ? entry.answer : null;
  };

  return {
    isReady: (file) => fresh(addressOf(file)) !== null,
    async prepare(files, signal) {
      const old = clock.now() - retryTable.nextUrls.maxAgeMs;
      for (const [key, { at }] of known) if (at < old) known.delete(key);
      const unknown = files.filter((file) => file.holder !== '' && !known.has(addressOf(file)));
      const distinct = new Map(unknown.map((file) => [addressOf(file), file])).values();
      const byLibrary = Map.groupBy(distinct, ({ libraryKey }) => libraryKey);
      for (const group of byLibrary.values())
        for (const batch of batchesOf(group, LOOKUP_BATCH)) {
          await batchLookups.take(signal);
          const page = await lookup(batch, signal);
          if (page)
            for (const file of batch)
              known.set(addressOf(file), { answer: findUrl(page, file), at: clock.now() });
        }
    },
    async of(file, signal) {
      const ready = fresh(addressOf(file));
      if (ready instanceof TransferError) {
        // Thrown once; the next attempt requests again.
        known.delete(addressOf(file));
        throw ready;
      }
      if (ready) return permitted(ready, mayFetch);
      await singleLookups.take(signal);
      const page = await lookup([file], signal);
      const answer = page ? findUrl(page, file) : new TransferError('record-refused', 'no answer');
      if (answer instanceof TransferError) throw answer;
      known.set(addressOf(file), { answer, at: clock.now() });
      return permitted(answer, mayFetch);
    },
    forget: (file) => void known.delete(addressOf(file)),
  };
}

/** Names the place of a file's bytes at Apple. */
const addressOf = ({ libraryKey, holder, field }: DownloadableFile): string =>
  `${libraryKey} ${holder} ${field}`;

/** @throws {TransferError} `permission-missing` for a byte host that the user has to permit first */
async function permitted(found: SignedUrl, mayFetch: UrlTools['mayFetch']): Promise<SignedUrl> {
  const host = byteHostOf(found.url);
  const origin = host === null ? null : accessFor(host);
  if (host === null || origin === null || (await mayFetch(origin))) return found;
  throw new TransferError('permission-missing', host, { service: 'browser', facts: { host } });
}

/** Finds the URL of a file in a page of records. @returns an error if the page has none */
function findUrl(page: RecordPage, { holder, field, role }: DownloadableFile): SignedUrl | TransferError {
  const wrong = (code: ErrorCode, detail: string): TransferError =>
    new TransferError(code, detail, { service: 'icloud' });
  const refused = page.unusable.find(({ recordName }) => recordName === holder);
  if (refused) return wrong(refused.isGone ? 'record-gone' : 'record-refused', refused.reason);
  const fields = page.fields.get(holder);
  if (!fields) return wrong('record-refused', 'not in the answer');
  const resource = resourceField(fields, baseOf(field));
  if (!resource) return wrong(missingCode(role), 'the record has no such file now');
  const url = addressField(fields, field);
  if (url === null) return wrong('record-refused', 'no address in the answer');
  if (byteHostOf(url) === null) return refusedHost('icloud', url);
  return { url, checksum: resource.checksum, sizeBytes: resource.sizeBytes };
}
