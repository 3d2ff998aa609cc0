import { expect, test } from '@playwright/test';
import { appleFaults } from '../../../fakes/icloud/apple-faults.ts';
import type { LoggedRequest } from '../../../fakes/http/request-log.ts';
import { createLibrary, type Library } from '../../../fakes/icloud/library/library.ts';
import { expectState, press } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';

/** Long enough for calls to overlap. */
const LATENCY_MS = 100;
/** Wait that Apple asks for in `Retry-After`. */
const REST_SECONDS = 5;
const QUERY = /\/records\/query/;

/** 15 full answers in the list, and albums of several. */
function severalAnswers(): Library {
  const library = createLibrary(3);
  const photos = Array.from({ length: 1_500 }, (_, index) => library.addPhoto({ bytes: 1_200 + index }));
  for (const name of ['Summer', 'Winter', 'Rome'])
    library.albums.addTo(library.albums.addAlbum(name), ...photos.slice(0, 150));
  return library;
}

/** The largest number of concurrent calls. */
function maxAtOnce(requests: readonly LoggedRequest[]): number {
  const counts = requests.map(
    ({ at }) => requests.filter((other) => other.at <= at && at < (other.endedAt ?? Infinity)).length,
  );
  return Math.max(...counts);
}

test('Apple gets two to eight calls at a time, and none during a backoff', async () => {
  await using session = await startReadySession(severalAnswers());
  const { icloud, link } = session;
  link.set({ latencyMs: LATENCY_MS });
  const popup = await session.browser.openPopup();
  await expectState(popup, 'ready');
  icloud.requests.clear();
  icloud.faults.add({
    host: /ckdatabasews/,
    path: QUERY,
    skip: 12,
    action: appleFaults.throttled(REST_SECONDS),
  });
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');

  const calls = icloud.requests.to(/ckdatabasews/);
  expect(maxAtOnce(calls)).toBeGreaterThan(2);
  expect(maxAtOnce(calls)).toBeLessThanOrEqual(8);
  const [refused] = calls.filter(({ status }) => status === 429);
  const refusedAt = refused?.endedAt ?? NaN;
  const after = calls.map(({ at }) => at - refusedAt).filter((ms) => ms > 0);
  const resumed = after.filter((ms) => ms >= REST_SECONDS * 1_000);
  expect(resumed.length).toBeGreaterThan(5);
  // Those may have gone out before the refusal came in.
  expect(after.length - resumed.length).toBeLessThanOrEqual(7);
});
