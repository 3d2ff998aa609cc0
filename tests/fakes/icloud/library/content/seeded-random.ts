import { createHash } from 'node:crypto';

/** Chance that is the same on every machine: names, keys and numbers of a library come from its seed. */
export class SeededRandom {
  readonly #seed: number;
  #drawn = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The next `length` bytes (at most 32). */
  bytes(length: number): Buffer {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.#seed}:${this.#drawn}`).digest().subarray(0, length);
  }

  /** A whole number from 0 up to but not including `below` (at most 2^32). */
  integer(below: number): number {
    return Math.floor((this.bytes(4).readUInt32BE() / 2 ** 32) * below);
  }

  /** A record name as CloudKit makes them: an upper-case UUID. */
  uuid(): string {
    const hex = this.bytes(16).toString('hex').toUpperCase();
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** A user's record name: `_` and 32 hex digits. */
  userRecordName(): string {
    return `_${this.bytes(16).toString('hex')}`;
  }
}
