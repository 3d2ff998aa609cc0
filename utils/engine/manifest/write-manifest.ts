import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import { MANIFEST_VERSION, type ManifestEntry, type ManifestHeader } from '../../domain/manifest/manifest.ts';
import { manifestPath, partOfPath } from '../../domain/manifest/manifest-name.ts';
import {
  type ManifestSettings,
  type ManifestState,
  needsBase,
  withBegun,
  withWritten,
} from '../../domain/manifest/manifest-state.ts';
import type { Run } from '../../domain/run/run.ts';
import { TransferError } from '../../errors.ts';
import { saveOwnFile } from '../../jottacloud/save-own-file.ts';
import { accountHash } from '../../manifest/hashes.ts';
import type { ChangedFiles, ManifestFacts } from '../../ports/destination-index.ts';
import { type EpochMs, epochMs, type RelativePath, relativePath, hexOf } from '../../units.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Backoff } from '../flow/backoff.ts';
import { buildPart, noEntries } from './build-part.ts';
import { allEntries, changedEntries, type EntryForm, keysDoneSince } from './manifest-entries.ts';

/** Dependencies of writing a manifest. */
export interface ManifestTools {
  ports: Pick<EnginePorts, 'store' | 'jottacloud' | 'clock'>;
  /** The backoff of Jottacloud. */
  backoff: Backoff;
  run: Pick<Run, 'destinationFolder' | 'arrangement'>;
}

/** Identifiers that are tried when files of somebody else have the names. */
const MAX_IDS = 3;
/** Confirmed files get their time a moment before the log has them. */
const MARGIN_MS = 60_000;

/**
 * Brings the manifest at the destination up to date: nothing, another segment, or a new base. Only files that still hold
 * what we wrote are replaced, and nothing is deleted. Decision: docs/decisions/018-manifest.md.
 *
 * @returns true if something was written
 * @throws {TransferError} if the list at the destination stays as it was; the next call tries again
 */
export async function writeManifest(
  tools: ManifestTools,
  settings: ManifestSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, clock } = tools.ports;
  if (settings.mode === 'off') return false;
  const hasNames = settings.mode === 'names';
  const coveredTo = epochMs(clock.now() - MARGIN_MS);
  const changed = await store.readChanged();
  const facts = await store.readManifest(tools.run.destinationFolder);
  const known = facts.state;
  if (!known && facts.filesDone === 0) return false;
  const writing: Writing = { tools, settings, facts, coveredTo, upTo: changed.upTo, hasNames };
  let state = known ?? newState(writing);
  const isUpToDate =
    state.generation > 0 &&
    state.changes === changed.upTo &&
    state.hasNames === hasNames &&
    state.placedUnder === facts.placedUnder;
  if (!isUpToDate) {
    state = await writePart(writing, state, await newKeys(tools, state, changed), signal);
    store.forgetChanged(changed.upTo);
  }
  const named = hasNames ? [] : state.named;
  for (const path of named) state = await eraseNames(writing, state, relativePath(path), signal);
  return !isUpToDate || named.length > 0;
}

/** One update of a manifest. */
interface Writing {
  tools: ManifestTools;
  settings: ManifestSettings;
  facts: ManifestFacts;
  coveredTo: EpochMs;
  upTo: number;
  hasNames: boolean;
}

/** Returns a manifest of which nothing is written yet, with a random id: two computers never choose the same. */
function newState({ tools, facts, coveredTo, hasNames }: Writing): ManifestState {
  return {
    id: randomHex(4),
    salt: randomHex(16),
    hasNames,
    coveredTo,
    destinationFolder: tools.run.destinationFolder,
    jottacloudUser: facts.jottacloudUser,
    placedUnder: facts.placedUnder,
    generation: 0,
    baseEntries: 0,
    segmentEntries: 0,
    segments: 0,
    written: {},
    named: [],
    changes: 0,
  };
}

const randomHex = (bytes: number): string => hexOf(crypto.getRandomValues(new Uint8Array(bytes)));

/** Returns the keys of files that no part has yet; null: they cannot be found one by one. */
async function newKeys(
  { ports: { store } }: ManifestTools,
  state: ManifestState,
  { keys, from, upTo }: ChangedFiles,
): Promise<string[] | null> {
  if (state.generation === 0) return null;
  if (from <= state.changes) return keys;
  // The last part may have files of the margin already, so they explain no change.
  const later = new Set([...(await keysDoneSince(store, epochMs(state.coveredTo + MARGIN_MS))), ...keys]);
  // Some files were lost or moved since, are of an earlier copy, or the clock was set back.
  if (later.size < upTo - state.changes) return null;
  return [...new Set([...(await keysDoneSince(store, state.coveredTo)), ...keys])];
}

/** Writes a base or a segment. If somebody else's file has its name, all is written under another one. */
async function writePart(
  writing: Writing,
  first: ManifestState,
  keys: string[] | null,
  signal: AbortSignal,
): Promise<ManifestState> {
  const { store } = writing.tools.ports;
  const { hasNames, facts, coveredTo, upTo } = writing;
  let state = first;
  for (let tried = 1; tried <= MAX_IDS; tried += 1) {
    const next = { hasNames, placedUnder: facts.placedUnder, newEntries: keys?.length ?? null };
    const isBase = keys === null || needsBase(state, next) || !(await isBaseThere(writing, state, signal));
    const [generation, part] = isBase ? [state.generation + 1, 0] : [state.generation, state.segments + 1];
    const path = manifestPath({ id: state.id, generation, part });
    const form: EntryForm = { salt: hasNames ? null : state.salt };
    const entries = isBase ? allEntries(store, form) : changedEntries(store, keys ?? [], form);
    const header = await buildHeader(writing, state, { generation, part });
    const saved = await savePart(writing, state, { path, header, entries }, signal);
    if (saved) {
      const { entryCount } = saved;
      const counts = isBase
        ? { generation, baseEntries: entryCount, segmentEntries: 0, segments: 0 }
        : { segmentEntries: state.segmentEntries + entryCount, segments: part };
      const covered = { hasNames, placedUnder: facts.placedUnder, changes: upTo, coveredTo };
      state = { ...saved.state, ...counts, ...covered };
      await store.saveManifest(state);
      return state;
    }
    state = newState(writing);
  }
  throw new TransferError('name-taken', `${MAX_IDS} names are taken`, { service: 'jottacloud' });
}

/** Whether the base is still at the destination: a segment is of no use without it. */
async function isBaseThere(
  { tools: { ports, backoff, run } }: Writing,
  { id, generation, written }: ManifestState,
  signal: AbortSignal,
): Promise<boolean> {
  const path = manifestPath({ id, generation, part: 0 });
  const segments = segmentsBelow(run.destinationFolder, path);
  const stored = await backoff.run(signal, () => ports.jottacloud.readStored(segments, signal));
  return stored !== null && (written[path] ?? []).includes(stored.md5);
}

/** Puts an empty file in the place of one with names. */
async function eraseNames(
  writing: Writing,
  state: ManifestState,
  path: RelativePath,
  signal: AbortSignal,
): Promise<ManifestState> {
  // No base has generation 0, so a reader does not take the empty file for a part.
  const header = await buildHeader(writing, state, { generation: 0, part: partOfPath(path) });
  const saved = await savePart(writing, state, { path, header, entries: noEntries() }, signal);
  const erased = saved?.state ?? { ...state, named: state.named.filter((other) => other !== path) };
  await writing.tools.ports.store.saveManifest(erased);
  return erased;
}

async function buildHeader(
  { tools, settings, facts, hasNames }: Writing,
  { id, salt }: ManifestState,
  place: Pick<ManifestHeader, 'generation' | 'part'>,
): Promise<ManifestHeader> {
  return {
    format: 'fotoflytt-manifest',
    version: MANIFEST_VERSION,
    id,
    ...place,
    writtenAt: tools.ports.clock.now(),
    salt,
    appleAccount: await accountHash(salt, facts.accountNumber),
    jottacloudAccount: await accountHash(salt, facts.jottacloudUser),
    hasNames,
    arrangement: tools.run.arrangement,
    tokens: facts.tokens,
    writer: settings.writer,
  };
}

/** @returns null if somebody else's file has the name */
async function savePart(
  { tools: { ports, backoff, run }, hasNames }: Writing,
  state: ManifestState,
  {
    path,
    header,
    entries,
  }: { path: RelativePath; header: ManifestHeader; entries: AsyncIterable<ManifestEntry> },
  signal: AbortSignal,
): Promise<{ state: ManifestState; entryCount: number } | null> {
  const { bytes, md5: hash, entryCount } = await buildPart(header, entries, signal);
  const written = state.written[path] ?? [];
  // Stored first: after a death we still know the file as ours.
  const begun = withBegun(state, path, hash);
  await ports.store.saveManifest(begun);
  const { destinationFolder } = run;
  const file = { destinationFolder, path, bytes, md5: hash, savedAt: ports.clock.now(), written };
  if (!(await backoff.run(signal, () => saveOwnFile(ports.jottacloud, file, signal)))) return null;
  return { state: withWritten(begun, path, { md5: hash, hasNames }), entryCount };
}
