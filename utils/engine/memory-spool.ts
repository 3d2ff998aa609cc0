import type { Spool, SpoolWriter } from './ports.ts';

/** Where there is no room at all: the bytes pass by. */
export const dropBytes: SpoolWriter = {
  keptBytes: 0,
  hasRoom: false,
  readKept: () => [],
  write: () => undefined,
  finish: async () => null,
  leave: async () => undefined,
  discard: async () => undefined,
};

/** Keeps bytes in memory, and nothing of them over the life of the engine. */
export const memorySpool: Spool = {
  async create() {
    let chunks: Uint8Array<ArrayBuffer>[] = [];
    const forget = async (): Promise<void> => void (chunks = []);
    return {
      ...dropBytes,
      hasRoom: true,
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
