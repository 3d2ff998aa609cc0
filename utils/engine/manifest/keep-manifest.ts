import { retryTable } from '../../domain/retry/retry-table.ts';
import type { Run } from '../../domain/run/run.ts';
import type { ProgressState } from '../../domain/manifest/progress-file.ts';
import { TransferError } from '../../errors.ts';
import type { ManifestSettings } from '../../domain/manifest/manifest-state.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { addRemark } from '../finish/add-remark.ts';
import { createLeaseHolder, type LeaseHolder } from './hold-lease.ts';
import { saveProgress } from './save-progress.ts';
import { type ManifestTools, writeManifest } from './write-manifest.ts';

/** Dependencies of keeping a manifest. */
export interface KeepTools extends ManifestTools {
  ports: EnginePorts;
  run: Run;
  /** Apple's number of the account. */
  accountNumber: string;
  /** Ends the work when another computer takes over. */
  stop: AbortController;
}

/**
 * Copies, and meanwhile keeps the manifest, the lease and the progress file up to date: every few minutes, at the end, and
 * when the work is interrupted. A manifest that cannot be written stops nothing.
 *
 * @param work receives the lease: nothing may be sent before it is taken, but the first file may be on its way here
 * @throws {TransferError} `other-computer` if another computer copies to the same destination; errors of the work
 */
export async function keepManifest<T>(
  tools: KeepTools,
  signal: AbortSignal,
  work: (lease: Promise<void>) => Promise<T>,
): Promise<T> {
  const { clock, store } = tools.ports;
  const { endMs, pauseMs } = retryTable.manifest;
  const lease = createLeaseHolder(tools, tools.accountNumber);
  // Beside the last write of the manifest, which may take long.
  const giveBack = (): Promise<unknown> =>
    within(pauseMs, clock, async (limit) => {
      await lease.giveBack(limit);
      return true;
    });
  const taken = hasWork(tools.run) ? takeLease(tools, lease, signal) : Promise.resolve();
  const ended = new AbortController();
  const lost = Promise.withResolvers<never>();
  const keeping = keepUp(tools, { lease, taken }, AbortSignal.any([signal, ended.signal])).catch(lost.reject);
  const working = work(taken);
  try {
    const result = await Promise.race([working, lost.promise, taken.then(() => lost.promise)]);
    ended.abort();
    await keeping;
    const [isWritten] = await Promise.all([
      within(endMs, clock, (limit) => settle(tools, 'finished', AbortSignal.any([limit, signal]))),
      giveBack(),
    ]);
    signal.throwIfAborted();
    if (!isWritten) await addRemark(store, { code: 'manifest-unwritten', service: 'jottacloud' });
    return result;
  } catch (error) {
    tools.stop.abort();
    ended.abort();
    const [, , { status }] = await Promise.allSettled([working, keeping, taken]);
    const state = isOtherComputer(error) ? null : 'stopped';
    if (status === 'fulfilled') await within(pauseMs, clock, (limit) => settle(tools, state, limit));
    await giveBack();
    throw error;
  }
}

/** Whether a plan has anything to copy. Without, a press needs no lease. */
const hasWork = ({ plan }: Run): boolean => plan !== null && plan.all.files > plan.already.files;

/** Returns null if nothing is kept at the destination, or if the background does not answer. */
async function readSettings({ readManifestSettings }: EnginePorts): Promise<ManifestSettings | null> {
  const settings = await readManifestSettings().catch(() => null);
  return settings?.mode === 'off' ? null : settings;
}

/** @throws {TransferError} `other-computer` */
async function takeLease(tools: KeepTools, lease: LeaseHolder, signal: AbortSignal): Promise<void> {
  const { ports, run } = tools;
  const settings = await readSettings(ports);
  if (!settings) return;
  const isUnclear = await isLeaseUnclear(takeOrRenew(tools, lease, settings, signal), signal);
  if (isUnclear) await addRemark(ports.store, { code: 'lease-unclear', service: 'jottacloud' });
  if (run.takesOver && (lease.isHeld || isUnclear)) await ports.store.changeRun({ takesOver: false });
}

/** Takes the lease over only until it was ours once. */
const takeOrRenew = (
  { run: { takesOver = false } }: KeepTools,
  lease: LeaseHolder,
  { device }: ManifestSettings,
  signal: AbortSignal,
): Promise<'held' | 'unclear'> => lease.take(device, takesOver && !lease.isHeld, signal);

/**
 * Waits for a lease. Only another computer stops the work. A call that fails does not: the next renewal tries again.
 *
 * @returns true if the file of the lease cannot be read
 * @throws {TransferError} `other-computer`
 */
async function isLeaseUnclear(taking: Promise<'held' | 'unclear'>, signal: AbortSignal): Promise<boolean> {
  try {
    return (await taking) === 'unclear';
  } catch (error) {
    if (signal.aborted || isOtherComputer(error)) throw error;
    return false;
  }
}

const isOtherComputer = (error: unknown): boolean =>
  error instanceof TransferError && error.code === 'other-computer';

/** Writes and renews every few minutes until aborted. @throws {TransferError} `other-computer` */
async function keepUp(
  tools: KeepTools,
  { lease, taken }: { lease: LeaseHolder; taken: Promise<void> },
  signal: AbortSignal,
): Promise<void> {
  const { clock, store } = tools.ports;
  await taken;
  while (!signal.aborted) {
    if (hasWork(tools.run)) await saveProgress(tools, 'copying', signal);
    await clock.sleep(retryTable.manifest.intervalMs, signal);
    if (signal.aborted) return;
    const settings = await readSettings(tools.ports);
    if (!settings) continue;
    const hasChanged = (await store.readChanged()).keys.length > 0;
    if (!lease.isHeld && !hasChanged) continue;
    await isLeaseUnclear(takeOrRenew(tools, lease, settings, signal), signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    await tryToWrite(tools, settings, signal);
  }
}

/** Writes what is new. @returns false if that failed */
async function tryToWrite(
  tools: ManifestTools,
  settings: ManifestSettings,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await writeManifest(tools, settings, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes for the last time.
 *
 * @param state null: another computer writes the progress file
 * @returns false if something of the list is not written
 */
async function settle(tools: KeepTools, state: ProgressState | null, signal: AbortSignal): Promise<boolean> {
  const settings = await tools.ports.readManifestSettings();
  const writing = settings.mode === 'off' || tryToWrite(tools, settings, signal);
  if (state !== null && hasWork(tools.run)) await saveProgress(tools, state, signal);
  return writing;
}

/** Runs work that is aborted after a time. @returns false if it fails */
async function within(
  ms: number,
  { sleep }: EnginePorts['clock'],
  work: (signal: AbortSignal) => Promise<boolean>,
): Promise<boolean> {
  const [limit, done] = [new AbortController(), new AbortController()];
  void sleep(ms, done.signal).then(() => limit.abort());
  try {
    return await work(limit.signal);
  } catch {
    return false;
  } finally {
    done.abort();
  }
}
