import type { SpoolFolder } from '../spool/spool-folder.ts';

/** A folder in the private file system, and what stays of it when a browser is killed. */
export interface FakeDisk {
  /** What the browser may use; more cannot be written. */
  quotaBytes: number;
  /** Whether the browser tells beforehand how much room there is. */
  tellsRoom: boolean;
  /** What lies there now. */
  readonly names: string[];
  readonly usedBytes: number;
  /** Turns one byte of each file round, as a power cut may leave it. */
  damage(at: number): void;
  /** A new life of the browser; all handles of the one before are dead. */
  mount(): { folder: SpoolFolder; estimate(): Promise<{ quota?: number; usage?: number }> };
}

/** @param quotaBytes room for everything together */
export function createFakeDisk(quotaBytes: number): FakeDisk {
  const files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; size: number }>();
  let lives = 0;

  const used = (): number => [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const fileOf = (name: string): { bytes: Uint8Array<ArrayBuffer>; size: number } => {
    const file = files.get(name);
    if (!file) throw new DOMException('no such file', 'NotFoundError');
    return file;
  };
  const contentOf = (name: string): Uint8Array<ArrayBuffer> => {
    const { bytes, size } = fileOf(name);
    return bytes.subarray(0, size);
  };
  const resize = (name: string, size: number): void => {
    const file = fileOf(name);
    if (used() - file.size + size > disk.quotaBytes) throw new DOMException('no room', 'QuotaExceededError');
    if (size > file.bytes.length) {
      const { bytes } = file;
      file.bytes = new Uint8Array(size * 2);
      file.bytes.set(bytes);
    }
    file.bytes.fill(0, size, Math.max(size, file.size));
    file.size = size;
  };

  const disk: FakeDisk = {
    quotaBytes,
    tellsRoom: true,
    get names() {
      return [...files.keys()];
    },
    get usedBytes() {
      return used();
    },
    damage(at) {
      for (const { bytes } of files.values()) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    },
    mount() {
      lives += 1;
      const life = lives;
      const locked = new Set<string>();
      const alive = (): void => {
        if (life !== lives) throw new DOMException('another life', 'InvalidStateError');
      };
      const openHandle = (name: string) => {
        if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
        locked.add(name);
        const checked = (): void => {
          alive();
          if (!locked.has(name)) throw new DOMException('closed', 'InvalidStateError');
        };
        return {
          getSize: () => (checked(), contentOf(name).length),
          truncate(size: number) {
            checked();
            resize(name, size);
          },
          flush: checked,
          close: () => void locked.delete(name),
          read(into: Uint8Array<ArrayBuffer>, { at }: { at: number }) {
            checked();
            const bytes = contentOf(name).subarray(at, at + into.length);
            into.set(bytes);
            return bytes.length;
          },
          write(chunk: Uint8Array<ArrayBuffer>, { at }: { at: number }) {
            checked();
            resize(name, Math.max(contentOf(name).length, at + chunk.length));
            contentOf(name).set(chunk, at);
            return chunk.length;
          },
        };
      };
      const folder: SpoolFolder = {
        async getFileHandle(name, options) {
          alive();
          if (options?.create && !files.has(name)) files.set(name, { bytes: new Uint8Array(0), size: 0 });
          contentOf(name);
          return {
            createSyncAccessHandle: async () => openHandle(name),
            getFile: async () => new Blob([contentOf(name)]),
          };
        },
        async removeEntry(name) {
          alive();
          if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
          contentOf(name);
          files.delete(name);
        },
        async *keys() {
          yield* [...files.keys()];
        },
      };
      const estimate = async () => (disk.tellsRoom ? { quota: disk.quotaBytes, usage: used() } : {});
      return { folder, estimate };
    },
  };
  return disk;
}
