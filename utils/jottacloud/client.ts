import { TransferError } from '../errors.ts';
import type { FolderLevel } from '../domain/layout/folder-level.ts';
import { type Bytes, sizeOf } from '../http/bytes.ts';
import { readChunks } from '../http/read-chunks.ts';
import { readStart } from '../http/read-start.ts';
import { type Fetch, send } from '../http/send.ts';
import { type ConflictMemory, createConflictHandling } from './conflict-handler.ts';
import { isNothingThere, jottacloudError, readingError } from './errors.ts';
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
    async readFolder(segments, signal) {
      const response = await openListing({ fetch, getToken }, { segments }, signal);
      return response && readFolderLevel(readChunks(response, 'jottacloud', FOLDER_TIMEOUT_MS, signal));
    },
    async *list(folder, signal, onUnreadable) {
      const wanted = { segments: folder.split('/'), isRecursive: true };
      const response = await openListing({ fetch, getToken }, wanted, signal);
      if (response)
        yield* readListStream(readChunks(response, 'jottacloud', LIST_IDLE_MS, signal), onUnreadable);
    },
  };
}

/** Returns Jottacloud's description of a path; null where nothing is. */
async function describe(call: TextCall, segments: string[], signal: AbortSignal): Promise<string | null> {
  try {
    return await call(({ username }) => buildRead(jfsAddress(username, ...segments)), signal);
  } catch (error) {
    if (error instanceof TransferError && error.code === 'not-at-destination') return null;
    throw error;
  }
}

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

/** Requests the listing of a folder; null if the folder does not exist. */
function openListing(
  { fetch, getToken }: { fetch: Fetch; getToken: GetToken },
  { segments, isRecursive = false }: { segments: string[]; isRecursive?: boolean },
  signal: AbortSignal,
): Promise<Response | null> {
  return withToken(getToken, CALL_LIFE_MS, async (token) => {
    const url = `${jfsAddress(token.username, ...segments)}${isRecursive ? '?mode=liststream' : ''}`;
    const init = { method: 'GET', headers: authorization(token) };
    const timeoutMs = isRecursive ? LIST_HEAD_TIMEOUT_MS : FOLDER_TIMEOUT_MS;
    const answer = await send(fetch, { service: 'jottacloud', url, init, signal }, timeoutMs);
    if (answer.ok) return answer;
    const body = await readStart(answer, MAX_ERROR_BYTES, 'jottacloud', signal);
    if (isNothingThere(answer.status, body)) return null;
    throw readingError(answer.status, answer.headers.get('Retry-After'), body);
  });
}
