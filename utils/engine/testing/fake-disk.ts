import type { AccessHandle, SpoolFolder } from '../spool/spool-folder.ts';

/** A folder in the browser's private file system that survives when the browser is killed. */
export interface FakeDisk {
  /** Bytes that all files may use together; further writes fail. */
  quotaBytes: number;
  /** Whether the browser can estimate how much space is free. */
  canEstimate: boolean;
  /** Names of the files on the disk. */
  readonly names: string[];
  readonly usedBytes: number;
  /** Inverts one byte of each file, as a power cut may do. */
  damage(at: number): void;
  /** Starts the browser again. Handles of its previous process no longer work. */
  mount(): { folder: SpoolFolder; estimate(): Promise<{ quota?: number; usage?: number }> };
}

/** A file, in a buffer that may be longer than its content. */
interface DiskFile {
  buffer: Uint8Array<ArrayBuffer>;
  size: number;
}

/** Files of a disk, by name. */
type Files = Map<string, DiskFile>;

/** Creates an empty disk. @param quotaBytes space for all files together */
export function createFakeDisk(quotaBytes: number): FakeDisk {
  const files: Files = new Map();
  let mounts = 0;
  const disk: FakeDisk = {
    quotaBytes,
    canEstimate: true,
    get names() {
      return [...files.keys()];
    },
    get usedBytes() {
      return usedBytes(files);
    },
    damage(at) {
      for (const { buffer } of files.values()) buffer[at] = (buffer[at] ?? 0) ^ 0xff;
    },
    mount() {
      mounts += 1;
      const mount = mounts;
      const assertMounted = (): void => {
        if (mount !== mounts) throw new DOMException('another mount', 'InvalidStateError');
      };
      return {
        folder: createFolder({ files, quotaBytes: () => disk.quotaBytes, assertMounted, locked: new Set() }),
        estimate: async () => (disk.canEstimate ? { quota: disk.quotaBytes, usage: usedBytes(files) } : {}),
      };
    },
  };
  return disk;
}

/** A disk as one process of the browser sees it. */
interface Mount {
  files: Files;
  quotaBytes(): number;
  /** @throws {DOMException} `InvalidStateError` after the browser has started again */
  assertMounted(): void;
  /** Names of files with an open handle. */
  locked: Set<string>;
}

function createFolder(mount: Mount): SpoolFolder {
  const { files, locked, assertMounted } = mount;
  return {
    async getFileHandle(name, options) {
      assertMounted();
      if (options?.create && !files.has(name)) files.set(name, { buffer: new Uint8Array(0), size: 0 });
      fileOf(files, name);
      return {
        createSyncAccessHandle: async () => openHandle(mount, name),
        getFile: async () => new Blob([contentOf(files, name)]),
      };
    },
    async removeEntry(name) {
      assertMounted();
      if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
      fileOf(files, name);
      files.delete(name);
    },
    async *keys() {
      yield* Array.from(files.keys());
    },
  };
}

function openHandle(mount: Mount, name: string): AccessHandle {
  const { files, locked, assertMounted } = mount;
  if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
  locked.add(name);
  const assertOpen = (): void => {
    assertMounted();
    if (!locked.has(name)) throw new DOMException('closed', 'InvalidStateError');
  };
  return {
    getSize() {
      assertOpen();
      return fileOf(files, name).size;
    },
    truncate(size) {
      assertOpen();
      resize(mount, name, size);
    },
    flush: assertOpen,
    close: () => void locked.delete(name),
    read(into, { at }) {
      assertOpen();
      const bytes = contentOf(files, name).subarray(at, at + into.length);
      into.set(bytes);
      return bytes.length;
    },
    write(chunk, { at }) {
      assertOpen();
      resize(mount, name, Math.max(fileOf(files, name).size, at + chunk.length));
      contentOf(files, name).set(chunk, at);
      return chunk.length;
    },
  };
}

const usedBytes = (files: Files): number => [...files.values()].reduce((sum, { size }) => sum + size, 0);

function fileOf(files: Files, name: string): DiskFile {
  const file = files.get(name);
  if (!file) throw new DOMException('no such file', 'NotFoundError');
  return file;
}

function contentOf(files: Files, name: string): Uint8Array<ArrayBuffer> {
  const { buffer, size } = fileOf(files, name);
  return buffer.subarray(0, size);
}

/** Changes the size of a file, and fills new space with zeros. */
function resize({ files, quotaBytes }: Mount, name: string, size: number): void {
  const file = fileOf(files, name);
  const neededBytes = usedBytes(files) - file.size + size;
  if (neededBytes > quotaBytes()) throw new DOMException('no space', 'QuotaExceededError');
  if (size > file.buffer.length) {
    const { buffer } = file;
    file.buffer = new Uint8Array(size * 2);
    file.buffer.set(buffer);
  }
  file.buffer.fill(0, size, Math.max(size, file.size));
  file.size = size;
}
