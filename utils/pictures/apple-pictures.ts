import { isJpeg, latestRank, type PictureAnswer, type PictureRef } from '../domain/picture/small-picture.ts';
import { retryTable } from '../domain/retry/retry-table.ts';
import { type ErrorCode, TransferError } from '../errors.ts';
import { readSmallFile } from '../http/read-small-file.ts';
import { busyError, type Fetch, send } from '../http/send.ts';
import { accessFor, byteHostOf } from '../icloud/hosts.ts';
import type { Picture } from '../icloud/responses/picture-responses.ts';
import type { PictureSource } from '../icloud/session/picture-source.ts';
import { isPersonal, libraryKey } from '../icloud/zone.ts';
import type { FindPhotos, PhotoAtApple } from '../ports/listed.ts';
import { createPictureBudget } from './picture-budget.ts';
import { createPictureCache } from './picture-cache.ts';

/** Apple's small pictures have about 30 KB; a larger file is something else. */
const MAX_BYTES = 512 * 1024;
/** Pictures that are downloaded at a time: few, because the copy needs the link. */
const LANES = 2;
/** Answers of a busy service. */
const BUSY: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'service-down', 'icloud-refused']);

const { busyMs, waitMs } = retryTable.picture;

/** Dependencies of reading small pictures. */
export interface PictureTools {
  find: FindPhotos;
  source: Pick<PictureSource, 'readLibraries' | 'readNewest' | 'lookUpPictures'>;
  fetch: Fetch;
  /** Whether the browser permits requests to this origin. */
  mayFetch(origin: string): Promise<boolean>;
  /** When the copy may ask Apple again, in ms since 1970; 0: it does not wait. Pictures wait with it. */
  copyWaitsUntil(): number;
  /** Bytes per second that a running copy receives from Apple; 0: none runs. */
  copySpeed(): number;
  now(): number;
}

/** Apple's own small JPEGs, for our pages. Every kind of photo and every video has one. */
export interface ApplePictures {
  /**
   * Reads some pictures, in one lookup for each library. Signed URLs and errors stay inside.
   *
   * @param find finds photos of another log than the current one. Its references differ from those of every other log.
   */
  read(refs: readonly PictureRef[], find?: FindPhotos): Promise<PictureAnswer[]>;
}

/** A picture in memory; without bytes: Apple has none. */
interface KeptPicture {
  base64: string | null;
  durationMs: number;
}

/**
 * Creates the reader. It answers one request after the other, keeps the latest pictures in memory, and pauses when a
 * service is busy. Decision: docs/decisions/012-small-pictures.md.
 */
export function createApplePictures(tools: PictureTools): ApplePictures {
  const never = new AbortController().signal;
  const cache = createPictureCache<KeptPicture>();
  const budget = createPictureBudget(tools.now);
  let pausedUntil = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const isBusy = error instanceof TransferError && BUSY.has(error.code);
      pausedUntil = tools.now() + (isBusy ? (error.retryAfterMs ?? busyMs) : waitMs);
    }
  };
  const isPaused = (): boolean => tools.now() < Math.max(pausedUntil, tools.copyWaitsUntil());

  const download = async (found: ReadonlyMap<PictureRef, Picture>): Promise<void> => {
    const queue = [...found];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next && !isPaused(); next = queue.shift()) {
        const [ref, { thumbUrl, durationMs }] = next;
        await attempt(async () => {
          const bytes = thumbUrl === null ? null : await readJpeg(thumbUrl, tools, never);
          budget.spend(bytes?.length ?? 0);
          cache.set(ref, { base64: bytes && bytes.toBase64(), durationMs });
        });
      }
    };
    await Promise.all(Array.from({ length: LANES }, work));
  };

  const readMissing = async (refs: readonly PictureRef[], find: FindPhotos): Promise<void> => {
    const latest = refs.filter((ref) => latestRank(ref) !== null);
    const ofLog = refs.filter((ref) => latestRank(ref) === null);
    if (latest.length > 0) await attempt(async () => download(await findLatest(latest, tools, never)));
    if (ofLog.length === 0) return;
    const photos = await find(ofLog);
    for (const ref of ofLog) if (!photos.has(ref)) cache.set(ref, { base64: null, durationMs: 0 });
    for (const group of Map.groupBy(photos, ([, { zone }]) => libraryKey(zone)).values()) {
      if (isPaused()) return;
      await attempt(async () => download(await lookUp(new Map(group), tools, never)));
    }
  };

  const answer = async (refs: readonly PictureRef[], find: FindPhotos): Promise<PictureAnswer[]> => {
    const missing = refs.filter((ref) => cache.get(ref) === undefined);
    const now = isPaused() ? [] : missing.slice(0, budget.pictures(tools.copySpeed()));
    if (now.length > 0) await readMissing(now, find);
    return refs.map((ref): PictureAnswer => {
      const picture = cache.get(ref);
      if (picture === undefined) return { ref, kind: 'later', isSoon: !isPaused() && !now.includes(ref) };
      const { base64, durationMs } = picture;
      return base64 === null ? { ref, kind: 'none' } : { ref, kind: 'jpeg', base64, durationMs };
    });
  };

  return {
    read(refs, find = tools.find) {
      const result = turn.then(() => answer(refs, find));
      turn = result.catch(() => undefined);
      return result;
    },
  };
}

/** Looks up photos of one library. A photo that Apple no longer has gets a picture without a URL. */
async function lookUp(
  photos: ReadonlyMap<PictureRef, PhotoAtApple>,
  { source }: PictureTools,
  signal: AbortSignal,
): Promise<ReadonlyMap<PictureRef, Picture>> {
  const [first] = photos.values();
  if (!first) return new Map();
  const names = [...photos.values()].flatMap(({ assetName, masterName }) => [assetName, masterName]);
  const pictures = await source.lookUpPictures(first.zone, [...new Set(names)], signal);
  const byAsset = new Map(pictures.map((picture) => [picture.assetName, picture]));
  return new Map(
    [...photos].map(([ref, { assetName }]) => [
      ref,
      byAsset.get(assetName) ?? { assetName, capturedAt: null, thumbUrl: null, durationMs: 0 },
    ]),
  );
}

async function findLatest(
  refs: readonly PictureRef[],
  { source }: PictureTools,
  signal: AbortSignal,
): Promise<ReadonlyMap<PictureRef, Picture>> {
  const zone = (await source.readLibraries(signal)).find(({ zoneName }) => isPersonal(zoneName));
  if (!zone) return new Map();
  const ranks = refs.map((ref) => latestRank(ref) ?? 0);
  const newest = await source.readNewest(zone, Math.max(...ranks) + 1, signal);
  return new Map(
    refs.flatMap((ref, at) => {
      const picture = newest[ranks[at] ?? 0];
      return picture ? [[ref, picture]] : [];
    }),
  );
}

/**
 * Downloads one picture.
 *
 * @returns null for anything but a small JPEG, and for a host that the user has not permitted
 * @throws {TransferError} `network`, `rate-limited`, `service-down`
 */
async function readJpeg(
  url: string,
  { fetch, mayFetch }: PictureTools,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const host = byteHostOf(url);
  const origin = host === null ? null : accessFor(host);
  if (host === null || (origin !== null && !(await mayFetch(origin)))) return null;
  const service = 'icloud-bytes';
  const response = await send(fetch, { service, url, init: { method: 'GET' }, signal });
  const busy = busyError(response.status, response.headers.get('Retry-After'), service);
  if (busy || !response.ok) await response.body?.cancel().catch(() => undefined);
  if (busy) throw busy;
  if (!response.ok) return null;
  const bytes = await readSmallFile(response, service, MAX_BYTES, signal);
  return bytes && isJpeg(bytes) ? bytes : null;
}
