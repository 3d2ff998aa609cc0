import { expect, test } from 'vitest';
import { createUnattendedModel, type UnattendedPorts } from './unattended-model.ts';

const itemOf = (value: boolean, written: boolean[] = []) => ({
  getValue: async () => value,
  setValue: async (next: boolean) => void written.push(next),
  watch: () => undefined,
});

async function start(change: Partial<UnattendedPorts> = {}) {
  const asked: string[] = [];
  const written: boolean[] = [];
  const model = await createUnattendedModel({
    awakeBy: 'browser',
    keepAwake: itemOf(false, written),
    notifications: itemOf(false),
    has: async () => true,
    allow: async (permission) => asked.push(permission) > 0,
    ...change,
  });
  return { model, asked, written };
}

test('each tick asks for its permission once it is set, and for none when it is taken away', async () => {
  const { model, asked, written } = await start();
  await model.setKeepAwake(true);
  await model.setNotifications(true);
  expect([model.keepAwake.value, model.notifications.value]).toEqual([true, true]);
  await model.setKeepAwake(false);
  expect(asked).toEqual(['power', 'notifications']);
  expect(written).toEqual([true, false]);
});

test('without the permission the tick goes away again, with a word', async () => {
  const { model, written } = await start({ allow: async () => false });
  await model.setKeepAwake(true);
  expect(model.keepAwake.value).toBe(false);
  expect(model.isRefused.value).toBe(true);
  expect(written).toEqual([true, false]);
});

test('a tick whose permission was taken away is not shown as set', async () => {
  const { model } = await start({ keepAwake: itemOf(true), has: async () => false });
  expect(model.keepAwake.value).toBe(false);
});

test('where a page keeps the screen on, no permission is needed', async () => {
  const { model, asked } = await start({ awakeBy: 'page', has: async () => false });
  await model.setKeepAwake(true);
  expect(model.keepAwake.value).toBe(true);
  expect(asked).toEqual([]);
});
