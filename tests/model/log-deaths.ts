import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { vi } from 'vitest';

/** Kills the owner of the open log at one of its writes. */
export interface LogDeaths {
  /** The browser dies at its n-th write from now: the one after it never happens. */
  arm(writes: number, die: () => void): void;
  disarm(): void;
  /** Closes all connections as a death does: nothing more is read or written through them. */
  closeAll(): void;
  restore(): void;
}

/** Stands between the code and every transaction. */
export function createLogDeaths(): LogDeaths {
  const open = new Set<IDBDatabase>();
  let armed: { left: number; die: () => void } | null = null;
  const real = IDBDatabase.prototype.transaction;
  const spy = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...parameters
  ) {
    open.add(this);
    const [, mode] = parameters;
    if (mode === 'readwrite' && armed !== null) {
      armed.left -= 1;
      const { left, die } = armed;
      if (left < 0) {
        armed = null;
        die();
      }
    }
    return Reflect.apply(real, this, parameters);
  });
  return {
    arm: (writes, die) => void (armed = { left: writes, die }),
    disarm: () => void (armed = null),
    closeAll() {
      for (const database of open) forceCloseDatabase(database as never);
      open.clear();
    },
    restore: () => spy.mockRestore(),
  };
}

/** Removes a database; connections that are open let go of it. */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(new Error(`${name} cannot be deleted`)));
  });
