import { appleFaults } from '../fakes/icloud/apple-faults.ts';
import { serviceHeaders } from '../fakes/icloud/apple-headers.ts';
import type { FaultAction, FaultRule, Faults } from '../fakes/http/faults.ts';
import type { Services } from '../support/start-services.ts';

/** One kind of fault in the table: its name, how often it happens (0 … 1), and what happens. */
type Kind = readonly [name: string, probability: number, action: FaultAction];

const answer = (status: number, body = '{}', headers: Record<string, string> = {}): FaultAction => ({
  kind: 'answer',
  status,
  headers: { ...serviceHeaders('', 61), 'content-type': 'application/json', ...headers },
  body,
});
/** A busy service that says that it may be asked again: otherwise each would cost a quarter of a minute. */
const busy = (status: number): FaultAction => answer(status, '{}', { 'retry-after': '0' });
const cut = (afterBytes: number): FaultAction => ({ kind: 'cutResponse', afterBytes });
const cutRequest = (afterBytes: number): FaultAction => ({ kind: 'cutRequest', afterBytes });
const lost: FaultAction = { kind: 'loseReply' };
const BUSY = [408, 429, 500, 502, 503, 504] as const;

const busyKinds = (share: number): Kind[] =>
  BUSY.map((status) => [`status ${status}`, share / BUSY.length, busy(status)]);

/** Short calls: what breaks before, in and after the work. */
const callKinds: Kind[] = [
  ...busyKinds(0.06),
  ['status 500 without a wait', 0.004, answer(500)],
  ['cut before the request', 0.03, cutRequest(0)],
  ['lost reply', 0.05, lost],
  ['cut in the answer', 0.04, cut(25)],
  ['half an answer', 0.01, answer(200, '{"records":[{"recordName":"A","fie')],
  ['HTML in place of an answer', 0.01, answer(200, '<html></html>', { 'content-type': 'text/html' })],
];

const cloudKit: Kind[] = [
  ...callKinds,
  ['success false', 0.01, appleFaults.successFalse()],
  ['session refused (421)', 0.01, appleFaults.invalidSession()],
];

const bytes: Kind[] = [
  ...busyKinds(0.05),
  ['status 410', 0.02, answer(410)],
  ['status 404', 0.01, answer(404)],
  ['cut in the answer', 0.07, cut(40_000)],
  ['cut in the answer', 0.03, cut(5_000_000)],
  ['lost reply', 0.03, lost],
  ['wrong byte', 0.006, { kind: 'flipByte', at: 70_000 }],
  ['HTML in place of bytes', 0.006, appleFaults.htmlInsteadOfBytes()],
];

const upload: Kind[] = [
  // the body has arrived by then, and counts as uploaded
  ...busyKinds(0.02),
  ['status 420', 0.005, answer(420)],
  ['cut in the request', 0.07, cutRequest(60_000)],
  ['cut in the request', 0.04, cutRequest(3_000_000)],
  ['lost reply', 0.05, lost],
  ['cut in the answer', 0.03, cut(25)],
];

/**
 * What may befall the identity host: answers given before the token is spent. A lost reply of a renewal ends the sign-in
 * by the service's own rule (a used token kills its family), and only a person can connect again.
 */
const identity: Kind[] = busyKinds(0.2);

/** A standstill costs half a minute to two, so there are few. */
const STALLS = [
  ['icloud', /icloud-content/, 20_000],
  ['jottacloud', /^up-/, 20_000],
] as const;

/** Lets faults befall both services by chance. @returns the name of each rule's kind */
export function breakEverything({ icloud, jottacloud }: Services, stalls: number): Map<FaultRule, string> {
  const names = new Map<FaultRule, string>();
  const add = (faults: Faults, host: RegExp, kinds: readonly Kind[], times = Infinity): void => {
    for (const [name, probability, action] of kinds) {
      const rule: FaultRule = { host, probability, times, action };
      names.set(rule, name);
      faults.add(rule);
    }
  };
  const both = { icloud, jottacloud };
  for (const [service, host, afterBytes] of STALLS)
    add(both[service].faults, host, [['standstill', 0.02, { kind: 'stall', afterBytes }]], stalls);
  add(icloud.faults, /^p\d+-ckdatabasews\./, cloudKit);
  add(icloud.faults, /^setup\./, callKinds);
  add(icloud.faults, /icloud-content/, bytes);
  add(jottacloud.faults, /^(api|jfs)\./, callKinds);
  add(jottacloud.faults, /^up-/, upload);
  add(jottacloud.faults, /^id\./, identity);
  return names;
}
