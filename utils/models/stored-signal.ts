import { signal } from '@preact/signals';

/** The part of a stored item that a signal needs; every item of `settings` has it. */
export interface StoredItem<Value> {
  getValue(): Promise<Value>;
  setValue(value: Value): Promise<void>;
  /** Calls back after each change, whichever page made it. */
  watch(changed: (value: Value) => void): unknown;
}

/** A stored setting that a page renders and changes. */
export interface StoredSignal<Value> {
  /** The value now. Reading it subscribes, as with any signal. */
  readonly value: Value;
  /** Shows the value at once, and stores it. */
  set(value: Value): Promise<void>;
}

/** Signals of the items in a record, under the same names. */
export type SignalsOf<Items> = {
  readonly [Name in keyof Items]: Items[Name] extends StoredItem<infer Value> ? StoredSignal<Value> : never;
};

/** Creates a signal that shows a stored item and follows its changes. */
export async function signalOf<Value>(item: StoredItem<Value>): Promise<StoredSignal<Value>> {
  const shown = signal<Value>(await item.getValue());
  item.watch((value) => {
    shown.value = value;
  });
  return {
    get value() {
      return shown.value;
    },
    async set(value) {
      shown.value = value;
      await item.setValue(value);
    },
  };
}

/** Creates a signal for each item of a record, under the same names. */
export async function signalsOf<Value, Items extends Record<string, StoredItem<Value>>>(
  items: Items,
): Promise<SignalsOf<Items>> {
  const signals = await Promise.all(
    Object.entries(items).map(async ([name, item]) => [name, await signalOf(item)] as const),
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `fromEntries` keeps the names, its type does not
  return Object.fromEntries(signals) as SignalsOf<Items>;
}
