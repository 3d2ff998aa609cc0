import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Content } from './content.ts';

/** The bytes the service knows, by MD5 and size; big ones are in a directory of their own until `close`. */
export class ContentStore {
  readonly #directory = mkdtempSync(join(tmpdir(), 'fake-jottacloud-'));
  readonly #known = new Map<string, Content>();
  #count = 0;

  /** Nothing yet, to be appended to. */
  create(): Content {
    this.#count += 1;
    return new Content(join(this.#directory, String(this.#count)));
  }

  /** Marks these bytes as known, so that they need not be sent again. */
  remember(content: Content): void {
    this.#known.set(`${content.md5()}:${content.sizeBytes}`, content);
  }

  /** Known content, if it is. */
  find(md5: string, sizeBytes: number): Content | undefined {
    return this.#known.get(`${md5}:${sizeBytes}`);
  }

  /** Files keep their bytes, but no new path gets them without an upload. */
  forget(): void {
    this.#known.clear();
  }

  /** Removes the directory. */
  async close(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }
}
