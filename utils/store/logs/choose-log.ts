import {
  isLogName,
  type KnownLog,
  logOfAccount,
  type LogOwner,
  type Logs,
  nextLogName,
  ownerOfLog,
  withCurrent,
  withOwner,
  withSignedIn,
} from '../../domain/account/logs.ts';
import { attentionOf, type Run } from '../../domain/run/run.ts';
import type { ErrorCode } from '../../errors.ts';
import { logs } from '../../settings/logs.ts';
import { leaveSharedLog, readLatestRun, readLogRecord, sharedLog, withLog } from '../database.ts';
import { isBoundLog, reserveLog } from '../listing/claim-account.ts';
import type { LogDatabase } from '../schema.ts';

/** Stores the destination of a log that is about to be created. `others`: names of all other logs. */
export type SaveFolder = (owner: LogOwner, log: string, others: readonly string[]) => Promise<void>;

/** Errors of a run that waits for its own account. */
const WAITS_FOR_ACCOUNT: ReadonlySet<ErrorCode> = new Set(['icloud-other-account', 'icloud-signed-out']);

/** Whether a run waits until its account is signed in again. */
const waitsForAccount = (run: Run | null): boolean =>
  WAITS_FOR_ACCOUNT.has(attentionOf(run)?.code ?? 'unexpected');

/**
 * Stores who is signed in at iCloud, and makes the log of that account the current one. Leaves the current one if a run is
 * open or a person chose it. Creates no log. Decision: docs/decisions/017-log-per-account.md.
 *
 * @param owner null: nobody is signed in
 */
export async function followSignedIn(owner: LogOwner | null): Promise<void> {
  const before = await logs.getValue();
  const noted = withSignedIn(before, owner);
  const next = owner === null ? noted : await withLogOf(noted, owner);
  if (JSON.stringify(next) !== JSON.stringify(before)) await store(next);
}

/** Stores the list of logs. From now on this context opens the current one of it. */
async function store(all: Logs): Promise<void> {
  await logs.setValue(all);
  leaveSharedLog();
}

async function withLogOf(noted: Logs, owner: LogOwner): Promise<Logs> {
  const database = await sharedLog();
  const { accountNumber } = await readLogRecord(database);
  if (accountNumber === owner.accountNumber) return withOwner(noted, database.name, owner);
  const all = (await isBoundLog(database)) ? await withOwnerOfCurrent(noted, database) : noted;
  if (all.isChosen) return all;
  const found = await withFoundLog(all, owner);
  const target = logOfAccount(found, owner.accountNumber);
  if (target === null || target === found.current) return found;
  return (await mayLeave(database, target)) ? withCurrent(found, target) : found;
}

/** Whether the current log may be left for another without a press: no run is open, or only the other one can continue. */
async function mayLeave(database: LogDatabase, target: string): Promise<boolean> {
  const run = await readLatestRun(database);
  if (run === null || run.status === 'finished') return true;
  if (!waitsForAccount(run)) return false;
  const other = await withLog(target, readLatestRun);
  return other?.isConfirmed === true && (other.status === 'active' || waitsForAccount(other));
}

/** Adds the log of an account that is on disk but not among the known ones, because the list of them was lost. */
async function withFoundLog(all: Logs, owner: LogOwner): Promise<Logs> {
  if (logOfAccount(all, owner.accountNumber) !== null) return all;
  const isKnown = new Set([all.current, ...all.known.map(({ log }) => log)]);
  for (const name of await databaseNames()) {
    if (!isLogName(name) || isKnown.has(name)) continue;
    const { accountNumber } = await withLog(name, readLogRecord);
    if (accountNumber === owner.accountNumber) return withOwner(all, name, owner);
  }
  return all;
}

const databaseNames = async (): Promise<string[]> =>
  (await indexedDB.databases()).flatMap(({ name }) => name ?? []);

/**
 * Gives an account its log, and makes it the current one if wanted. A current log that is bound to nobody is taken. The
 * name is stored first: a log that was never created is created when it is opened.
 *
 * @returns the name of the log
 */
export async function giveLog(owner: LogOwner, isCurrent: boolean, saveFolder: SaveFolder): Promise<string> {
  const database = await sharedLog();
  const all = await withFoundLog(await withOwnerOfCurrent(await logs.getValue(), database), owner);
  const own = logOfAccount(all, owner.accountNumber);
  const log = own ?? (await newLog(all, owner, database, saveFolder));
  const named = own === null ? withOwner(all, log, owner) : all;
  await store(isCurrent ? withCurrent(named, log) : named);
  return log;
}

/** Returns the name of a log for a new account, with its destination stored. */
async function newLog(
  all: Logs,
  owner: LogOwner,
  database: LogDatabase,
  saveFolder: SaveFolder,
): Promise<string> {
  if (!(await isBoundLog(database))) return database.name;
  await reserveLog(database);
  const log = nextLogName(all, await databaseNames());
  const others = new Set([all.current, ...all.known.map((known) => known.log)]);
  await saveFolder(owner, log, [...others]);
  return log;
}

/** Names the owner of the current log, as the log has it. */
async function withOwnerOfCurrent(all: Logs, database: LogDatabase): Promise<Logs> {
  const { accountNumber, account = null } = await readLogRecord(database);
  if (accountNumber === null || ownerOfLog(all, database.name)?.accountNumber === accountNumber) return all;
  return withOwner(all, database.name, { accountNumber, account, name: null });
}

/** Makes a known log the current one, as a person has chosen. */
export async function showLog(log: string): Promise<void> {
  const all = await logs.getValue();
  if (all.known.some((known) => known.log === log && !known.isLeaving)) await store(withCurrent(all, log));
}

/** Marks a log as leaving, and makes another the current one. @returns false if it is the only one */
export async function leaveLog(log: string): Promise<boolean> {
  const all = await logs.getValue();
  const isOther = (known: KnownLog): boolean => known.log !== log && !known.isLeaving;
  const other = all.known.find(isOther);
  if (!other) return false;
  const known = all.known.map((each) => (each.log === log ? { ...each, isLeaving: true as const } : each));
  const marked = { ...all, known };
  await store(all.current === log ? withCurrent(marked, other.log) : marked);
  return true;
}

/** Removes a log from the known ones, after its data was deleted. */
export async function forgetLog(log: string): Promise<void> {
  const all = await logs.getValue();
  await logs.setValue({ ...all, known: all.known.filter((known) => known.log !== log) });
}
