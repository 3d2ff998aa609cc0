import { signal } from '@preact/signals';
import type { SignalsOf, StoredSignal } from '../../utils/models/stored-signal.ts';
import { switches } from '../../utils/settings/settings.ts';

/** A stored setting that is kept in memory. */
export function fakeStored<Value>(
  first: Value,
  stored: (value: Value) => Promise<void> = () => Promise.resolve(),
): StoredSignal<Value> {
  const shown = signal(first);
  return {
    get value() {
      return shown.value;
    },
    set(value) {
      shown.value = value;
      return stored(value);
    },
  };
}

/** Every setting that is one tick, with its default. */
export function fakeSwitches(): SignalsOf<typeof switches> {
  const entries = Object.entries(switches).map(([name, item]) => [name, fakeStored(item.fallback)] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `fromEntries` keeps the names, its type does not
  return Object.fromEntries(entries) as SignalsOf<typeof switches>;
}
