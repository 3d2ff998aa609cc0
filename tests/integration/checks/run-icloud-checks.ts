import { type IcloudContext } from '../../../utils/checks/icloud/context.ts';
import { icloudChecks } from '../../../utils/checks/icloud/icloud-checks.ts';
import type { CheckRow } from '../../../utils/domain/check/check-row.ts';
import { runChecks } from '../../../utils/checks/run-checks.ts';
import { realClock } from '../../../utils/engine/flow/real-clock.ts';
import type { IcloudCall, IcloudReply, PageSummary } from '../../../utils/icloud/transport.ts';
import type { AccountFacts } from '../../../utils/domain/account/account-facts.ts';
import { loopbackFetch } from '../support/loopback-fetch.ts';
import { pageTransport } from '../support/page-transport.ts';
import type { World } from '../support/start-world.ts';

/** An open page as it is today. */
const defaultSummary: PageSummary = {
  ...{ tiles: 24, signed: 24, blobReadable: 0, blobUnreadable: 0 },
  parameters: ['clientBuildNumber', 'clientMasteringNumber', 'clientId', 'dsid'],
};

/** Differences from an ordinary run. */
export interface CheckOptions {
  pageSummary?: PageSummary | null;
  /** Replaces the service's reply. */
  forge?: (call: IcloudCall, reply: IcloudReply) => IcloudReply;
}

/** Rows and facts of one run of all Apple checks, by the real transport and real bytes. */
interface CheckedIcloud {
  rows: CheckRow[];
  facts: AccountFacts;
  /** Calls to Apple, without those for bytes. */
  calls: number;
}

export async function checkIcloud(
  world: World,
  { pageSummary = defaultSummary, forge = (_, reply) => reply }: CheckOptions = {},
): Promise<CheckedIcloud> {
  const way = world.connect();
  const page = pageTransport(way, world.icloud);
  const rows: CheckRow[] = [];
  let calls = 0;
  const context: IcloudContext = {
    transport: {
      async post(call, signal) {
        calls += 1;
        return forge(call, await page.post(call, signal));
      },
    },
    fetch: loopbackFetch(way),
    readPageSummary: async () => pageSummary,
    now: Date.now,
    found: {},
  };
  const tools = { onRow: (row: CheckRow) => void rows.push(row), limitMs: 30_000, sleep: realClock.sleep };
  const facts = await runChecks(icloudChecks, context, tools, new AbortController().signal);
  way.cut();
  return { rows, facts, calls };
}
