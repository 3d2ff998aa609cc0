import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readProgressText } from '../../entrypoints/background/manifest/progress-text.ts';
import { useBrowserTexts } from '../../components/testing/browser-texts.ts';
import { rowOfRun } from '../../utils/domain/run/run-row.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import { settings } from '../../utils/settings/settings.ts';
import { readLogRecord, sharedLog } from '../../utils/store/database.ts';
import { saveSpeeds } from '../../utils/store/runs/speeds.ts';
import { epochMs } from '../../utils/units.ts';

const NOW = epochMs(new Date(2026, 10, 29, 14, 35).getTime());
const MB = 1_000_000;

beforeEach(async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  useBrowserTexts('en');
  const log = await sharedLog();
  const run = sampleRun({ isConfirmed: true, phase: 'copying', appleCount: 1_200 });
  await log.put('runs', rowOfRun(run));
  const record = await readLogRecord(log);
  const totals = {
    ...record.totals,
    itemsFound: 1_200,
    itemsDone: 300,
    bytesFound: 12_000 * MB,
    bytesDone: 0,
  };
  await log.put('log', { ...record, totals });
  const points = Array.from({ length: 120 }, (_, step) => ({
    at: epochMs(NOW - (120 - step) * 5_000),
    ...{ received: MB, sent: MB },
  }));
  await saveSpeeds(log, { runId: run.id, stepMs: 5_000, points });
});
afterEach(() => vi.useRealTimers());

test('is null unless somebody wants the file', async () => {
  expect(await readProgressText('copying')).toBeNull();
});

test('says when it was written, how far the copy is, and until when it takes', async () => {
  await settings.progressFile.setValue(true);
  const lines = async (state: Parameters<typeof readProgressText>[0]) =>
    ((await readProgressText(state)) ?? '').replaceAll('\u00A0', ' ').split('\n');
  const [at, , copying, finish] = await lines('copying');
  expect(at).toMatch(/Nov 29, 2026, 2:35/);
  expect(copying).toBe('Copying: 300 of 1,200 photos and videos (25%)');
  expect(finish).toMatch(/^Done this afternoon \(5/);
  expect((await lines('stopped'))[2]).toMatch(/^Stopped: 300 of 1,200 .*says why\.$/);
  expect((await lines('finished')).slice(2)).toEqual(['Finished: 300 of 1,200 photos and videos (25%)', '']);
});
