import { TransferError } from '../errors.ts';
import type { FolderLevel } from '../domain/layout/folder-level.ts';
import { type Bytes, sizeOf } from '../http/bytes.ts';
import { readChunks } from '../http/read-chunks.ts';
import { readSmallFile } from '../http/read-small-file.ts';
import { readStart } from '../http/read-start.ts';
import { type Fetch, send } from '../http/send.ts';
import { MiB } from '../units.ts';
import { type ConflictMemory, createConflictHandling } from './conflict-handler.ts';
import { jottacloudError, readingError } from './errors.ts';
import { isServiceAddress } from './hosts.ts';
import { jfsAddress, segmentsOfAllocatePath } from './jfs-path.ts';
import {
  buildAccountRoot,
  buildAllocate,
  buildCustomer,
  buildMakeFolder,
  buildRead,
  type FileToStore,
} from './requests.ts';
import { readFolderLevel } from './responses/folder-response.ts';
import { parseQuota, parseStoredFile, type Quota } from './responses/jfs-responses.ts';
import { type ListedFile, readListStream } from './responses/list-stream.ts';
import {
  type Allocation,
  type Customer,
  parseAllocation,
  parseCustomer,
  parseUploaded,
  type StoredContent,
} from './responses/responses.ts';
import { parseXml } from './responses/xml.ts';
import {
  authorization,
  CALL_LIFE_MS,
  createTextCall,
  type GetToken,
  type TextCall,
  withToken,
} from './sign-in/authorized-call.ts';

/** Sends a body with its length and reports how much of it was sent. */
export type SendBody = (
  request: { url: string; headers: Record<string, string>; body: Bytes },
  onSent: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<{ status: number; body: string; retryAfter: string | null }>;

/** Life that a token must have left before an upload starts. Source: docs/jottacloud.md 1.4. */
const BODY_LIFE_MS = 10 * 60_000;
/** A listing of a large tree was seen to take a quarter of an hour to begin or to continue. Source: docs/jottacloud.md 2.5. */
const LIST_HEAD_TIMEOUT_MS = 20 * 60_000;
/** Longest silence within a listing of the whole tree. */
const LIST_IDLE_MS = 20 * 60_000;
/** Longest silence of a listing of one folder, for which a person waits. */
const FOLDER_TIMEOUT_MS = 60_000;
/** A download without a byte for this long is given up. */
const FILE_IDLE_MS = 30_000;
/** Jottacloud's largest sizes of previews are for whole screens; this one is not. Source: docs/jottacloud.md 2.9. */
const PREVIEW = 'mode=thumb&ts=WM';
const MAX_PREVIEW_BYTES = 2 * MiB;
/** Bytes of an error body to read when a listing fails. */
const MAX_ERROR_BYTES = 4_096;

/** Where a part of a file goes, and at which byte it begins. */
interface UploadTarget {
  uploadUrl: string;
  start: number;
  sizeBytes: number;
}

/** Result of sending a part: the file is complete, or Jottacloud wants more. Allocate says from which byte. */
type PartResult = { kind: 'complete'; content: StoredContent } | { kind: 'incomplete' };

/** Stores and lists files. Deletes, moves and overwrites nothing. All calls throw {@link TransferError}. */
export interface JottacloudClient {
  readCustomer(signal: AbortSignal): Promise<Customer>;
  readQuota(signal: AbortSignal): Promise<Quota>;
  /** Returns the user name of the account that everything is stored in. */
  readUsername(): Promise<string>;
  /** Announces a file. @throws `name-taken` if there is a file at the path, with other content or the same */
  allocate(file: FileToStore, signal: AbortSignal): Promise<Allocation>;
  /** Sends bytes from `start` on. `part` may end before the file does. */
  sendPart(
    target: UploadTarget,
    part: Bytes,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<PartResult>;
  /** Creates a folder and its parents. An existing folder stays as it is. */
  makeFolder(segments: string[], signal: AbortSignal): Promise<void>;
  /** Returns the content of the file at a path below the mountpoint; null if no complete file is there. */
  readStored(segments: string[], signal: AbortSignal): Promise<StoredContent | null>;
  /** Returns Jottacloud's name for what is at a path below the mountpoint, e.g. `folder`; null for nothing. */
  readKind(segments: string[], signal: AbortSignal): Promise<string | null>;
  /** Lists one folder below the mountpoint, not what is below it; null if it does not exist. @throws `name-taken` for a file */
  readFolder(segments: string[], signal: AbortSignal): Promise<FolderLevel | null>;
  /** Reads a small file as text. */
  readText(segments: string[], signal: AbortSignal): Promise<string>;
  /** Returns Jottacloud's preview of a file, with whatever bytes it has; null if there is no preview or no file. */
  readPreview(segments: string[], signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Reads a file chunk by chunk, each in the same memory. @throws {TransferError} `not-at-destination` */
  readFile(segments: string[], signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /**
   * Lists all complete files below a folder; none if the folder does not exist.
   *
   * @param onUnreadable called for a file whose name is unreadable
   */
  list(folder: string, signal: AbortSignal, onUnreadable?: () => void): AsyncGenerator<ListedFile>;
}

/** Memory of a client that stores nothing. */
const noMemory: ConflictMemory = {
  refusesHandler: async () => false,
  saveRefusesHandler: async () => undefined,
};

/**
 * Creates a client. It knows HTTP and does not depend on the context that it runs in.
 *
 * @param fetch for calls
 * @param sendBody for uploads
 */
export function createJottacloudClient(
  fetch: Fetch,
  sendBody: SendBody,
  getToken: GetToken,
  memory = noMemory,
): JottacloudClient {
  const allocateSafely = createConflictHandling(memory);
  const call = createTextCall(fetch, getToken);

  return {
    readCustomer: async (signal) => parseCustomer(await call(buildCustomer, signal)),
    readUsername: async () => (await getToken(CALL_LIFE_MS, null)).username,
    readQuota: async (signal) => parseQuota(await call(({ username }) => buildAccountRoot(username), signal)),
    async allocate(file, signal) {
      const { username } = await getToken(CALL_LIFE_MS, null);
      const answer = await allocateSafely(username, {
        withHandler: () => call(() => buildAllocate(file), signal),
        withoutHandler: () => call(() => buildAllocate(file, false), signal),
        assertFree: () => assertFree(call, file, signal),
      });
      return parseAllocation(answer, file.sizeBytes);
    },
    sendPart: (target, part, onSent, signal) =>
      withToken(getToken, BODY_LIFE_MS, async (token) => {
        if (!isServiceAddress(target.uploadUrl, [token.service]))
          throw new TransferError('bad-response', 'the upload address is of another service', {
            service: 'jottacloud',
          });
        const headers = { ...authorization(token), ...partHeaders(target, part) };
        const reply = await sendBody({ url: target.uploadUrl, headers, body: part }, onSent, signal);
        return readPartResult(reply, target.start + sizeOf(part) < target.sizeBytes);
      }),
    makeFolder: async (segments, signal) => {
      await call(({ username }) => buildMakeFolder(jfsAddress(username, ...segments)), signal);
    },
    readStored: (segments, signal) => readStored(call, segments, signal),
    readKind: async (segments, signal) => {
      const answer = await describe(call, segments, signal);
      return answer === null ? null : parseXml(answer).name;
    },
    readText: (segments, signal) =>
      call(({ username }) => buildRead(`${jfsAddress(username, ...segments)}?mode=bin`), signal),
    ...createReaders({ fetch, getToken }),
  };
}

/** Returns Jottacloud's description of a path; null where nothing is. */
const describe = (call: TextCall, segments: string[], signal: AbortSignal): Promise<string | null> =>
  call(({ username }) => buildRead(jfsAddress(username, ...segments)), signal).catch(nullIfMissing);

async function readStored(
  call: TextCall,
  segments: string[],
  signal: AbortSignal,
): Promise<StoredContent | null> {
  const answer = await describe(call, segments, signal);
  return answer === null ? null : parseStoredFile(answer);
}

/**
 * Checks that a file would overwrite no other content. A file that replaces our own may.
 *
 * @throws {TransferError} `name-taken`
 */
async function assertFree(call: TextCall, file: FileToStore, signal: AbortSignal): Promise<void> {
  if (file.replaces) return;
  const there = await readStored(call, segmentsOfAllocatePath(file.path), signal);
  if (there && (there.md5 !== file.md5 || there.sizeBytes !== file.sizeBytes))
    throw new TransferError(
      'name-taken',
      `expected ${file.sizeBytes} bytes with MD5 ${file.md5} at the path, received ${there.sizeBytes} bytes with MD5 ${there.md5}`,
      { service: 'jottacloud' },
    );
}

/** Headers of an upload request. A whole file goes without a range. */
function partHeaders({ start, sizeBytes }: UploadTarget, part: Bytes): Record<string, string> {
  const end = start + sizeOf(part);
  const isWhole = start === 0 && end === sizeBytes;
  return {
    'Content-Type': 'application/octet-stream',
    ...(!isWhole && { Range: `bytes=${start}-${end - 1}` }),
  };
}

/** @param hasMore bytes of the file follow this part */
function readPartResult(
  { status, body, retryAfter }: Awaited<ReturnType<SendBody>>,
  hasMore: boolean,
): PartResult {
  const isTaken = status >= 200 && status < 300;
  // Jottacloud may not answer every part but the last with 420, so allocate decides what is missing.
  if (isTaken && hasMore) return { kind: 'incomplete' };
  if (isTaken) return { kind: 'complete', content: parseUploaded(body) };
  const error = jottacloudError(status, retryAfter, body);
  if (error.code === 'upload-incomplete') return { kind: 'incomplete' };
  throw error;
}

/** Calls whose answers are bytes or long. */
const createReaders = (
  tools: ReadTools,
): Pick<JottacloudClient, 'readFolder' | 'readPreview' | 'readFile' | 'list'> => ({
  async readPreview(segments, signal) {
    const response = await openReading(tools, { segments, query: PREVIEW }, signal).catch(nullIfMissing);
    return response && readSmallFile(response, 'jottacloud', MAX_PREVIEW_BYTES, signal);
  },
  async *readFile(segments, signal) {
    const response = await openReading(tools, { segments, query: 'mode=bin' }, signal);
    yield* readChunks(response, 'jottacloud', FILE_IDLE_MS, signal);
  },
  async readFolder(segments, signal) {
    const target = { segments, query: '', timeoutMs: FOLDER_TIMEOUT_MS };
    const response = await openReading(tools, target, signal).catch(nullIfMissing);
    return response && readFolderLevel(readChunks(response, 'jottacloud', FOLDER_TIMEOUT_MS, signal));
  },
  async *list(folder, signal, onUnreadable) {
    const target = {
      segments: folder.split('/'),
      query: 'mode=liststream',
      timeoutMs: LIST_HEAD_TIMEOUT_MS,
    };
    const response = await openReading(tools, target, signal).catch(nullIfMissing);
    if (response)
      yield* readListStream(readChunks(response, 'jottacloud', LIST_IDLE_MS, signal), onUnreadable);
  },
});

/** The parts of a client that reading needs. */
interface ReadTools {
  fetch: Fetch;
  getToken: GetToken;
}

/** A file or a folder below the mountpoint, and what of it. */
interface ReadTarget {
  segments: string[];
  /** Empty: none. */
  query: string;
  /** Longest wait for the head of the response; default: that of every call. */
  timeoutMs?: number;
}

/** Requests the bytes of a file or the listing of a folder. @throws {TransferError} `not-at-destination` */
function openReading(
  { fetch, getToken }: ReadTools,
  { segments, query, timeoutMs }: ReadTarget,
  signal: AbortSignal,
): Promise<Response> {
  return withToken(getToken, CALL_LIFE_MS, async (token) => {
    const url = jfsAddress(token.username, ...segments) + (query && `?${query}`);
    const init = { method: 'GET', headers: authorization(token) };
    const answer = await send(fetch, { service: 'jottacloud', url, init, signal }, timeoutMs);
    if (answer.ok) return answer;
    const body = await readStart(answer, MAX_ERROR_BYTES, 'jottacloud', signal);
    throw readingError(answer.status, answer.headers.get('Retry-After'), body);
  });
}

/** Returns null for an error that Jottacloud has nothing there; throws any other. */
function nullIfMissing(error: unknown): null {
  if (error instanceof TransferError && error.code === 'not-at-destination') return null;
  throw error;
}
