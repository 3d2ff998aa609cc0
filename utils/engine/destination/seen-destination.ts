import type { QueuedFile } from '../../ports/work-queue.ts';
import { createCompactSet } from './compact-set.ts';

/** The content of a file, as a listing and the log compare it. */
export interface Content {
  md5: string;
  sizeBytes: number;
}

/** Returns a text that is the same for the same content. */
export const contentKey = ({ md5, sizeBytes }: Content): string => `${md5}\n${sizeBytes}`;

/** Returns the content of a file of the log. An unfinished file has none that a listing shows. */
export const contentOf = ({ state, sizeBytes }: Pick<QueuedFile, 'state' | 'sizeBytes'>): Content => ({
  md5: state.status === 'done' ? state.md5 : '',
  sizeBytes,
});

/** What one listing of the destination showed, in 24 bytes for each file. */
export interface SeenDestination {
  /** Files so far. */
  readonly size: number;
  /** @param name `pathKey` of its path, or its `pathHash` */
  add(name: string, content: Content): void;
  /** Whether a file is at its path, with its content. Add no file after the first question. */
  has(name: string, content: Content): boolean;
  /** Whether any file has this name. */
  hasName(name: string): boolean;
  /** Whether any file has this content. */
  hasContent(content: Content): boolean;
}

/** Creates an empty listing. */
export function createSeenDestination(): SeenDestination {
  const [files, names, contents] = [createCompactSet(), createCompactSet(), createCompactSet()];
  const fileKey = (name: string, content: Content): string => `${name}\n${contentKey(content)}`;
  return {
    get size() {
      return files.size;
    },
    add(name, content) {
      files.add(fileKey(name, content));
      names.add(name);
      contents.add(contentKey(content));
    },
    has: (name, content) => files.has(fileKey(name, content)),
    hasName: (name) => names.has(name),
    hasContent: (content) => contents.has(contentKey(content)),
  };
}
