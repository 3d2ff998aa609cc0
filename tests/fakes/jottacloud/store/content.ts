import { createHash } from 'node:crypto';
import { appendFileSync, createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';

/** Above this size bytes go to disk, so that several GB can be sent to a fake. */
const MEMORY_BYTES = 1024 * 1024;

/** The bytes of one revision or of an open upload; append-only, with its current MD5. */
export class Content {
  sizeBytes = 0;
  readonly #path: string;
  readonly #hash = createHash('md5');
  #chunks: Uint8Array[] | undefined = [];

  /** @param path file for the bytes when they exceed memory; must not be shared. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Synchronous on purpose: what arrived is kept whatever happens next. */
  append(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.sizeBytes += chunk.length;
    this.#chunks?.push(new Uint8Array(chunk)); // a copy: the network's own buffer is far larger
    if (!this.#chunks) {
      appendFileSync(this.#path, chunk);
    } else if (this.sizeBytes > MEMORY_BYTES) {
      appendFileSync(this.#path, Buffer.concat(this.#chunks));
      this.#chunks = undefined;
    }
  }

  /** Lower-case hex of all bytes so far. */
  md5(): string {
    return this.#hash.copy().digest('hex');
  }

  /** The bytes from `start` up to and without `end`. */
  async *read(start = 0, end = this.sizeBytes): AsyncGenerator<Uint8Array> {
    if (end <= start) return;
    if (this.#chunks) yield Buffer.concat(this.#chunks).subarray(start, end);
    else yield* createReadStream(this.#path, { start, end: end - 1 });
  }

  /** All bytes at once; for files that fit into memory. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(this.#chunks ? Buffer.concat(this.#chunks) : await readFile(this.#path));
  }

  /** Gives memory or disk back. */
  async discard(): Promise<void> {
    this.#chunks = [];
    await rm(this.#path, { force: true });
  }
}
