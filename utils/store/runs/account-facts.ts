import type { AccountFacts, FactSide } from '../../domain/account/account-facts.ts';
import { emptyLog, readLogRecord } from '../database.ts';
import type { LogRecord } from '../records.ts';
import type { LogDatabase } from '../schema.ts';

/** Characters of a hash that tell accounts apart. */
const KEY_LENGTH = 32;

/**
 * Key of an account's facts. An account's own number or name is never kept with them.
 *
 * @param account Apple's account number, or Jottacloud's user name
 */
async function factKey(side: FactSide, account: string): Promise<string> {
  const bytes = new TextEncoder().encode(`fotoflytt ${side} ${account}`);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, KEY_LENGTH);
}

/** Facts that a connection check has found out about an account; none of an account that was never checked. */
export async function readFacts(
  database: LogDatabase,
  side: FactSide,
  account: string,
): Promise<AccountFacts> {
  const key = await factKey(side, account);
  return (await readLogRecord(database)).facts?.[key] ?? {};
}

/** Keeps what was found out. Facts of the same name are replaced, others stay. */
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
