import type { ReadonlySignal } from '@preact/signals';
import { type ErrorRecord, InvariantError } from '../../errors.ts';
import { hasAlbumFolders } from '../../domain/layout/layouts.ts';
import type { Report, ReportItem, ReportPart } from '../../domain/report/report.ts';
import type { AlbumCounts } from '../../domain/album/album-notes.ts';
import type { ReportTally } from '../../domain/report/report-tally.ts';
import { signal } from '@preact/signals';
import { createFingerprint, type Sha256 } from '../../domain/report/fingerprint.ts';
import type { CancelStep } from '../../domain/report/certificate.ts';
import type { IcloudAccount, JottacloudAccount } from '../../domain/run/snapshot.ts';
import type { StoredSignal } from '../stored-signal.ts';
import type { YearsModel } from './years-model.ts';
import { createCounter } from '../../domain/report/report-tally.ts';
import { maskedAccount } from '../../domain/report/masked-account.ts';
import { maskedName } from '../../domain/report/masked-name.ts';
import { csvParts } from '../../domain/report/report-csv.ts';
import { jsonParts } from '../../domain/report/report-json.ts';

/** File formats of the report. */
export type ReportFormat = 'csv' | 'json';

/** Sums over all files: the part that is counted (0 to 1), then the sums; null if the counting failed. */
export type Counting = { isCounted: false; part: number } | { isCounted: true; tally: CountedTally | null };

/** Sums over all files, the numbers of photos found in each album or not shown there, and the fingerprint of the list. */
export type CountedTally = ReportTally & AlbumCounts & { fingerprint: string };

/** Both accounts in full, for their owner's own page; '' for what is unknown, null until the services were asked. */
interface ReportOwners {
  /** `Jane Appleseed, jane@example.com` */
  apple: string | null;
  /** `Kari Nordmann, kari@example.no` */
  jottacloud: string | null;
}

/** Versions, and masked accounts such as `K••@•••.no` and `K•• N••`; null if an account is not known now. */
export interface ReportOrigin {
  version: string;
  browser: string;
  apple: string | null;
  jottacloud: string | null;
}

/** Signals of the report page. `report` holds null while loading, and if nothing was ever run. */
export interface ReportModel {
  report: ReadonlySignal<Report | null>;
  loading: ReadonlySignal<boolean>;
  counting: ReadonlySignal<Counting>;
  origin: ReadonlySignal<ReportOrigin>;
  owners: ReadonlySignal<ReportOwners>;
  /** Resolves once the report is whole, and both services were asked for the owners. */
  untilAsked(): Promise<void>;
  /** "Your years". */
  years: YearsModel;
  /** Ticked steps of "Before you cancel". */
  steps: StoredSignal<CancelStep[]>;
  /** Saves the certificate in the destination folder. @returns the name that the file has */
  saveReport(html: string): Promise<string>;
  copyText(text: string): Promise<void>;
  /** "Try these again": copies what failed, and shows the details. */
  tryAgain(): Promise<void>;
  /** Local day of the files that are saved now, `2026-11-29`. */
  today(): string;
  /**
   * Makes a file with the list of all files.
   *
   * @param reasonOf returns in plain words why a file was not copied
   * @param onPart receives the finished part, 0 to 1
   */
  makeFile(
    format: ReportFormat,
    reasonOf: (error: ErrorRecord) => string,
    onPart: (part: number) => void,
  ): Promise<Blob>;
}

/** Everything the model reads. */
export interface ReportSource {
  /** @param part `first`: without albums, which take longer than all the rest */
  readReport(part: ReportPart): Promise<Report | null>;
  /** Resolves once the page is drawn; long counts wait for it. */
  drawn(): Promise<void>;
  /** All photos with their files, in batches. */
  items(): AsyncIterable<ReportItem[]>;
  /** Counts the photos found in each album, and those that it does not show. */
  albumPhotos(albumKeys: ReadonlySet<string>): Promise<Pick<AlbumCounts, 'foundByAlbum' | 'notShownByAlbum'>>;
  versions: Pick<ReportOrigin, 'version' | 'browser'>;
  /** Reads the account of an open iCloud page; null if no page answers. */
  readAppleAccount(): Promise<Pick<IcloudAccount, 'name' | 'account'>>;
  /** The owner of the connected account; null: not connected. */
  readJottacloudOwner(): Promise<Pick<JottacloudAccount, 'name' | 'email'> | null>;
  years: YearsModel;
  steps: StoredSignal<CancelStep[]>;
  saveReport(folder: string, day: string, html: string): Promise<string>;
  copyText(text: string): Promise<void>;
  tryAgain(): Promise<void>;
  /** Local day, `2026-11-29`. */
  today(): string;
  sha256: Sha256;
  /** 0 ≤ chance < 1 */
  chance(): number;
}

const inWords = (...parts: (string | null | undefined)[]): string =>
  [...new Set(parts)].filter((part) => part !== null && part !== undefined && part !== '').join(', ');

const mimeTypes: Record<ReportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
};

/** How many times the page shows progress while it counts: drawing takes time too. */
const STEPS = 10;

/** Creates the report page's model; `look` reads the log again. */
export function createReportModel(source: ReportSource): ReportModel & { checkForNews(): Promise<void> } {
  const report = signal<Report | null>(null);
  const loading = signal(true);
  const origin = signal<ReportOrigin>({ ...source.versions, apple: null, jottacloud: null });
  const owners = signal<ReportOwners>({ apple: null, jottacloud: null });
  const { counting, count, giveUp } = createCounting(source);
  let asking: Promise<void> | null = null;

  /** Asks both services over the network, and omits the one that does not answer. */
  const readOrigin = async (): Promise<void> => {
    await source.drawn();
    const [apple, owner] = await Promise.all([
      source.readAppleAccount().catch(() => ({ name: null, account: null })),
      source.readJottacloudOwner().catch(() => null),
    ]);
    origin.value = {
      ...origin.value,
      apple: maskedAccount(apple.account),
      jottacloud: owner && maskedName(owner.name),
    };
    const known = report.value?.owners;
    owners.value = {
      apple: inWords(apple.name, apple.account ?? known?.apple),
      jottacloud: inWords(owner?.name, owner?.email ?? known?.jottacloud),
    };
  };

  /** Reads the albums of the latest run too, once the rest is drawn. */
  const readWhole = async (): Promise<void> => {
    if (!report.value?.isLatest) return;
    await source.drawn();
    report.value = await source.readReport('whole');
    if (report.value?.isLatest) count(report.value);
  };

  return {
    report,
    loading,
    counting,
    origin,
    owners,
    untilAsked: () => asking ?? Promise.resolve(),
    years: source.years,
    steps: source.steps,
    today: source.today,
    copyText: source.copyText,
    tryAgain: source.tryAgain,
    async saveReport(html) {
      const folder = report.value?.run.destinationFolder;
      if (folder === undefined) throw new InvariantError('there is no run to report');
      return source.saveReport(folder, source.today(), html);
    },
    async checkForNews() {
      const isFirst = report.value === null;
      report.value = await source.readReport(isFirst ? 'first' : 'whole');
      loading.value = false;
      if (report.value && isFirst) {
        owners.value = report.value.owners;
        asking = Promise.all([readOrigin(), readWhole().catch(giveUp)]).then(() => undefined);
      } else if (report.value?.isLatest) count(report.value);
    },
    makeFile: (format, ...rest) => makeFile(source, format, ...rest),
  };
}

/** Makes a file with the list of all files. */
async function makeFile(
  source: ReportSource,
  ...[format, reasonOf, onPart]: Parameters<ReportModel['makeFile']>
): Promise<Blob> {
  const now = await source.readReport('whole');
  if (!now) throw new InvariantError('there is no run to report');
  const items = withProgress(source.items(), now, onPart);
  const texts =
    format === 'csv'
      ? csvParts(now, items, reasonOf)
      : jsonParts(now, (await albumPhotosOf(source, now)).foundByAlbum, items);
  const parts: Blob[] = [];
  // The browser may keep a blob on disk, so that a large list is never in memory as a whole.
  for await (const text of texts) parts.push(new Blob([text]));
  return new Blob(parts, { type: mimeTypes[format] });
}

/** Counts all files once for each state of the run: counting reads all of them, and the log changes often. */
function createCounting(source: ReportSource) {
  const counting = signal<Counting>({ isCounted: false, part: 0 });
  let counted = '';
  const countState = async (report: Report, state: string): Promise<void> => {
    const fingerprint = createFingerprint(report.run.destinationFolder, source.sha256);
    const counter = createCounter(hasAlbumFolders(report.run.arrangement), source.chance);
    counting.value = { isCounted: false, part: 0 };
    try {
      await source.drawn();
      const albumPhotos = await albumPhotosOf(source, report);
      let items = 0;
      for await (const batch of source.items()) {
        // A newer state is being counted.
        if (counted !== state) return;
        for (const item of batch) counter.add(item);
        await fingerprint.add(batch);
        items += batch.length;
        const part = Math.floor(partOf(items, report) * STEPS) / STEPS;
        if (counting.value.isCounted || part > counting.value.part)
          counting.value = { isCounted: false, part };
      }
      const sums = { ...counter.result(), ...albumPhotos, fingerprint: await fingerprint.finish() };
      if (counted === state) counting.value = { isCounted: true, tally: sums };
    } catch {
      if (counted === state) counting.value = { isCounted: true, tally: null };
    }
  };
  return {
    counting,
    /** Reports that nothing can be counted. */
    giveUp(): void {
      counting.value = { isCounted: true, tally: null };
    },
    count(report: Report) {
      const { run } = report;
      const state = `${run.id} ${run.status} ${'phase' in run ? run.phase : ''}`;
      if (state === counted) return;
      counted = state;
      void countState(report, state);
    },
  };
}

const albumPhotosOf = (source: ReportSource, { albums }: Report): ReturnType<ReportSource['albumPhotos']> =>
  source.albumPhotos(new Set(albums.map(({ key }) => key)));

const partOf = (items: number, { totals: { itemsFound } }: Report): number =>
  Math.min(1, items / Math.max(1, itemsFound));

/** Passes batches on, and reports the part that the consumer has taken. */
async function* withProgress(
  batches: AsyncIterable<ReportItem[]>,
  report: Report,
  onPart: (part: number) => void,
): AsyncGenerator<ReportItem[]> {
  let items = 0;
  for await (const batch of batches) {
    yield batch;
    items += batch.length;
    onPart(partOf(items, report));
  }
}
