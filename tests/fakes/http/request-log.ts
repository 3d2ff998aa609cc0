/** One request as it reached a fake. */
export interface LoggedRequest {
  /** When its headers were complete, ms since 1970. */
  at: number;
  /** 1, 2, 3 … within one log. */
  id: number;
  method: string;
  /** Lower case, without port. */
  host: string;
  /** With query, exactly as sent (not decoded). */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Body bytes received so far; grows while the body arrives. */
  bodyBytes: number;
  /** Body bytes of the answer that went out so far. */
  answerBytes: number;
  /** The body, when it is text of less than 64 KiB; set once it arrived completely. */
  body?: string;
  /** Set when the answer's headers went out; stays unset when the connection was cut before. */
  status?: number;
  /** When it was answered or cut, ms since 1970; unset while it is under way. */
  endedAt?: number;
  /** `1.1` or `2.0`. */
  httpVersion: string;
}

/** Whether a host or a path is meant: a string is compared whole (a path also without its query), a RegExp is searched for. */
export function isMatch(value: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'string') return value === wanted || value.split('?', 1)[0] === wanted;
  return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(value);
}

/** All requests a fake has seen, in the order of arrival. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  #lastId = 0;

  /** Adds a request and gives it its number; used by the server alone. */
  add(request: Omit<LoggedRequest, 'id'>): LoggedRequest {
    this.#lastId += 1;
    const entry = { ...request, id: this.#lastId };
    this.entries.push(entry);
    return entry;
  }

  /** The requests to a host, and to a path if one is named (see {@link isMatch}). */
  to(host: string | RegExp, path?: string | RegExp): LoggedRequest[] {
    return this.entries.filter((entry) => isMatch(entry.host, host) && isMatch(entry.path, path));
  }

  /** Every requested host, once, sorted. */
  hosts(): string[] {
    return [...new Set(this.entries.map((entry) => entry.host))].toSorted();
  }

  /** Clears the log; the numbering continues. */
  clear(): void {
    this.entries.length = 0;
  }
}
