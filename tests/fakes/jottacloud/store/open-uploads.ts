import { randomBytes } from 'node:crypto';
import type { Content } from './content.ts';
import type { ContentStore } from './content-store.ts';
import type { FileNode } from './nodes.ts';

/** An upload that is not complete: one for each (file, MD5, size). Source: docs/jottacloud.md 8.1. */
export interface OpenUpload {
  /** Last segment of its address; not to be guessed. */
  readonly id: string;
  readonly file: FileNode;
  /** As given to allocate. */
  readonly path: string;
  readonly md5: string;
  readonly sizeBytes: number;
  content: Content;
  createdMs: number;
  modifiedMs: number;
  /** The POST that may append now; a later POST or allocate takes it away, so that its `resume_pos` stays true. */
  writer: symbol | undefined;
}

/** All uploads under way, kept for as long as the fake runs (how long the service keeps them is unknown). */
export class OpenUploads {
  readonly #byFile = new Map<FileNode, OpenUpload>();
  readonly #byId = new Map<string, OpenUpload>();
  readonly #contents: ContentStore;

  constructor(contents: ContentStore) {
    this.#contents = contents;
  }

  /** The upload of that content to that file; other content begins from 0. Source: docs/jottacloud.md 3.4. */
  open(
    file: FileNode,
    wanted: Pick<OpenUpload, 'path' | 'md5' | 'sizeBytes' | 'createdMs' | 'modifiedMs'>,
  ): OpenUpload {
    const existing = this.#byFile.get(file);
    if (existing?.md5 === wanted.md5 && existing.sizeBytes === wanted.sizeBytes) {
      existing.createdMs = wanted.createdMs;
      existing.modifiedMs = wanted.modifiedMs;
      existing.writer = undefined;
      return existing;
    }
    if (existing) this.drop(existing);
    const id = randomBytes(18).toString('base64url');
    const upload: OpenUpload = { id, file, ...wanted, content: this.#contents.create(), writer: undefined };
    this.#byFile.set(file, upload);
    this.#byId.set(id, upload);
    return upload;
  }

  /** By the last segment of its address. */
  find(id: string): OpenUpload | undefined {
    return this.#byId.get(id);
  }

  /** Number of received bytes of a file's unfinished version. */
  heldBytes(file: FileNode): number {
    return this.#byFile.get(file)?.content.sizeBytes ?? 0;
  }

  /** Discards the received bytes; the upload restarts at byte 0. */
  restart(upload: OpenUpload): void {
    void upload.content.discard();
    upload.content = this.#contents.create();
  }

  /** Complete, corrupt or replaced: its address is unknown from now on. */
  drop(upload: OpenUpload): void {
    upload.writer = undefined;
    this.#byFile.delete(upload.file);
    this.#byId.delete(upload.id);
  }
}
