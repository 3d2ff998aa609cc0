import { expect, test } from 'vitest';
import type { StoredItem } from '../stored-signal.ts';
import { createTopUpOffer } from './top-up-offer-model.ts';

/** An item in memory that several models share. */
function item<Value>(first: Value): StoredItem<Value> {
  let stored = first;
  return {
    getValue: () => Promise.resolve(stored),
    setValue: async (value) => void (stored = value),
    watch: () => undefined,
  };
}

test.each([
  ['off', true],
  ['remind', false],
  ['copy', false],
])('with the setting %s the offer is open: %s', async (mode, isOpen) => {
  const openSetting = () => Promise.resolve();
  const offer = await createTopUpOffer({
    setting: item<unknown>(mode),
    isAnswered: item(false),
    openSetting,
  });
  expect(offer.isOpen.value).toBe(isOpen);
});

test.each([
  ['choose', 1],
  ['decline', 0],
] as const)(
  'it is made once: after "%s" it stays closed, and the setting was opened %i times',
  async (answer, opened) => {
    let openings = 0;
    const ports = {
      setting: item<unknown>('off'),
      isAnswered: item(false),
      openSetting: async () => void (openings += 1),
    };
    const offer = await createTopUpOffer(ports);
    await offer[answer]();
    expect(offer.isOpen.value).toBe(false);
    expect((await createTopUpOffer(ports)).isOpen.value).toBe(false);
    expect(openings).toBe(opened);
  },
);
