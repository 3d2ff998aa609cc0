import type { IcloudClient } from '../../../icloud/client.ts';
import type { Database } from '../../../icloud/zone.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { ListerTools } from '../tools.ts';
import { requestEarly } from './early-answers.ts';

/**
 * Requests the zones of both databases for a log that has none, while the destination is looked at. Whatever changes in
 * between is named by a later request, because the tokens of these answers are older.
 *
 * @returns a client whose first questions for all zones have these answers
 */
export async function withEarlyZones(
  tools: Pick<ListerTools, 'icloud' | 'store' | 'backoff' | 'clock'>,
  run: Run,
  signal: AbortSignal,
): Promise<IcloudClient> {
  const { icloud, store } = tools;
  const tokens = await store.readTokens();
  if (run.plan || tokens.private !== null || tokens.shared !== null) return icloud;
  const request = (database: Database) =>
    requestEarly(tools, signal, () => icloud.readZones(database, signal));
  const early = new Map([
    ['private', request('private')],
    ['shared', request('shared')],
  ]);
  return {
    ...icloud,
    readZones(database, later) {
      const zones = early.get(database) ?? icloud.readZones(database, later);
      early.delete(database);
      return zones;
    },
  };
}
