import type { Arrangement } from '../../utils/domain/layout/arrangement.ts';
import type { FolderLevel } from '../../utils/domain/layout/folder-level.ts';
import type { RunRow } from '../../utils/domain/run/run-row.ts';
import { changedRun } from '../../utils/domain/testing/sample-run.ts';
import type { SheetFacts } from '../../utils/domain/plan/sheet-facts.ts';
import type { IcloudAccount } from '../../utils/domain/run/snapshot.ts';
import { createSheetModel } from '../../utils/models/settings/sheet-model.ts';
import type { createFakeTransferModel } from './fake-models.ts';

/** The owner whom Apple names in tests. */
const jane: IcloudAccount = {
  session: 'signed-in',
  account: 'jane@example.com',
  name: 'Jane Appleseed',
};

/** Initial state of the sheet in a test. */
interface FakeSheet {
  facts?: Partial<SheetFacts>;
  owner?: IcloudAccount;
  folders?: Record<string, FolderLevel>;
}

/**
 * The real sheet over a fake transfer. A change is counted as the background does it: the run becomes active without a
 * plan until `counted` is called. `saved` lists what was stored.
 */
export function createFakeSheet(
  transfer: ReturnType<typeof createFakeTransferModel>,
  { facts = {}, owner = jane, folders = {} }: FakeSheet = {},
) {
  const saved: (string | Arrangement)[] = [];
  let last = transfer.snapshot.value.run;
  const recount = (change: Partial<Omit<RunRow, 'status'>>): void => {
    const { run } = transfer.snapshot.value;
    if (!run) return;
    last = changedRun(run, { ...change, status: 'planned', plan: run.plan ?? last?.plan ?? null });
    transfer.state.value = 'counting';
    transfer.snapshot.value = {
      ...transfer.snapshot.value,
      run: changedRun(run, { ...change, plan: null, status: 'active' }),
    };
  };
  const model = createSheetModel(
    {
      async saveFolder(destinationFolder) {
        saved.push(destinationFolder);
        recount({ destinationFolder });
      },
      async saveArrangement(arrangement) {
        saved.push(arrangement);
        recount({ arrangement });
      },
      readOwner: () => Promise.resolve(owner),
      readFacts: () => Promise.resolve({ hidden: null, recentlyDeleted: null, account: null, ...facts }),
      readLayoutSample: () => Promise.resolve(null),
      listFolder: (path) => Promise.resolve(folders[path.join('/')] ?? null),
      makeFolder: async (path) => void (folders[path.join('/')] ??= { folders: [], files: 0 }),
      compareNames: new Intl.Collator('en').compare,
    },
    transfer,
  );
  /** Ends the count. */
  const counted = (): void => {
    transfer.state.value = 'plan';
    transfer.snapshot.value = {
      ...transfer.snapshot.value,
      run: last,
    };
  };
  return { model, saved, counted };
}
