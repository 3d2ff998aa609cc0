import { type Arrangement, parseArrangement } from '../../domain/layout/arrangement.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import { type EarlierCopy, type EarlierCopyProblem, unreadCopy } from '../../domain/run/earlier-copy.ts';
import type { Run } from '../../domain/run/run.ts';
import { type ErrorCode, remedyOf, TransferError } from '../../errors.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { RecoveryLog } from '../../ports/recovery/recovery-log.ts';
import type { RunLog } from '../../ports/run-log.ts';
import type { IcloudSession } from '../../icloud/responses/session-responses.ts';
import type { EpochMs } from '../../units.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Backoff } from '../flow/backoff.ts';
import { attemptOptional, MALFORMED_RESPONSE, retryUntilAnswered } from '../flow/call-retry.ts';
import {
  type FoundManifest,
  findManifest,
  type ManifestPart,
  type ManifestPlace,
  readPart,
} from './find-manifest.ts';
import { namePaths, readDestination } from './read-destination.ts';
import { createEntryMemory, type EntryMemory } from './remember-entries.ts';

/** Shortest time between two reports of the progress. */
const REPORT_INTERVAL_MS = 400;

/** Errors after which a plan is shown without an earlier copy. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  'network',
  'offline',
  'rate-limited',
  'service-down',
  'bad-response',
  'list-endless',
]);

/** What recovery needs of its surroundings. */
export interface RecoveryTools {
  ports: Pick<EnginePorts, 'clock' | 'offerArrangement'> & {
    store: RecoveryLog & Pick<RunLog, 'readRun' | 'changeRun'>;
    jottacloud: Pick<JottacloudClient, 'list' | 'readFile' | 'readFolder' | 'readUsername'>;
  };
  /** The backoff of Jottacloud. */
  backoff: Backoff;
  session: Pick<IcloudSession, 'accountNumber'>;
}

/**
 * Looks for the manifest of an earlier copy at the destination, as long as no photo has a place in the log. Files that the
 * manifest names and the destination shows are remembered: they keep their paths, and no byte of them moves. Makes no
 * request once a photo has its place, and one if there is no manifest.
 *
 * Nothing of it counts before its end: after a death it begins again. A plan does not wait for it while Jottacloud does
 * not answer; a confirmed run does.
 *
 * @throws {TransferError} errors that need a person, for a confirmed run
 */
export async function recoverCopy(tools: RecoveryTools, run: Run, signal: AbortSignal): Promise<void> {
  const { ports, backoff } = tools;
  const { store, clock, jottacloud } = ports;
  const { isEmpty, recovery } = await store.readRecovery();
  if (!isEmpty) return;
  const calls = { backoff, clock };
  let of: string | null = null;
  try {
    const username = await retryUntilAnswered(calls, signal, () => jottacloud.readUsername());
    of = JSON.stringify([username, run.destinationFolder]);
    if (recovery?.of === of) {
      if (recovery.copy && !run.earlierCopy) await store.changeRun({ earlierCopy: recovery.copy });
      return;
    }
    const target = { run, username, of };
    const attempt = (): Promise<void> => recoverOnce(tools, target, signal);
    if (run.isConfirmed) return await retryUntilAnswered(calls, signal, attempt);
    const outcome = await attemptOptional(calls, signal, attempt, TRANSIENT);
    if ('error' in outcome) throw outcome.error;
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError)) throw error;
    const isHopeless = MALFORMED_RESPONSE.has(error.code) || remedyOf(error.code) === 'nobody';
    if (isHopeless && of !== null) return endUnread(tools, of);
    if (run.isConfirmed) throw error;
    await store.changeRun({ earlierCopy: null });
  }
}

/** What a recovery is for. */
interface Target {
  run: Run;
  /** The user at Jottacloud. */
  username: string;
  /** Account and destination as one text. */
  of: string;
}

/** Looks for a manifest and uses it, from the beginning. */
async function recoverOnce(
  tools: RecoveryTools,
  { run, username, of }: Target,
  signal: AbortSignal,
): Promise<void> {
  const { ports, session } = tools;
  const { store, clock, jottacloud } = ports;
  const place = { jottacloud, destinationFolder: run.destinationFolder };
  const accounts = { apple: session.accountNumber, jottacloud: username };
  const found = await findManifest(place, accounts, signal);
  await store.beginRecovery();
  const provedAt = clock.now();
  const [latest] = found.bases;
  if (!latest) {
    const copy = await withoutManifest(jottacloud, found, signal);
    await store.endRecovery({ of, copy, provedAt }, run.destinationFolder, null);
    await store.changeRun({ earlierCopy: copy });
    return;
  }
  const read = await readManifest(tools, run, found, signal);
  const isAdopted = await adopt(tools, run, latest.header.arrangement, signal);
  const copy = { ...read, isAdopted };
  await store.endRecovery({ of, copy, provedAt }, run.destinationFolder, latest.header.arrangement);
  await store.changeRun({ earlierCopy: copy });
}

/** Returns what to say of a destination without a manifest that can be used; null for nothing. */
async function withoutManifest(
  jottacloud: Pick<JottacloudClient, 'readFolder'>,
  { problems }: FoundManifest,
  signal: AbortSignal,
): Promise<EarlierCopy | null> {
  if (problems.length > 0) return { ...unreadCopy, status: 'unusable', problems };
  const archive = await jottacloud.readFolder([], signal);
  return archive && archive.folders.length + archive.files > 0 ? { ...unreadCopy, status: 'none' } : null;
}

async function endUnread({ ports: { store, clock } }: RecoveryTools, of: string): Promise<void> {
  const copy: EarlierCopy = { ...unreadCopy, status: 'unusable', problems: ['unread'] };
  await store.beginRecovery();
  await store.endRecovery({ of, copy, provedAt: clock.now() }, '', null);
  await store.changeRun({ earlierCopy: copy });
}

/** Reads a manifest, its latest parts first, and remembers the files that the destination shows. */
async function readManifest(
  { ports: { store, clock, jottacloud } }: RecoveryTools,
  { destinationFolder }: Run,
  { bases, segments, problems }: FoundManifest,
  signal: AbortSignal,
): Promise<EarlierCopy> {
  const { hasNames = true, salt = '' } = bases[0]?.header ?? {};
  const listing = { jottacloud, destinationFolder, salt: hasNames ? null : salt };
  let reportedAt = -Infinity;
  const report = async (files: number): Promise<void> => {
    if (clock.now() - reportedAt < REPORT_INTERVAL_MS) return;
    reportedAt = clock.now();
    await store.changeRun({ earlierCopy: { ...unreadCopy, files } });
  };
  await report(0);
  const memory = createEntryMemory(store, await readDestination(listing, () => report(0), signal));
  const reader = { place: { jottacloud, destinationFolder }, memory, onRead: report };
  const newestFirst = segments.toSorted().toReversed();
  const found = new Set<EarlierCopyProblem>(problems);
  let writtenAt: EpochMs | null = null;
  for (const base of bases) {
    const ends: PartEnd[] = [];
    for (const name of newestFirst)
      ends.push(await readEntries(reader, { ...base, name }, 'segment', signal));
    const end = await readEntries(reader, base, 'base', signal);
    for (const { header } of [...ends, end])
      if (header && header.writtenAt > (writtenAt ?? 0)) writtenAt = header.writtenAt;
    if ([...ends, end].some(({ isWhole }) => !isWhole)) found.add('damaged');
    if (end.isWhole) break;
  }
  await memory.end();
  if (!hasNames) await namePaths({ ...listing, salt }, store, signal);
  const { counts } = memory;
  const status = counts.files > 0 || found.size === 0 ? 'known' : 'unusable';
  return { ...unreadCopy, ...counts, status, writtenAt, problems: [...found] };
}

/** How a part of a manifest ended. `header` null: none of its entries were used. */
interface PartEnd {
  header: ManifestPart['header'] | null;
  isWhole: boolean;
}

/** Reads the entries of one part of the manifest, if it belongs to the generation of a base. */
function readEntries(
  reader: { place: ManifestPlace; memory: EntryMemory; onRead(files: number): Promise<void> },
  { name, header: { id, generation } }: ManifestPart,
  kind: 'base' | 'segment',
  signal: AbortSignal,
): Promise<PartEnd> {
  const { place, memory, onRead } = reader;
  return readPart(place, name, signal, async ({ header, entries }) => {
    if (!header) return { header: null, isWhole: false };
    if (header.id !== id || header.generation !== generation) return { header: null, isWhole: true };
    memory.beginPart(kind);
    const batches = entries();
    for (;;) {
      const { done, value } = await batches.next();
      if (done) {
        memory.endPart();
        return { header, isWhole: value.kind === 'complete' };
      }
      await memory.add(value);
      await onRead(memory.counts.files);
    }
  });
}

/**
 * Takes over the arrangement of an earlier copy, if the person has not chosen one in this browser and has seen no plan.
 * The language of our own folders is always taken over, so that no destination mixes two.
 *
 * @returns true if the arrangement has changed
 */
async function adopt(
  { ports: { store, offerArrangement } }: RecoveryTools,
  { id, plan, destinationFolder }: Run,
  earlier: Arrangement,
  signal: AbortSignal,
): Promise<boolean> {
  if (plan) return false;
  const isTaken = await offerArrangement(earlier, signal);
  const run = await store.readRun();
  if (run?.id !== id) return false;
  const { folderLanguage: _, ...own } = run.arrangement;
  const { folderLanguage } = earlier;
  const isSamePlace =
    placementOf({ destinationFolder, arrangement: earlier }) ===
    placementOf({ destinationFolder, arrangement: own });
  if (isTaken) await store.adoptArrangement(earlier, id);
  else if (isSamePlace)
    await store.adoptArrangement({ ...own, ...(folderLanguage && { folderLanguage }) }, id);
  return isTaken && !isSameArrangement(own, earlier);
}

/** Compares all but the language of our own folders. */
const isSameArrangement = (one: Arrangement, other: Arrangement): boolean =>
  [one, other]
    .map((arrangement) => JSON.stringify({ ...parseArrangement(arrangement), folderLanguage: null }))
    .every((text, _, [first]) => text === first);
