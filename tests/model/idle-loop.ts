import { Buffer } from 'node:buffer';
import { gunzipSync, gzipSync } from 'node:zlib';
import { vi } from 'vitest';

/** Turns of the loop without any work after which nothing more is to come: answers of the computer itself need one. */
const QUIET_TURNS = 2;

/** Knows whether anything is being done in this process: work of IndexedDB, of the browser's cryptography, of WebAssembly. */
export interface IdleLoop {
  /** Resolves when nothing is left to do but to wait for a timer. */
  settle(): Promise<void>;
  restore(): void;
}

/** Counts what is under way by standing between the code and the places where such work begins. */
export function createIdleLoop(): IdleLoop {
  const { setImmediate: later, clearImmediate: never } = globalThis;
  const waiting = new Set<NodeJS.Immediate>();
  /** Work of other threads. */
  let outside = 0;
  const counted = (work: (...parameters: unknown[]) => void, ...parameters: unknown[]): NodeJS.Immediate => {
    const handle = later(() => {
      waiting.delete(handle);
      work(...parameters);
    });
    waiting.add(handle);
    return handle;
  };
  vi.stubGlobal('setImmediate', counted);
  vi.stubGlobal('clearImmediate', (handle: NodeJS.Immediate) => {
    waiting.delete(handle);
    never(handle);
  });
  // Both compress in threads of their own; these do it at once.
  vi.stubGlobal('CompressionStream', atOnce(gzipSync));
  vi.stubGlobal('DecompressionStream', atOnce(gunzipSync));
  const awaited = async (work: Promise<unknown>): Promise<unknown> => {
    outside += 1;
    return work.finally(() => (outside -= 1));
  };
  const { subtle } = crypto;
  const spies = (['encrypt', 'decrypt', 'digest', 'generateKey'] as const).map((name) => {
    const real: (...parameters: unknown[]) => Promise<unknown> = subtle[name].bind(subtle) as never;
    return vi
      .spyOn(subtle, name)
      .mockImplementation(((...parameters: unknown[]) => awaited(real(...parameters))) as never);
  });
  const compilers = (['compile', 'instantiate'] as const).map((name) => {
    const real: (...parameters: unknown[]) => Promise<unknown> = WebAssembly[name] as never;
    return vi
      .spyOn(WebAssembly, name)
      .mockImplementation(((...parameters: unknown[]) => awaited(real(...parameters))) as never);
  });
  return {
    async settle() {
      for (let quiet = 0; quiet < QUIET_TURNS;) {
        await new Promise((resolve) => later(resolve));
        quiet = waiting.size === 0 && outside === 0 ? quiet + 1 : 0;
      }
    },
    restore() {
      for (const spy of [...spies, ...compilers]) spy.mockRestore();
      vi.unstubAllGlobals();
    },
  };
}

/** Makes a class of streams that give everything at their end, without another thread. */
const atOnce = (convert: (bytes: Buffer) => Buffer) =>
  class {
    readonly readable: ReadableStream;
    readonly writable: WritableStream;

    constructor() {
      const chunks: Uint8Array[] = [];
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk) => void chunks.push(chunk),
        flush: (controller) => controller.enqueue(new Uint8Array(convert(Buffer.concat(chunks)))),
      });
      [this.readable, this.writable] = [readable, writable];
    }
  };
