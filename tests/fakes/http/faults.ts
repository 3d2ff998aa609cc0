import { isMatch, type LoggedRequest } from './request-log.ts';

/** Kind of fault; byte counts refer to the body. */
export type FaultAction =
  /** The route is not asked: this is the answer, after the request's body was taken in. */
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string }
  /** The connection breaks after k bytes of the response (headers were sent); at least its last byte is lost. */
  | { kind: 'cutResponse'; afterBytes: number }
  /** The connection breaks after k bytes of the request; they still reach the route. */
  | { kind: 'cutRequest'; afterBytes: number }
  /** The route does its whole work, then the connection breaks before any answer. */
  | { kind: 'loseReply' }
  /** Nothing moves any more after k bytes: of the request if it has a body, else of the response; until the client gives up. */
  | { kind: 'stall'; afterBytes: number }
  /** One wrong byte (`^ 0xff`) in the response; past its end the last byte. */
  | { kind: 'flipByte'; at: number };

/** Which requests a fault befalls; all conditions must hold. Strings and RegExps as in {@link isMatch}. */
export interface FaultRule {
  host?: string | RegExp;
  path?: string | RegExp;
  method?: string;
  /** This many matching requests are left alone first. Default 0. */
  skip?: number;
  /** How often it happens; `Infinity` = always. Default 1. */
  times?: number;
  /** 0 … 1, drawn for each matching request from the seeded random. Default 1. */
  probability?: number;
  action: FaultAction;
}

/** The rules of one server: tried in order before the route, the first that fires wins; changeable while it runs. */
export class Faults {
  readonly fired: { rule: FaultRule; request: LoggedRequest }[] = [];
  readonly #rules: { rule: FaultRule; seen: number; left: number }[] = [];
  #seed: number;

  constructor(seed = 1) {
    this.#seed = seed;
  }

  /** Adds a rule behind the others; the returned function takes it away again. */
  add(rule: FaultRule): () => void {
    const kept = { rule, seen: 0, left: rule.times ?? 1 };
    this.#rules.push(kept);
    return () => {
      const index = this.#rules.indexOf(kept);
      if (index >= 0) this.#rules.splice(index, 1);
    };
  }

  /** Whether a rule may still fire. */
  get isPending(): boolean {
    return this.#rules.some(({ left }) => left > 0);
  }

  /** Takes all rules away; requests already befallen stay so. */
  clear(): void {
    this.#rules.length = 0;
  }

  /** The fault that befalls this request, if any; used by the server alone, once a request. */
  next(request: LoggedRequest): FaultAction | undefined {
    for (const kept of this.#rules) {
      const { rule } = kept;
      if (!isMatch(request.host, rule.host) || !isMatch(request.path, rule.path)) continue;
      if (rule.method !== undefined && rule.method !== request.method) continue;
      kept.seen += 1;
      if (kept.seen <= (rule.skip ?? 0) || kept.left <= 0) continue;
      if (rule.probability !== undefined && this.#random() >= rule.probability) continue;
      kept.left -= 1;
      this.fired.push({ rule, request });
      return rule.action;
    }
    return undefined;
  }

  /** Mulberry32: small, even, and the same on every machine. */
  #random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
