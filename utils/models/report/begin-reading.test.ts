import { expect, test, vi } from 'vitest';
import { PROGRESS_CHANNEL } from '../../messaging/protocol.ts';
import { beginReading } from './begin-reading.ts';

/** A log whose readings are numbered. */
const numbered = () => {
  let readings = 0;
  return vi.fn<() => Promise<number>>(async () => (readings += 1));
};

test('the first reading is the one that was begun, the next ones are new', async () => {
  const read = numbered();
  const take = beginReading(read);
  expect(read).toHaveBeenCalledTimes(1);
  expect([await take(), await take(), await take()]).toEqual([1, 2, 3]);
});

test('what was read before the log changed is not shown', async () => {
  const take = beginReading(numbered());
  const page = new BroadcastChannel(PROGRESS_CHANNEL);
  const heard = new Promise((resolve) => page.addEventListener('message', resolve));
  const engine = new BroadcastChannel(PROGRESS_CHANNEL);
  engine.postMessage({ kind: 'stored' });
  await heard;
  expect(await take()).toBe(2);
  page.close();
  engine.close();
});

test('an error reaches who takes the reading, and nobody else', async () => {
  const take = beginReading(() => Promise.reject(new Error('no log')));
  await expect(take()).rejects.toThrow('no log');
  await expect(take()).rejects.toThrow('no log');
});
