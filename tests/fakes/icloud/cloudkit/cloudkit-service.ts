import { setTimeout } from 'node:timers/promises';
import { serviceHeaders } from '../apple-headers.ts';
import type { DownloadUrls } from '../download-urls.ts';
import type { Library } from '../library/library.ts';
import { regionOf } from '../region.ts';
import { sessionCookie, TOKEN_COOKIE, type IcloudSession } from '../session.ts';
import type { IcloudSwitches } from '../switches.ts';
import { badRequest, CloudKitError } from './wire/cloudkit-error.ts';
import type { CloudKitContext } from './context.ts';
import { answerCountBatch } from './count-batch.ts';
import { checkGate } from './gate.ts';
import { answerRecordsLookup } from './records-lookup.ts';
import { answerRecordsQuery } from './records-query.ts';
import { answerZoneChanges } from './zone-changes.ts';
import { ZoneLists } from './zone-lists.ts';
import type { Exchange } from '../../http/exchange.ts';

type Operation = (context: CloudKitContext, body: unknown) => unknown;

const PATH = /^\/database\/1\/com\.apple\.photos\.cloud\/production\/(private|shared)\/([a-z/]+)$/;

/** Parts of the CloudKit hosts. */
export interface CloudKitParts {
  library: Library;
  session: IcloudSession;
  switches: IcloudSwitches;
  urls: DownloadUrls;
  clock: () => number;
}

/** Makes the function that answers requests to `p<NN>-ckdatabasews.icloud.com`. Source: docs/icloud-photos.md 2 to 7, Appendix A. */
export function createCloudKitService(parts: CloudKitParts): (exchange: Exchange) => Promise<void> {
  const { library, session, switches, urls, clock } = parts;
  const zoneLists = new ZoneLists();
  const operations: Record<string, Operation> = {
    'zones/list': (context, body) => zoneLists.answerZonesList(context, body),
    'changes/database': (context, body) => zoneLists.answerDatabaseChanges(context, body),
    'changes/zone': answerZoneChanges,
    'records/query': answerRecordsQuery,
    'records/lookup': answerRecordsLookup,
    'internal/records/query/batch': answerCountBatch,
  };

  return async (exchange) => {
    const region = regionOf(exchange.host);
    const { partition } = session;
    const headers = serviceHeaders(region, partition);
    const answer = (status: number, body: unknown) => exchange.reply(status, headers, JSON.stringify(body));
    if (exchange.method === 'OPTIONS') {
      return exchange.reply(200, { ...headers, 'access-control-allow-methods': 'GET,POST,OPTIONS' });
    }
    const refusal = checkGate(exchange, session, region);
    if (refusal) return answer(refusal.status, refusal.body);
    try {
      const [, database, name = ''] = PATH.exec(exchange.url.pathname) ?? [];
      const operation = operations[name];
      if (!operation) throw new CloudKitError('NOT_FOUND', `No such operation: '${exchange.url.pathname}'`);
      if (database === 'shared' && switches.sharedDatabaseFails)
        throw new CloudKitError('INTERNAL_ERROR', 'shared database');
      const wantsSyncToken = exchange.url.searchParams.get('getCurrentSyncToken')?.toLowerCase() === 'true';
      const common = { library, switches, urls, region, partition, wantsSyncToken, nowMs: clock() };
      const body = parseBody(await exchange.readText());
      if (switches.answerMs > 0) await setTimeout(switches.answerMs);
      const result = operation({ ...common, database: database === 'shared' ? 'shared' : 'private' }, body);
      headers['set-cookie'] = sessionCookie(TOKEN_COOKIE, session.newToken(), region);
      const text = JSON.stringify(result);
      return exchange.reply(
        200,
        headers,
        switches.otherShape ? text.replaceAll('"fields":', '"values":') : text,
      );
    } catch (error) {
      if (error instanceof CloudKitError) return answer(error.status, error.body);
      throw error;
    }
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON');
  }
}
