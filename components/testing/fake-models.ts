import { signal } from '@preact/signals';
import type { AlbumChoice, AlbumFigures } from '../../utils/domain/album/album-choice.ts';
import type { Choice } from '../../utils/domain/album/choice.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import type { LiveProgress } from '../../utils/domain/progress/progress.ts';

import {
  type ActiveRun,
  type FinishedRun,
  noTotals,
  type PlannedRun,
  type Totals,
} from '../../utils/domain/run/run.ts';
import { samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { sampleRun, changedRun } from '../../utils/domain/testing/sample-run.ts';
import { nothingWaits } from '../../utils/domain/testing/nothing-waits.ts';
import { oneLog } from '../../utils/domain/testing/one-log.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';
import { type EpochMs, epochMs } from '../../utils/units.ts';
import type { CopyState } from '../../utils/models/copy-state.ts';
import { fakeStored } from './fake-stored.ts';

const startedAt = epochMs(new Date(2026, 10, 23, 1, 35).getTime());
/** 13 hours after the run of {@link activeRun} began. */
export const now = epochMs(new Date(2026, 10, 23, 14, 35).getTime());

export const activeRun: ActiveRun = sampleRun({ startedAt, appleCount: 44_319, listedItems: 44_319 });

export const pausedRun = changedRun(activeRun, { status: 'paused' });

export const finishedRun: FinishedRun = changedRun(activeRun, { status: 'finished', endedAt: now });

/** A run that waits for “Start”. */
export const plannedRun: PlannedRun = changedRun(activeRun, {
  status: 'planned',
  isConfirmed: false,
  plan: samplePlan({
    all: { items: 44_319, files: 60_000, bytes: 412e9 },
    already: { items: 12_040, files: 16_000, bytes: 118e9 },
    byKind: [
      { kind: 'photo', amount: { items: 41_207, files: 56_000, bytes: 200e9 } },
      { kind: 'video', amount: { items: 3_112, files: 4_000, bytes: 212e9 } },
    ],
    albums: 286,
    notChosen: 0,
    hidden: 12,
    recentlyDeleted: null,
    cannot: [
      { reason: 'still-uploading', count: 3 },
      { reason: 'smart-album', count: 2 },
    ],
    largestBytes: 6.2e9,
  }),
});

/** A run a quarter through. */
export const someTotals: Totals = {
  ...noTotals,
  itemsFound: 44_319,
  itemsDone: 12_040,
  filesFound: 60_000,
  filesDone: 16_000,
  filesProved: 16_000,
  filesUploaded: 15_000,
  bytesFound: 412e9,
  bytesDone: 118e9,
};

/** Everything copied and verified. */
export const allTotals: Totals = {
  ...someTotals,
  itemsDone: 44_319,
  filesDone: 60_000,
  filesProved: 60_000,
  bytesDone: 412e9,
};

export const someLive: LiveProgress = {
  at: now,
  step: 'uploading',
  bytesUnderWay: 0,
  quietMs: 0,
  bytesPerSecond: 6.1e6,
  perSecond: { received: 7e6, sent: 5.2e6 },
  files: [],
  finished: [],
  secondsLeft: { min: 47_000, max: 63_000 },
  lastFile: 'IMG_2231.HEIC',
  waiting: null,
  notes: [],
};

/** Initial state of the popup in a test. */
interface FakeStart {
  state: CopyState;
  snapshot?: Partial<TransferSnapshot>;
  live?: LiveProgress | null;
  obstacle?: TransferModel['obstacle']['value'];
  account?: TransferModel['plan']['account']['value'];
  browserSpaceBytes?: number;
  albums?: AlbumChoice[];
  albumFigures?: ReadonlyMap<string, AlbumFigures>;
  unfiledItems?: number;
  /** Names of the first chosen albums. */
  albumNames?: readonly (string | null)[];
  newPhotos?: number;
  offersTopUps?: boolean;
  openedAt?: EpochMs;
  /** The browser gives permissions. */
  mayAsk?: boolean;
  awakeBy?: 'browser' | 'page';
}

function fakePlan(start: FakeStart, action: (name: string) => () => Promise<void>, chosen: Choice[]) {
  return {
    account: signal<TransferModel['plan']['account']['value']>(
      start.account === undefined ? 'unknown' : start.account,
    ),
    browserSpaceBytes: signal<number | null>(start.browserSpaceBytes ?? null),
    albumNames: signal(start.albumNames ?? []),
    isShown: fakeStored(true, (next) => action(`setShown ${next}`)()),
    readAlbums: () => Promise.resolve(start.albums ?? []),
    readAlbumFigures: () => Promise.resolve(start.albumFigures ?? new Map()),
    countUnfiled: () => Promise.resolve(start.unfiledItems ?? 0),
    choose: (choice: Choice) => {
      chosen.push(choice);
      return action('choose')();
    },
    start: action('confirm'),
    drop: action('drop'),
    open: action('openPlan'),
  } satisfies TransferModel['plan'];
}

function fakeUnattended(mayAsk: boolean, awakeBy: 'browser' | 'page') {
  const [keepAwake, notifications, isRefused] = [signal(false), signal(false), signal(false)];
  const tick = (item: { value: boolean }) => async (isOn: boolean) => {
    item.value = isOn && mayAsk;
    isRefused.value = isOn && !mayAsk;
  };
  return {
    keepAwake,
    notifications,
    isRefused,
    awakeBy,
    setKeepAwake: tick(keepAwake),
    setNotifications: tick(notifications),
  } satisfies TransferModel['unattended'];
}

/** A popup's model whose signals a test may set; `pressed` has the names of the actions that were called, `chosen` the choices. */
export function createFakeTransferModel(start: FakeStart) {
  const chosen: Choice[] = [];
  const pressed: string[] = [];
  const action = (name: string) => () => {
    pressed.push(name);
    return Promise.resolve();
  };
  const snapshot: TransferSnapshot = {
    connected: true,
    session: 'signed-in',
    hasOpenedTab: false,
    resumedAt: null,
    waiting: nothingWaits,
    ...oneLog,
    run: null,
    totals: noTotals,
    completeness: null,
    ...start.snapshot,
  };
  return {
    pressed,
    chosen,
    openedAt: start.openedAt ?? now,
    state: signal(start.state),
    snapshot: signal(snapshot),
    live: signal(start.live ?? null),
    obstacle: signal(start.obstacle ?? null),
    plan: fakePlan(start, action, chosen),
    unattended: fakeUnattended(start.mayAsk ?? true, start.awakeBy ?? 'browser'),
    topUpOffer: {
      isOpen: signal(start.offersTopUps ?? false),
      choose: action('chooseTopUps'),
      decline: action('declineTopUps'),
    },
    news: signal({ count: start.newPhotos ?? 0, at: now }),
    start: action('start'),
    checkAgain: action('checkAgain'),
    copyNew: action('copyNew'),
    allowAccess: action('allowAccess'),
    checkForUpdate: action('checkForUpdate'),
    openDiagnosis: action('openDiagnosis'),
    pause: action('pause'),
    stop: action('stop'),
    readLog: action('readLog'),
    refresh: action('refresh'),
    continueCopy: action('continueCopy'),
    takeOver: action('takeOver'),
    openIcloud: action('openIcloud'),
    showCopyOf: (log) => action(`showCopyOf ${log}`)(),
    copySignedIn: action('copySignedIn'),
    openSetup: action('openSetup'),
    openReport: action('openReport'),
  } satisfies TransferModel & { pressed: string[]; chosen: Choice[] };
}
