import type { Spool } from './ports.ts';

/** Keeps bytes in memory, and nothing of them over the life of the engine. */
export const memorySpool: Spool = {
  async create() {
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      restart: () => void (chunks = []),
      finish: async () => new Blob(chunks),
      discard: async () => void (chunks = []),
    };
  },
  open: async () => null,
  remove: async () => undefined,
  clean: async () => undefined,
};
