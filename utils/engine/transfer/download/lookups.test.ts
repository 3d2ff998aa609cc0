import { expect, test } from 'vitest';
import { createIcloudClient } from '../../../icloud/client.ts';
import { recordName } from '../../../units.ts';
import { createBench, home, MB, MBIT } from '../../testing/pipeline-bench.ts';
import type { VirtualLine } from '../../testing/virtual-services.ts';
import { createDownloadUrls } from './download-urls.ts';

const APPLE_MS = 400;
const MAX_AGE_MS = 5 * 60_000;
const zone = { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null } as const;
const session = {
  dsInfo: { dsid: '1' },
  webservices: { ckdatabasews: { url: 'https://p61-ckdatabasews.icloud.com:443' } },
};

/** Transfers files in virtual time, with the real lookups. @returns sizes of the lookups, and ages of the URLs that were used */
async function transfer(
  sizes: readonly number[],
  line: VirtualLine,
): Promise<{ lookups: number[]; ages: number[] }> {
  const lookups: number[] = [];
  const ages: number[] = [];
  const askedAt = new Map<string, number>();
  const { time, log, run } = createBench(sizes, line, ({ backoffs, fetch, clock }) => {
    const icloud = createIcloudClient(
      {
        async post(call) {
          const reply = (body: unknown) => ({ status: 200, body: JSON.stringify(body), retryAfter: null });
          if (call.host === 'setup') return reply(session);
          await clock.sleep(APPLE_MS, new AbortController().signal);
          const { records } = JSON.parse(call.body) as { records: { recordName: string }[] };
          lookups.push(records.length);
          for (const { recordName: name } of records) askedAt.set(name, clock.now());
          return reply({ records: records.map(({ recordName: name }) => recordOf(name, sizes)) });
        },
      },
      clock.now,
    );
    return {
      downloadUrls: createDownloadUrls(icloud, backoffs.icloud, clock, {
        zoneOf: () => zone,
        mayFetch: async () => true,
      }),
      fetch(url, init) {
        const name = new URL(url).pathname.slice(1);
        ages.push(clock.now() - (askedAt.get(name) ?? -Infinity));
        return fetch(url, init);
      },
    };
  });
  for (const [key, file] of log) log.set(key, { ...file, holder: recordName(`${file.order}`) });
  await time.runUntil(run());
  expect([...log.values()].every(({ state }) => state.status === 'done')).toBe(true);
  return { lookups, ages };
}

const recordOf = (name: string, sizes: readonly number[]) => ({
  recordName: name,
  recordType: 'CPLMaster',
  fields: {
    resOriginalRes: {
      value: {
        downloadURL: `https://cvws.icloud-content.com/${name}`,
        fileChecksum: name,
        size: sizes[Number(name)],
      },
    },
  },
});

test('2,000 small files take an eighth of the lookups that batches of 24 would take', async () => {
  const { lookups, ages } = await transfer(
    Array.from({ length: 2_000 }, () => 150_000),
    home,
  );
  expect(lookups.length).toBeLessThanOrEqual(Math.ceil(2_000 / 24 / 8) + 1);
  expect(Math.max(...lookups)).toBe(200);
  expect(Math.max(...ages)).toBeLessThan(MAX_AGE_MS);
});

test.each([
  { name: 'photos on a slow link', sizes: Array.from({ length: 120 }, () => 4 * MB), up: 2 },
  { name: 'videos', sizes: Array.from({ length: 12 }, () => 300 * MB), up: 20 },
])('$name are looked up a few at a time, and no URL is used after five minutes', async ({ sizes, up }) => {
  const { lookups, ages } = await transfer(sizes, { down: 10 * up * MBIT, up: up * MBIT, latencyMs: 40 });
  expect(Math.max(...ages)).toBeLessThan(MAX_AGE_MS);
  expect(lookups.length).toBeLessThanOrEqual(sizes.length);
  expect(Math.max(...lookups)).toBeLessThan(40);
});
