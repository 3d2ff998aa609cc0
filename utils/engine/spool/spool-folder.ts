/** The parts of a synchronous access handle that the spool uses. */
export interface AccessHandle {
  getSize(): number;
  truncate(size: number): void;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(chunk: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** The parts of a folder in the browser's private file system that the spool uses. Tests implement their own. */
export interface SpoolFolder {
  getFileHandle(
    name: string,
    options?: { create: boolean },
  ): Promise<{ getFile(): Promise<Blob>; createSyncAccessHandle(): Promise<AccessHandle> }>;
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}
