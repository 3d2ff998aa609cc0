import { expect, test } from 'vitest';
import { createClockWatch } from './clock-watch.ts';

const HERE = Date.UTC(2026, 10, 24, 12);

test.each([
  ['Tue, 24 Nov 2026 12:00:09 GMT', false],
  ['Tue, 24 Nov 2026 12:14:00 GMT', false],
  ['Tue, 24 Nov 2026 12:16:00 GMT', true],
  ['Wed, 24 Nov 2027 12:00:00 GMT', true],
  ['soon', false],
  [null, false],
])('an answer of %s at noon: the clock is wrong: %s', async (date, isWrong) => {
  const watch = createClockWatch(
    () => Promise.resolve(new Response('', { headers: date === null ? {} : { Date: date } })),
    () => HERE,
  );
  await watch.fetch('https://api.jottacloud.com/', {});
  expect(watch.isWrong()).toBe(isWrong);
});

test('an answer without a date changes nothing', async () => {
  const dates = ['Wed, 25 Nov 2026 12:00:00 GMT', null];
  const watch = createClockWatch(
    () => {
      const date = dates.shift() ?? null;
      return Promise.resolve(new Response('', { headers: date === null ? {} : { Date: date } }));
    },
    () => HERE,
  );
  await watch.fetch('https://api.jottacloud.com/', {});
  await watch.fetch('https://api.jottacloud.com/', {});
  expect(watch.isWrong()).toBe(true);
});
