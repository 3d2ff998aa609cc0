import type { Spool } from '../../ports/spool.ts';

/** Keeps bytes in memory. Nothing survives the life of the engine. */
export const memorySpool: Spool = {
  async create({ sizeBytes }) {
    let bytes = new Uint8Array(sizeBytes);
    let at = 0;
    const forget = async (): Promise<void> => void (bytes = new Uint8Array());
    return {
      keptBytes: 0,
      hasSpace: true,
      readKept: () => [],
      write(chunk) {
        bytes.set(chunk, at);
        at += chunk.length;
      },
      finish: async () => bytes.subarray(0, at),
      leave: async () => {
        await forget();
        return 0;
      },
      discard: forget,
    };
  },
  open: async () => null,
  remove: async () => undefined,
  orders: async () => [],
  clean: async () => undefined,
};
