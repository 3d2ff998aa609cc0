import { setTimeout as delay } from 'node:timers/promises';

/** One home link as the client sees it; `Infinity` = no limit, 0 = nothing gets through until it is set again. */
export interface LinkSettings {
  /** Waited once per request, before the service sees it. */
  latencyMs: number;
  /** Service → client, all connections together. */
  downBytesPerSecond: number;
  /** Client → service, all connections together. */
  upBytesPerSecond: number;
}

/** Bytes a connection may take before the next one gets its turn. */
const SLICE_BYTES = 16 * 1024;
/** How much idle time may be caught up: short, so that the rate holds over a tenth of a second. */
const BURST_MS = 50;
/** Several slices are served after one nap: waking up for each would take the computer's time from what is measured. */
const MIN_NAP_MS = 5;
/** How soon a waiting lane notices changed settings. */
const MAX_NAP_MS = 50;

interface Waiting {
  bytes: number;
  resolve(): void;
}

/** One direction: a token bucket whose takers are served in turn, slice by slice, so that connections share it evenly. */
class Lane {
  readonly #rate: () => number;
  readonly #queue: Waiting[] = [];
  #running = false;
  #credit = 0;
  #refilledAt = performance.now();

  constructor(rate: () => number) {
    this.#rate = rate;
  }

  take(bytes: number): Promise<void> {
    if (bytes <= 0 || (this.#rate() === Infinity && this.#queue.length === 0)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#queue.push({ bytes, resolve });
      if (!this.#running) void this.#serve();
    });
  }

  async #serve(): Promise<void> {
    this.#running = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const slice = Math.min(next.bytes, SLICE_BYTES);
      await this.#earn(slice);
      next.bytes -= slice;
      if (next.bytes > 0) this.#queue.push(next);
      else next.resolve();
    }
    this.#running = false;
  }

  async #earn(bytes: number): Promise<void> {
    for (;;) {
      const rate = this.#rate();
      const now = performance.now();
      const elapsedMs = now - this.#refilledAt;
      this.#refilledAt = now;
      if (rate === Infinity) return;
      this.#credit = Math.min(
        this.#credit + (rate * elapsedMs) / 1000,
        Math.max(bytes, (rate * BURST_MS) / 1000),
      );
      if (this.#credit >= bytes) {
        this.#credit -= bytes;
        return;
      }
      const missingMs = ((bytes - this.#credit) / rate) * 1000;
      await delay(Math.min(Math.max(missingMs, MIN_NAP_MS), MAX_NAP_MS));
    }
  }
}

/** A link shared by all connections of all services it is given to; may be changed while requests run. */
export class Link {
  readonly settings: LinkSettings;
  readonly #down = new Lane(() => this.settings.downBytesPerSecond);
  readonly #up = new Lane(() => this.settings.upBytesPerSecond);

  constructor(settings: Partial<LinkSettings> = {}) {
    this.settings = { latencyMs: 0, downBytesPerSecond: Infinity, upBytesPerSecond: Infinity, ...settings };
  }

  /** Changes the given settings only; open transfers notice within 50 ms. */
  set(settings: Partial<LinkSettings>): void {
    Object.assign(this.settings, settings);
  }

  /** Resolves once `bytes` may go from the service to the client. */
  takeDown(bytes: number): Promise<void> {
    return this.#down.take(bytes);
  }

  /** Resolves once `bytes` may go from the client to the service. */
  takeUp(bytes: number): Promise<void> {
    return this.#up.take(bytes);
  }

  /** Resolves after the way there and back of one request. */
  async latency(): Promise<void> {
    if (this.settings.latencyMs > 0) await delay(this.settings.latencyMs);
  }
}
