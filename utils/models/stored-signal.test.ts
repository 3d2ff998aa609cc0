import { effect } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { storage } from 'wxt/utils/storage';
import { signalOf, signalsOf } from './stored-signal.ts';

const define = (name: string) => storage.defineItem<boolean>(`local:${name}`, { fallback: true });

test('a value that is set is shown before it is stored', async () => {
  const item = define('shown-first');
  const stored = await signalOf(item);
  const shown: boolean[] = [];
  effect(() => void shown.push(stored.value));
  const stores = stored.set(false);
  expect(shown).toEqual([true, false]);
  await stores;
  expect(await item.getValue()).toBe(false);
});

test('a change that another page stores is shown', async () => {
  const item = define('changed-elsewhere');
  const stored = await signalOf(item);
  await item.setValue(false);
  await vi.waitFor(() => expect(stored.value).toBe(false));
});

test('each item of a record has its signal under its own name', async () => {
  const items = { first: define('first'), second: define('second') };
  await items.second.setValue(false);
  const signals = await signalsOf(items);
  expect([signals.first.value, signals.second.value]).toEqual([true, false]);
});
