import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import { createContentHash } from '../../engine/transfer/content-hash.ts';
import { createJottacloudClient, type JottacloudClient } from '../../jottacloud/client.ts';
import { allocatePath } from '../../jottacloud/jfs-path.ts';
import type { FileToStore } from '../../jottacloud/requests.ts';
import type { Allocation, StoredContent } from '../../jottacloud/responses/responses.ts';
import { relativePath } from '../../units.ts';
import { type JottacloudContext, runFolder } from './context.ts';
import { countAnswers, createAnswerRecorder, describeAnswers, type SeenAnswer } from './answer-recorder.ts';

/** The product's client for one check, with a record of the responses that it receives. */
export interface ObservedClient {
  client: JottacloudClient;
  readonly answers: readonly SeenAnswer[];
  /** Jottacloud refused `conflict_handler` and accepted the same request without it. */
  readonly isHandlerRefused: boolean;
  /** Joins a finding and the shapes of all responses in one line. */
  describe(found: string): string;
  /** Does the same without the fields of successes. */
  summarize(found: string): string;
}

/** Creates an observed client. @param handler `left out`: allocate without `conflict_handler`, as most clients do */
export function observeClient(
  context: JottacloudContext,
  handler: 'sent' | 'left out' = 'sent',
): ObservedClient {
  const recorder = createAnswerRecorder(context.fetch, context.sendBody);
  let isHandlerRefused = false;
  const memory = {
    refusesHandler: async () => handler === 'left out',
    saveRefusesHandler: async () => void (isHandlerRefused = true),
  };
  return {
    client: createJottacloudClient(recorder.fetch, recorder.sendBody, context.tokens, memory),
    answers: recorder.answers,
    get isHandlerRefused() {
      return isHandlerRefused;
    },
    describe: (found) => [found, describeAnswers(recorder.answers)].filter(Boolean).join('. '),
    summarize: (found) => `${found}. ${countAnswers(recorder.answers)}`,
  };
}

/** A small file of a check. */
export interface CheckFile {
  bytes: Uint8Array<ArrayBuffer>;
  wanted: FileToStore;
  /** Path below the mountpoint. */
  segments: string[];
}

/** Creates a small file. @param content makes the bytes unique together with the run: no other file has them */
export async function makeFile(
  context: JottacloudContext,
  name: string,
  sizeBytes: number,
  content = name,
): Promise<CheckFile> {
  const folder = runFolder(context);
  const line = new TextEncoder().encode(`${folder} ${content}\n`);
  const bytes = Uint8Array.from({ length: sizeBytes }, (_, at) => line[at % line.length] ?? 0);
  const hash = await createContentHash();
  hash.update(bytes);
  const path = allocatePath(folder, relativePath(name));
  const { md5 } = await hash.finish();
  return {
    bytes,
    wanted: { path, sizeBytes, md5, takenAt: context.startedAt, replaces: false },
    segments: segmentsBelow(folder, name),
  };
}

/** An allocation that needs bytes. */
export type Upload = Extract<Allocation, { kind: 'upload' }>;

/** Sends a whole file to its allocation. @returns the stored content; null if Jottacloud wants more */
export async function sendWhole(
  { client }: ObservedClient,
  { bytes, wanted: { sizeBytes } }: CheckFile,
  { uploadUrl }: Upload,
  signal: AbortSignal,
): Promise<StoredContent | null> {
  const result = await client.sendPart({ uploadUrl, start: 0, sizeBytes }, bytes, () => undefined, signal);
  return result.kind === 'complete' ? result.content : null;
}

/** Result of storing a file that Jottacloud cannot have had before. */
export type StoreOutcome = 'verified' | 'known already' | 'wants more' | 'other content';

/** Stores a file like a copy does: allocate, send the bytes, compare the checksum in the response. */
export async function store(
  observed: ObservedClient,
  file: CheckFile,
  signal: AbortSignal,
): Promise<StoreOutcome> {
  const allocation = await observed.client.allocate(file.wanted, signal);
  if (allocation.kind === 'stored') return 'known already';
  const content = await sendWhole(observed, file, allocation, signal);
  if (!content) return 'wants more';
  return isContentOf(file, content) ? 'verified' : 'other content';
}

/** Whether Jottacloud has exactly the bytes of a file. */
export const isContentOf = ({ wanted }: CheckFile, content: StoredContent | null): boolean =>
  content?.md5 === wanted.md5 && content.sizeBytes === wanted.sizeBytes;
