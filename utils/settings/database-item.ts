import { withOwnDatabase } from './key-database.ts';

/** One value in the extension's own database, with the interface of WXT's storage items. */
export interface DatabaseItem<T> {
  /** Returns the stored value, parsed. */
  getValue(): Promise<T>;
  /** Stores a value, durably when the promise resolves. */
  setValue(value: T): Promise<void>;
  /** Stores a value only if nothing was ever stored. */
  setFirst(value: T): Promise<void>;
  /** Calls back after each change in any context of the extension. @returns a function that stops it */
  watch(changed: () => void): () => void;
}

const STORE = 'kept';
const CHANNEL = 'fotoflytt-kept';

/**
 * Defines a value that no content script can read or write.
 *
 * @param parse parses the stored value; gets `undefined` if there is none
 */
export function defineDatabaseItem<T>(name: string, parse: (stored: unknown) => T): DatabaseItem<T> {
  return {
    getValue: () => withOwnDatabase(async (database) => parse(await database.get(STORE, name))),
    async setValue(value) {
      await write(name, value, false);
      const channel = new BroadcastChannel(CHANNEL);
      channel.postMessage(name);
      channel.close();
    },
    setFirst: (value) => write(name, value, true),
    watch(changed) {
      const channel = new BroadcastChannel(CHANNEL);
      channel.addEventListener('message', ({ data }) => {
        if (data === name) changed();
      });
      return () => channel.close();
    },
  };
}

const write = (name: string, value: unknown, isFirst: boolean): Promise<void> =>
  withOwnDatabase(async (database) => {
    const { store, done } = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    if (!isFirst || (await store.get(name)) === undefined) await store.put(value, name);
    await done;
  });
