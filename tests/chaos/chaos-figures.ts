import type { Session } from '../support/session.ts';
import type { FaultRule } from '../fakes/http/faults.ts';
import type { LoggedRequest } from '../fakes/http/request-log.ts';
import type { ChaosPlan } from './chaos-plan.ts';

/** The result of a run. */
export interface ChaosFigures {
  seed: number;
  items: number;
  files: number;
  /** Distinct content. */
  contentBytes: number;
  requests: number;
  /** Requests that a fault befell, by its kind. */
  faults: Map<string, number>;
  /** 0 … 1, over all hosts. */
  faultyShare: number;
  /** The same by host. */
  faultyByHost: Map<string, number>;
  kills: number;
  killsInWrites: number;
  presses: string[];
  /** Bytes that reached Jottacloud ÷ distinct content. */
  uploadedRatio: number;
  /** Part of it: bytes that a fault swallowed before the service, which no client could have saved. */
  lostRatio: number;
  /** Bytes that left Apple ÷ distinct content. */
  downloadedRatio: number;
  renewals: number;
  isSignInAlive: boolean;
  durationMs: number;
  /** What the popup said at the end. */
  state: string;
  /** Differences at the destination, one sentence each. */
  problems: string[];
}

/** All that is counted. */
export interface Counted {
  session: Session;
  plan: ChaosPlan;
  kinds: Map<FaultRule, string>;
  requests: LoggedRequest[];
  state: string;
  problems: string[];
  presses: string[];
  startedAt: number;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

/** Adds up a run that has ended. */
export function countFigures(counted: Counted): ChaosFigures {
  const { session, plan, kinds, requests, state, problems, presses, startedAt } = counted;
  const { icloud, jottacloud } = session;
  const originals = icloud.library.expectedOriginals();
  const contentBytes = sum(new Map(originals.map(({ md5, sizeBytes }) => [md5, sizeBytes])).values());
  const fired = [...icloud.faults.fired, ...jottacloud.faults.fired];
  const faults = new Map<string, number>();
  for (const { rule } of fired) {
    const name = kinds.get(rule) ?? 'other';
    faults.set(name, (faults.get(name) ?? 0) + 1);
  }
  const hit = new Set(fired.map(({ request }) => request));
  const byHost = Map.groupBy(requests, ({ host }) => host);
  const family = jottacloud.tokens.families.at(-1);
  const keptAway = new Set(
    fired.filter(({ rule }) => rule.action.kind === 'answer').map(({ request }) => request),
  );
  const bodies = (all: LoggedRequest[]): number => sum(all.map(({ bodyBytes }) => bodyBytes));
  const from = (host: RegExp): LoggedRequest[] => requests.filter((request) => host.test(request.host));
  return {
    seed: plan.seed,
    items: new Set(originals.map(({ assetRecordName }) => assetRecordName)).size,
    files: originals.length,
    contentBytes,
    requests: requests.length,
    faults,
    faultyShare: fired.length / requests.length,
    faultyByHost: new Map(
      [...byHost].map(([host, all]) => [host, all.filter((one) => hit.has(one)).length / all.length]),
    ),
    kills: plan.kills,
    killsInWrites: plan.killsInWrites,
    presses,
    uploadedRatio: bodies(from(/^up-/)) / contentBytes,
    lostRatio: bodies(from(/^up-/).filter((request) => keptAway.has(request))) / contentBytes,
    downloadedRatio: sum(from(/icloud-content/).map(({ answerBytes }) => answerBytes)) / contentBytes,
    renewals: family?.refreshes ?? 0,
    isSignInAlive: jottacloud.tokens.families.length === 1 && family?.isAlive === true,
    durationMs: Date.now() - startedAt,
    state,
    problems,
  };
}

/** Most that may be uploaded, and least that must go wrong. */
const [MAX_UPLOADED, MIN_FAULTY] = [1.15, 0.15];

/**
 * Lists the broken promises of a run; empty for a good one.
 *
 * @param excusedRatio share of the uploads that may be sent twice
 */
export const brokenPromises = (figures: ChaosFigures, excusedRatio = 0): string[] => [
  ...(figures.state === 'done' ? [] : [`the popup says “${figures.state}”`]),
  ...figures.problems,
  ...(figures.isSignInAlive ? [] : ['the sign-in at Jottacloud is over']),
  ...(figures.uploadedRatio - excusedRatio <= MAX_UPLOADED
    ? []
    : [
        `uploaded ${figures.uploadedRatio.toFixed(3)} of the content, ${figures.lostRatio.toFixed(3)} of it lost`,
      ]),
  ...(figures.faultyShare >= MIN_FAULTY
    ? []
    : [`only ${(100 * figures.faultyShare).toFixed(1)} % of the requests went wrong`]),
];
