import { CHECKSUM_SALT } from '../../icloud/file-checksum.ts';
import type { Spool } from '../../ports/spool.ts';

/** Keeps bytes in memory. Nothing survives the life of the engine. */
export const memorySpool: Spool = {
  async create({ sizeBytes }) {
    let salted = new Uint8Array(CHECKSUM_SALT.length + sizeBytes);
    salted.set(CHECKSUM_SALT);
    let at = CHECKSUM_SALT.length;
    const forget = async (): Promise<void> => void (salted = new Uint8Array());
    return {
      keptBytes: 0,
      hasSpace: true,
      readSalted: () => salted.subarray(0, at),
      readKept: () => [],
      write(chunk) {
        salted.set(chunk, at);
        at += chunk.length;
      },
      finish: async () => salted.subarray(CHECKSUM_SALT.length, at),
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
