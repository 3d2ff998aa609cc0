import { signal } from '@preact/signals';
import type { AlbumChoices } from '../../utils/domain/album/album-choice.ts';
import { type Arrangement, defaultArrangement } from '../../utils/domain/layout/arrangement.ts';
import type { Choice } from '../../utils/domain/album/choice.ts';
import type { LayoutSample } from '../../utils/domain/layout/layout-sample.ts';
import type { CountedTally, Counting, ReportModel } from '../../utils/models/report-model.ts';
import type { Report } from '../../utils/domain/report/report.ts';
import type { Connection, OpenRun, SettingsModel } from '../../utils/models/settings-model.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import type { Speed } from '../../utils/domain/progress/concurrency.ts';
import type { LiveProgress } from '../../utils/domain/progress/progress.ts';
import { nothing } from '../../utils/domain/run/plan.ts';

import { noTotals, type Run, type Totals } from '../../utils/domain/run/run.ts';
import { samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import { nothingWaits, type TransferSnapshot } from '../../utils/domain/run/snapshot.ts';
import { epochMs } from '../../utils/units.ts';
import type { PageState } from '../../utils/models/page-state.ts';

const startedAt = epochMs(new Date(2026, 10, 23, 1, 35).getTime());
/** 13 hours after the run of {@link activeRun} began. */
export const now = epochMs(new Date(2026, 10, 23, 14, 35).getTime());

export const activeRun: Run = sampleRun({ startedAt, appleCount: 44_319, listedItems: 44_319 });

export const finishedRun: Run = { ...activeRun, status: 'finished', endedAt: now };

/** A run that waits for “Start”. */
export const plannedRun: Run = {
  ...activeRun,
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
};

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

/** Everything copied and proved. */
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
  secondsLeft: { least: 47_000, most: 63_000 },
  lastFile: 'IMG_2231.HEIC',
  waiting: null,
  notes: [],
};

/** A popup's model whose signals a test may set; `pressed` has the names of the actions that were called, `chosen` the choices. */
export function createFakeTransferModel(start: {
  state: PageState;
  snapshot?: Partial<TransferSnapshot>;
  live?: LiveProgress | null;
  obstacle?: TransferModel['obstacle']['value'];
  account?: TransferModel['plan']['account']['value'];
  browserRoomBytes?: number;
  albums?: AlbumChoices;
  newPhotos?: number;
}) {
  const chosen: Choice[] = [];
  const isShown = signal(true);
  const pressed: string[] = [];
  const action = (name: string) => () => {
    pressed.push(name);
    return Promise.resolve();
  };
  const snapshot: TransferSnapshot = {
    connected: true,
    session: 'signed-in',
    hasOpenedPage: false,
    resumedAt: null,
    waiting: nothingWaits,
    run: null,
    totals: noTotals,
    ...start.snapshot,
  };
  return {
    pressed,
    chosen,
    state: signal(start.state),
    snapshot: signal(snapshot),
    live: signal(start.live ?? null),
    obstacle: signal(start.obstacle ?? null),
    plan: {
      account: signal<TransferModel['plan']['account']['value']>(
        start.account === undefined ? 'unknown' : start.account,
      ),
      browserRoomBytes: signal<number | null>(start.browserRoomBytes ?? null),
      isShown,
      setShown: (next: boolean) => {
        isShown.value = next;
        return action(`setShown ${next}`)();
      },
      readAlbums: () => Promise.resolve(start.albums ?? { tree: [], unfiledItems: 0 }),
      choose: (choice: Choice) => {
        chosen.push(choice);
        return action('choose')();
      },
      start: action('confirm'),
      drop: action('drop'),
    },
    news: signal({ count: start.newPhotos ?? 0, at: now }),
    start: action('start'),
    checkAgain: action('checkAgain'),
    copyNew: action('copyNew'),
    allowAccess: action('allowAccess'),
    lookForUpdate: action('lookForUpdate'),
    openDiagnosis: action('openDiagnosis'),
    pause: action('pause'),
    stop: action('stop'),
    refresh: action('refresh'),
    goOn: action('goOn'),
    openIcloud: action('openIcloud'),
    openSetup: action('openSetup'),
    openReport: action('openReport'),
  } satisfies TransferModel & { pressed: string[]; chosen: Choice[] };
}

/** An options page's model. `answer` is what connecting ends with, `folderAnswer` what is said of a folder's name. */
export function createFakeSettingsModel(start: {
  connection: Connection;
  answer?: Connection;
  openRun?: OpenRun;
  layoutSample?: LayoutSample;
  isDeleted?: boolean;
}) {
  const arrangement = signal<Arrangement>(defaultArrangement);
  const showPlan = signal(true);
  const notifications = signal(false);
  const speed = signal<Speed>('normal');
  const marks = signal(true);
  const china = signal(false);
  const connection = signal<Connection>(start.connection);
  const folderProblem = signal<SettingsModel['folderProblem']['value']>(null);
  const destinationFolder = signal('iCloud Photos');
  const tokens: string[] = [];
  const folders: string[] = [];
  const answered = Promise.withResolvers<void>();
  return {
    connection,
    destinationFolder,
    folderProblem,
    arrangement,
    showPlan,
    notifications,
    /** What the browser answers when it is asked for notifications. */
    mayNotify: true,
    openRun: signal<OpenRun>(start.openRun ?? 'none'),
    layoutSample: signal<LayoutSample | null>(start.layoutSample ?? null),
    arrange(change: Partial<Arrangement>) {
      arrangement.value = { ...arrangement.value, ...change };
      return Promise.resolve();
    },
    setShowPlan(isShown: boolean) {
      showPlan.value = isShown;
      return Promise.resolve();
    },
    setNotifications(isOn: boolean) {
      notifications.value = isOn && this.mayNotify;
      return Promise.resolve();
    },
    speed,
    marks,
    china,
    isDeleted: start.isDeleted ?? false,
    deletions: signal(0),
    setSpeed(next: Speed) {
      speed.value = next;
      return Promise.resolve();
    },
    setMarks(isOn: boolean) {
      marks.value = isOn;
      return Promise.resolve();
    },
    setChina(isOn: boolean) {
      china.value = isOn;
      return Promise.resolve();
    },
    deleteAllData() {
      this.deletions.value += 1;
      return Promise.resolve();
    },
    readDiagnosis: () => Promise.resolve('{"versions": "1"}'),
    tokens,
    folders,
    disconnections: signal(0),
    /** Lets Jottacloud answer. */
    answer: () => answered.resolve(),
    async connect(token: string) {
      tokens.push(token);
      connection.value = { status: 'connecting' };
      await answered.promise;
      connection.value = start.answer ?? start.connection;
    },
    isCopying: () => Promise.resolve(start.openRun === 'begun'),
    disconnect() {
      this.disconnections.value += 1;
      return Promise.resolve();
    },
    setDestinationFolder(name: string) {
      folders.push(name);
      folderProblem.value = name.includes(':') ? 'forbidden-character' : null;
      if (folderProblem.value === null) destinationFolder.value = name;
      return Promise.resolve();
    },
  };
}

/** Nothing but three photos in Jottacloud. */
export const someTally: CountedTally = {
  storedByLibrary: new Map(),
  wantedByAlbum: new Map(),
  foundByAlbum: new Map(),
  notShownByAlbum: new Map(),
  storedByAlbum: new Map(),
  byKind: [{ kind: 'photo', amount: { items: 3, files: 3, bytes: 3e6 } }],
  edited: nothing,
  copies: 0,
  own: nothing,
  changedNames: [],
  changedNamesCount: 0,
  samples: [],
  largestVideo: null,
};

/** A report page's model; null is “nothing was ever run”. `made` has the formats of the files that were asked for. */
export function createFakeReportModel(report: Partial<Report> | null, loading = false) {
  const made: string[] = [];
  return {
    made,
    loading: signal(loading),
    counting: signal<Counting>({ isCounted: true, tally: someTally }),
    origin: signal({ version: '1.0', browser: 'Chrome 150', apple: 'K••@•••.no', jottacloud: null }),
    report: signal(
      report && {
        run: finishedRun,
        isLatest: true,
        totals: allTotals,
        checkedAt: null,
        filesAbsent: 0,
        libraries: [],
        albums: [],
        problems: [],
        unusable: [],
        leftOut: {
          ...{ notChosen: 0, hidden: null, recentlyDeleted: null, furtherFiles: [], cannot: [] },
          ...{ copiesHidden: false, copiesRecentlyDeleted: false },
        },
        skippedZones: [],
        ...report,
      },
    ),
    makeFile(format: string) {
      made.push(format);
      return Promise.resolve(new Blob(['path']));
    },
  } satisfies ReportModel & { made: string[] };
}
