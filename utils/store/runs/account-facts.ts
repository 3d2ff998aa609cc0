import { hexOf } from '../../units.ts';
import type { AccountFacts, FactSide } from '../../domain/account/account-facts.ts';
import { emptyLog, readLogRecord } from '../database.ts';
import type { LogDatabase, LogRecord } from '../schema.ts';

/** Characters of the hash, enough to distinguish accounts. */
const KEY_LENGTH = 32;

/**
 * Returns the key of an account's facts. It does not reveal the account's number or name.
 *
 * @param account Apple's account number, or Jottacloud's user name
 */
async function factKey(side: FactSide, account: string): Promise<string> {
  const bytes = new TextEncoder().encode(`fotoflytt ${side} ${account}`);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return hexOf(hash).slice(0, KEY_LENGTH);
}

/** Reads facts that connection checks found out about an account; empty if it was never checked. */
export async function readFacts(
  database: LogDatabase,
  side: FactSide,
  account: string,
): Promise<AccountFacts> {
  const key = await factKey(side, account);
  return (await readLogRecord(database)).facts?.[key] ?? {};
}

/** Saves facts about an account. Replaces facts of the same name; others stay. */
export async function saveFacts(
  database: LogDatabase,
  side: FactSide,
  account: string,
  facts: AccountFacts,
): Promise<void> {
  const key = await factKey(side, account);
  const { store, done } = database.transaction('log', 'readwrite');
  const log: LogRecord = (await store.get('log')) ?? emptyLog;
  await store.put({ ...log, facts: { ...log.facts, [key]: { ...log.facts?.[key], ...facts } } });
  await done;
}
