import type { Spool } from './ports.ts';

/** Keeps bytes in memory, and nothing of them over the life of the engine. */
export const memorySpool: Spool = {
  async create() {
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    const forget = async (): Promise<void> => void (chunks = []);
    return {
      keptBytes: 0,
      hasRoom: true,
      readKept: () => [],
      write: (chunk) => void chunks.push(chunk),
      finish: async () => new Blob(chunks),
      leave: forget,
      discard: forget,
    };
  },
  open: async () => null,
  remove: async () => undefined,
  orders: async () => [],
  clean: async () => undefined,
};
