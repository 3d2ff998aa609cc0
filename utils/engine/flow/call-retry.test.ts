import { expect, test } from 'vitest';
import { TransferError } from '../../errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createBackoffs } from './backoff.ts';
import { attemptOnce } from './call-retry.ts';

const never = new AbortController().signal;
const refuse = () => Promise.reject(new TransferError('icloud-refused', 'refused'));

test('a returned error of a call beside others neither pauses them nor makes their next pause short again', async () => {
  const clock = createManualClock();
  const backoff = createBackoffs(clock).icloud;
  const attempt = () => attemptOnce({ backoff, clock }, never, refuse);
  const refusedBeside = async (): Promise<number> => {
    const needed = backoff.run(never, refuse).catch(() => undefined);
    expect(await attempt()).toMatchObject({ error: { code: 'icloud-refused' } });
    await needed;
    const wait = (backoff.paused?.until ?? 0) - clock.now();
    await clock.advance(wait);
    return wait;
  };
  expect(await attempt()).toMatchObject({ error: { code: 'icloud-refused' } });
  expect(backoff.paused).toBeNull();
  const [first, second] = [await refusedBeside(), await refusedBeside()];
  expect(second).toBeGreaterThanOrEqual(2 * first);
});
