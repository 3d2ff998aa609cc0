import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { nothingWaits } from '../../domain/testing/nothing-waits.ts';
import { oneLog } from '../../domain/testing/one-log.ts';
import { samplePlan } from '../../domain/testing/sample-plan.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { noTotals } from '../../domain/run/run.ts';
import type { TransferSnapshot } from '../../domain/run/snapshot.ts';
import type { CopyState } from '../copy-state.ts';
import { createSheetModel } from './sheet-model.ts';

/** The sheet of a plan, beside an icloud.com that never answers who is signed in. */
function sheetBesideSilentPage() {
  const asked: string[] = [];
  const nothing = async (): Promise<void> => undefined;
  const sheet = createSheetModel(
    {
      listFolder: async () => null,
      makeFolder: nothing,
      compareNames: () => 0,
      saveFolder: async (destination) => void asked.push(`folder ${destination}`),
      saveArrangement: async ({ layout }) => void asked.push(`layout ${layout}`),
      readOwner: () => new Promise(() => undefined),
      readFacts: async () => ({ hidden: null, recentlyDeleted: null, account: null }),
      readLayoutSample: async () => null,
    },
    {
      snapshot: signal<TransferSnapshot>({
        ...oneLog,
        connected: true,
        hasOpenedTab: false,
        resumedAt: null,
        completeness: null,
        waiting: nothingWaits,
        totals: noTotals,
        session: 'unknown',
        run: sampleRun({ status: 'planned', plan: samplePlan(), isConfirmed: false }),
      }),
      state: signal<CopyState>('plan'),
      readLog: async () => void asked.push('read'),
    },
  );
  return { sheet, asked };
}

test('a folder is chosen as soon as it is stored, whether or not icloud.com answers', async () => {
  const { sheet, asked } = sheetBesideSilentPage();
  await sheet.chooseFolder(['Photos', 'Italy 2022']);
  expect(asked).toEqual(['folder Photos/Italy 2022', 'read']);
});

test('so is a layout', async () => {
  const { sheet, asked } = sheetBesideSilentPage();
  await sheet.arrange({ layout: 'year-month' });
  expect(asked).toEqual(['layout year-month', 'read']);
});
