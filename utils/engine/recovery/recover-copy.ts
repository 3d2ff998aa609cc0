import { type Arrangement, parseArrangement } from '../../domain/layout/arrangement.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import { type EarlierCopy, unreadCopy } from '../../domain/run/earlier-copy.ts';
import type { Run } from '../../domain/run/run.ts';
import { type ErrorCode, remedyOf, TransferError } from '../../errors.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { attemptOptional, MALFORMED_RESPONSE, retryUntilAnswered } from '../flow/call-retry.ts';
import { type FoundManifests, findManifests } from './find-manifest.ts';
import { readManifests } from './read-manifests.ts';
import type { RecoveryTools } from './recovery-tools.ts';

/** Errors after which a plan is shown without an earlier copy. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  'network',
  'offline',
  'rate-limited',
  'service-down',
  'bad-response',
  'list-endless',
]);

/**
 * Looks for the manifests of earlier copies at the destination, as long as no photo has a place in the log. Files that the
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

/** Account and destination of one recovery. */
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
  const found = await findManifests(place, accounts, signal);
  await store.beginRecovery();
  const provedAt = clock.now();
  const [newest] = found.manifests;
  if (!newest) {
    const copy = await withoutManifest(jottacloud, found, signal);
    await store.endRecovery({ of, copy, provedAt }, run.destinationFolder, null);
    await store.changeRun({ earlierCopy: copy });
    return;
  }
  const read = await readManifests(ports, run, { newest, found }, signal);
  const { arrangement } = newest.latest.header;
  const isAdopted = await adopt(tools, run, arrangement, signal);
  const copy = { ...read, isAdopted };
  await store.endRecovery({ of, copy, provedAt }, run.destinationFolder, arrangement);
  await store.changeRun({ earlierCopy: copy });
}

/** Returns what to say of a destination without a manifest that can be used; null for nothing. */
async function withoutManifest(
  jottacloud: Pick<JottacloudClient, 'readFolder'>,
  { problems }: FoundManifests,
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
