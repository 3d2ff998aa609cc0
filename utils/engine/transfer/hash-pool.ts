import { type ContentHash, createContentHash } from './content-hash.ts';

/** Hashes that are used again and again: making one costs more than hashing a small photo. */
export interface HashPool {
  /** Gives a fresh hash to the work, for its time. */
  lend<T>(work: (hash: ContentHash) => Promise<T>): Promise<T>;
}

export function createHashPool(): HashPool {
  const idle: ContentHash[] = [];
  return {
    async lend(work) {
      const hash = idle.pop() ?? (await createContentHash());
      try {
        hash.restart();
        return await work(hash);
      } finally {
        idle.push(hash);
      }
    },
  };
}
