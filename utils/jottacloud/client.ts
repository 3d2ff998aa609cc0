import { TransferError } from '../errors.ts';
import { type Bytes, sizeOf } from '../http/bytes.ts';
import { readChunks } from '../http/read-chunks.ts';
import { readStart } from '../http/read-start.ts';
import { type ConflictMemory, createConflictHandling } from './conflict-handler.ts';
import { type Fetch, send, sendForText } from '../http/send.ts';
import { isNothingThere, jottacloudError, readingError } from './errors.ts';
import { jfsAddress, segmentsOfAllocatePath } from './jfs-path.ts';
import { parseRoom, parseStoredFile, type Room } from './responses/jfs-responses.ts';
import { type ListedFile, readListStream } from './responses/list-stream.ts';
import {
  buildAccountRoot,
  buildAllocate,
  buildCustomer,
  buildMakeFolder,
  type FileToStore,
  type JottacloudRequest,
} from './requests.ts';
import {
  type Allocation,
  type Customer,
  parseAllocation,
  parseCustomer,
  parseUploaded,
  type StoredContent,
} from './responses/responses.ts';
import { isServiceAddress } from './hosts.ts';
import { type Tokens, type UsableToken, withToken } from './sign-in/with-token.ts';
import { parseXml } from './responses/xml.ts';

/** Sends a body with its length and tells how much of it went. */
export type SendBody = (
  request: { url: string; headers: Record<string, string>; body: Bytes },
  onSent: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<{ status: number; body: string; retryAfter: string | null }>;

/** Life that a token must have left before a body is started. Source: docs/jottacloud.md 1.4. */
const BODY_LIFE_MS = 10 * 60_000;
const CALL_LIFE_MS = 60_000;
/** Large trees were seen to take a quarter of an hour before the listing begins or goes on. Source: docs/jottacloud.md 2.5. */
const LIST_HEAD_TIMEOUT_MS = 20 * 60_000;
const LIST_IDLE_MS = 20 * 60_000;
/** So much of an error in place of a listing is read. */
const ERROR_BYTES = 4_096;

/** What Jottacloud did with a part: has it all, or wants more (ask with allocate from where). */
type PartResult = { kind: 'complete'; content: StoredContent } | { kind: 'incomplete' };

/** Stores and lists files; deletes, moves and overwrites nothing. All calls throw {@link TransferError}. */
export interface JottacloudClient {
  readCustomer(signal: AbortSignal): Promise<Customer>;
  readRoom(signal: AbortSignal): Promise<Room>;
  /** User name of the account that everything goes to. */
  readUsername(): Promise<string>;
  /** @throws `name-taken` if other content, or the very same, is at the path already */
  allocate(file: FileToStore, signal: AbortSignal): Promise<Allocation>;
  /** Sends bytes from `start` on; `part` may end before the file does. */
  sendPart(
    target: { uploadUrl: string; start: number; sizeBytes: number },
    part: Bytes,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<PartResult>;
  /** Makes a folder, with all above it; one that is there stays as it is. */
  makeFolder(segments: string[], signal: AbortSignal): Promise<void>;
  /** What is stored at a path below the mountpoint; null for nothing complete. */
  readStored(segments: string[], signal: AbortSignal): Promise<StoredContent | null>;
  /** Returns what is at a path below the mountpoint, as Jottacloud names it, e.g. `folder`; null for nothing. */
  readKind(segments: string[], signal: AbortSignal): Promise<string | null>;
  /** A small file, as text. */
  readText(segments: string[], signal: AbortSignal): Promise<string>;
  /**
   * All complete files below a folder; none if it does not exist.
   *
   * @param onUnreadable there is one whose name cannot be told
   */
  list(folder: string, signal: AbortSignal, onUnreadable?: () => void): AsyncGenerator<ListedFile>;
}

/** What a client that stores nothing needs to remember. */
const noMemory: ConflictMemory = {
  refusesHandler: async () => false,
  saveRefusesHandler: async () => undefined,
};

/** @param fetch for calls; @param sendBody for bytes: a client knows HTTP and nothing of where it runs */
export function createJottacloudClient(
  fetch: Fetch,
  sendBody: SendBody,
  tokens: Tokens,
  memory = noMemory,
): JottacloudClient {
  const handlingConflicts = createConflictHandling(memory);
  const authorization = ({ value }: UsableToken): Record<string, string> => ({
    Authorization: `Bearer ${value}`,
  });

  const text = (build: (token: UsableToken) => JottacloudRequest, signal: AbortSignal): Promise<string> =>
    withToken(tokens, CALL_LIFE_MS, async (token) => {
      const { url, init } = build(token);
      const headers = { ...init.headers, ...authorization(token) };
      const answer = await sendForText(fetch, {
        service: 'jottacloud',
        url,
        init: { ...init, headers },
        signal,
      });
      if (answer.ok) return answer.text;
      throw init.method === 'GET'
        ? readingError(answer.status, answer.retryAfter, answer.text)
        : jottacloudError(answer.status, answer.retryAfter, answer.text, 'name-refused');
    });
  const get = (url: string): JottacloudRequest => ({ url, init: { method: 'GET', headers: {} } });
  /** Returns what Jottacloud says of a path; null where nothing is there. */
  const describe = async (segments: string[], signal: AbortSignal): Promise<string | null> => {
    try {
      return await text(({ username }) => get(jfsAddress(username, ...segments)), signal);
    } catch (error) {
      if (error instanceof TransferError && error.code === 'not-at-destination') return null;
      throw error;
    }
  };

  return {
    readCustomer: async (signal) => parseCustomer(await text(buildCustomer, signal)),
    readUsername: async () => (await tokens(CALL_LIFE_MS, null)).username,
    readRoom: async (signal) => parseRoom(await text(({ username }) => buildAccountRoot(username), signal)),
    async allocate(file, signal) {
      const { username } = await tokens(CALL_LIFE_MS, null);
      const answer = await handlingConflicts(username, {
        withHandler: () => text(() => buildAllocate(file), signal),
        withoutHandler: () => text(() => buildAllocate(file, false), signal),
        look: async () => {
          const there = file.replaces
            ? null
            : await this.readStored(segmentsOfAllocatePath(file.path), signal);
          if (there && (there.md5 !== file.md5 || there.sizeBytes !== file.sizeBytes))
            throw new TransferError('name-taken', 'another file is at the path', { service: 'jottacloud' });
        },
      });
      return parseAllocation(answer, file.sizeBytes);
    },
    sendPart: ({ uploadUrl, start, sizeBytes }, part, onSent, signal) =>
      withToken(tokens, BODY_LIFE_MS, async (token) => {
        if (!isServiceAddress(uploadUrl, [token.service]))
          throw new TransferError('bad-response', 'the upload address is of another service', {
            service: 'jottacloud',
          });
        const end = start + sizeOf(part);
        const isWhole = start === 0 && end === sizeBytes;
        const headers = {
          ...authorization(token),
          'Content-Type': 'application/octet-stream',
          ...(!isWhole && { Range: `bytes=${start}-${end - 1}` }),
        };
        const reply = await sendBody({ url: uploadUrl, headers, body: part }, onSent, signal);
        const isTaken = reply.status >= 200 && reply.status < 300;
        // Whether a part that is not the last is always answered 420 is unknown: what is missing is allocate's word.
        if (isTaken && end < sizeBytes) return { kind: 'incomplete' };
        if (isTaken) return { kind: 'complete', content: parseUploaded(reply.body) };
        const error = jottacloudError(reply.status, reply.retryAfter, reply.body);
        if (error.code === 'upload-incomplete') return { kind: 'incomplete' };
        throw error;
      }),
    makeFolder: async (segments, signal) => {
      await text(({ username }) => buildMakeFolder(jfsAddress(username, ...segments)), signal);
    },
    readStored: async (segments, signal) => {
      const answer = await describe(segments, signal);
      return answer === null ? null : parseStoredFile(answer);
    },
    readKind: async (segments, signal) => {
      const answer = await describe(segments, signal);
      return answer === null ? null : parseXml(answer).name;
    },
    readText: (segments, signal) =>
      text(({ username }) => get(`${jfsAddress(username, ...segments)}?mode=bin`), signal),
    async *list(folder, signal, onUnreadable) {
      const response = await withToken(tokens, CALL_LIFE_MS, async (token) => {
        const url = `${jfsAddress(token.username, ...folder.split('/'))}?mode=liststream`;
        const init = { method: 'GET', headers: authorization(token) };
        const answer = await send(fetch, { service: 'jottacloud', url, init, signal }, LIST_HEAD_TIMEOUT_MS);
        if (answer.ok) return answer;
        const why = await readStart(answer, ERROR_BYTES, 'jottacloud', signal);
        if (isNothingThere(answer.status, why)) return null;
        throw readingError(answer.status, answer.headers.get('Retry-After'), why);
      });
      if (response)
        yield* readListStream(readChunks(response, 'jottacloud', LIST_IDLE_MS, signal), onUnreadable);
    },
  };
}
