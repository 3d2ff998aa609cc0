import { retryTable } from '../../../domain/retry/retry-table.ts';
import { type ErrorCode, InvariantError, TransferError } from '../../../errors.ts';
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

/** Dependencies of the cache, beside calls to Apple. */
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
  const answers = createAnswers(clock);
  /** Lookups under way, by address: nobody asks for the same twice. */
  const underWay = new Map<string, Promise<void>>();
  const singleLookups = createCallBudget(clock, retryTable.oneUrl);
  const batchLookups = createCallBudget(clock, retryTable.nextUrls);

  /** Looks up files of one library. */
  const lookUp = async (files: readonly DownloadableFile[], signal: AbortSignal): Promise<void> => {
    const libraryKey = files[0]?.libraryKey ?? '';
    const names = [...new Set(files.map(({ holder }) => holder))];
    const page = await backoff.run(signal, () => icloud.lookup(zoneOf(libraryKey), names, signal));
    for (const file of files) answers.add(file, findUrl(page, file));
  };
  const lookUpNext = (files: readonly DownloadableFile[], signal: AbortSignal): Promise<void> => {
    const looking = batchLookups
      .take(signal)
      .then(() => lookUp(files, signal))
      .finally(() => {
        for (const file of files) underWay.delete(addressOf(file));
      });
    for (const file of files) underWay.set(addressOf(file), looking);
    return looking;
  };

  return {
    isReady: (file) => answers.of(file) !== null,
    async prepare(files, signal) {
      answers.dropOld();
      const others = new Set(files.flatMap((file) => underWay.get(addressOf(file)) ?? []));
      const wanted = files.filter(
        (file) => file.holder !== '' && !answers.has(file) && !underWay.has(addressOf(file)),
      );
      const distinct = new Map(wanted.map((file) => [addressOf(file), file])).values();
      for (const group of Map.groupBy(distinct, ({ libraryKey }) => libraryKey).values())
        for (const batch of batchesOf(group, LOOKUP_BATCH)) await lookUpNext(batch, signal);
      await Promise.all(others);
    },
    async of(file, signal) {
      // A failed batch says nothing about this file.
      await underWay.get(addressOf(file))?.catch(() => undefined);
      if (answers.of(file) === null) {
        await singleLookups.take(signal);
        await lookUp([file], signal);
      }
      const answer = answers.of(file);
      if (answer === null) throw new InvariantError('the answer to a lookup is missing');
      if (!(answer instanceof TransferError)) return permitted(answer, mayFetch);
      // Thrown once; the next attempt requests again.
      answers.drop(file);
      throw answer;
    },
    forget: (file) => answers.drop(file),
  };
}

/** Keeps Apple's answers about files for as long as they may be used. */
function createAnswers(clock: Clock) {
  /** By address: copies of a file share an answer, and a file has one before it has its place. */
  const known = new Map<string, { answer: SignedUrl | TransferError; at: EpochMs }>();
  const isOld = ({ at }: { at: EpochMs }): boolean => clock.now() - at >= retryTable.nextUrls.maxAgeMs;
  return {
    has: (file: DownloadableFile) => known.has(addressOf(file)),
    add: (file: DownloadableFile, answer: SignedUrl | TransferError) =>
      void known.set(addressOf(file), { answer, at: clock.now() }),
    of(file: DownloadableFile): SignedUrl | TransferError | null {
      const entry = known.get(addressOf(file));
      return entry && !isOld(entry) ? entry.answer : null;
    },
    drop: (file: DownloadableFile) => void known.delete(addressOf(file)),
    dropOld() {
      for (const [address, entry] of known) if (isOld(entry)) known.delete(address);
    },
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
