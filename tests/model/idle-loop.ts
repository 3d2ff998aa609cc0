import { vi } from 'vitest';

/** Turns of the loop without any work after which nothing more is to come: answers of the computer itself need one. */
const QUIET_TURNS = 2;

/** Knows whether anything is being done in this process: work of IndexedDB and of the browser's cryptography. */
export interface IdleLoop {
  /** Resolves when nothing is left to do but to wait for a timer. */
  settle(): Promise<void>;
  restore(): void;
}

/** Counts what is under way by standing between the code and the two places where such work begins. */
export function createIdleLoop(): IdleLoop {
  const { setImmediate: later, clearImmediate: never } = globalThis;
  const waiting = new Set<NodeJS.Immediate>();
  let ciphers = 0;
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
  const { subtle } = crypto;
  const spies = (['encrypt', 'decrypt', 'generateKey'] as const).map((name) => {
    const real: (...parameters: unknown[]) => Promise<unknown> = subtle[name].bind(subtle) as never;
    return vi.spyOn(subtle, name).mockImplementation((async (...parameters: unknown[]) => {
      ciphers += 1;
      return real(...parameters).finally(() => (ciphers -= 1));
    }) as never);
  });
  return {
    async settle() {
      for (let quiet = 0; quiet < QUIET_TURNS;) {
        await new Promise((resolve) => later(resolve));
        quiet = waiting.size === 0 && ciphers === 0 ? quiet + 1 : 0;
      }
    },
    restore() {
      for (const spy of spies) spy.mockRestore();
      vi.unstubAllGlobals();
    },
  };
}
