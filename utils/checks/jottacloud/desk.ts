import { createContentHash } from '../../engine/transfer/content-hash.ts';
import { createJottacloudClient, type JottacloudClient } from '../../jottacloud/client.ts';
import { allocatePath } from '../../jottacloud/jfs-path.ts';
import type { FileToStore } from '../../jottacloud/requests.ts';
import type { Allocation, StoredContent } from '../../jottacloud/responses/responses.ts';
import { relativePath } from '../../units.ts';
import { type JottacloudContext, runFolder } from './context.ts';
import { countAnswers, createWitness, describeAnswers, type SeenAnswer } from './witness.ts';

/** The product's client for one check, with a look at what it receives. */
export interface Desk {
  client: JottacloudClient;
  readonly answers: readonly SeenAnswer[];
  /** Jottacloud refused `conflict_handler`, and took the same without it. */
  readonly isHandlerRefused: boolean;
  /** Puts what was found and the shapes of all answers in one line. */
  tell(found: string): string;
  /** The same without the fields of successes. */
  tellShort(found: string): string;
}

/** @param handler `left out`: allocate without `conflict_handler`, as most clients do */
export function openDesk(context: JottacloudContext, handler: 'sent' | 'left out' = 'sent'): Desk {
  const witness = createWitness(context.fetch, context.sendBody);
  let isHandlerRefused = false;
  const memory = {
    refusesHandler: async () => handler === 'left out',
    saveRefusesHandler: async () => void (isHandlerRefused = true),
  };
  return {
    client: createJottacloudClient(witness.fetch, witness.sendBody, context.tokens, memory),
    answers: witness.answers,
    get isHandlerRefused() {
      return isHandlerRefused;
    },
    tell: (found) => [found, describeAnswers(witness.answers)].filter(Boolean).join('. '),
    tellShort: (found) => `${found}. ${countAnswers(witness.answers)}`,
  };
}

/** A small file of a check. */
export interface CheckFile {
  bytes: Uint8Array<ArrayBuffer>;
  wanted: FileToStore;
  /** Below the mountpoint. */
  segments: string[];
}

/** @param content what the bytes are made of, together with the run: nothing else in the world has them */
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
  const { md5 } = hash.finish();
  return {
    bytes,
    wanted: { path, sizeBytes, md5, takenAt: context.startedAt, replaces: false },
    segments: [...folder.split('/'), ...name.split('/')],
  };
}

/** An allocation that wants bytes. */
export type Upload = Extract<Allocation, { kind: 'upload' }>;

/** Sends a whole file to where an allocation says. @returns what Jottacloud has then; null if it wants more */
export async function sendWhole(
  { client }: Desk,
  { bytes, wanted: { sizeBytes } }: CheckFile,
  { uploadUrl }: Upload,
  signal: AbortSignal,
): Promise<StoredContent | null> {
  const result = await client.sendPart({ uploadUrl, start: 0, sizeBytes }, bytes, () => undefined, signal);
  return result.kind === 'complete' ? result.content : null;
}

/** What came of a file that Jottacloud cannot have had before. */
export type StoreOutcome = 'proved' | 'known already' | 'wants more' | 'other content';

/** Stores a file as a copy does: allocate, bytes, and the checksum in the answer. */
export async function store(desk: Desk, file: CheckFile, signal: AbortSignal): Promise<StoreOutcome> {
  const allocation = await desk.client.allocate(file.wanted, signal);
  if (allocation.kind === 'stored') return 'known already';
  const content = await sendWhole(desk, file, allocation, signal);
  if (!content) return 'wants more';
  return isContentOf(file, content) ? 'proved' : 'other content';
}

/** Whether Jottacloud has exactly the bytes of a file. */
export const isContentOf = ({ wanted }: CheckFile, content: StoredContent | null): boolean =>
  content?.md5 === wanted.md5 && content.sizeBytes === wanted.sizeBytes;
