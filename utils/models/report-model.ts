import type { ReadonlySignal } from '@preact/signals';
import { type ErrorRecord, InvariantError } from '../errors.ts';
import { hasAlbumFolders } from '../domain/layout/layouts.ts';
import type { Report, ReportItem } from '../domain/report/report.ts';
import type { AlbumCounts } from '../domain/album/album-notes.ts';
import type { ReportTally } from '../domain/report/report-tally.ts';
import { signal } from '@preact/signals';
import { createCounter } from '../domain/report/report-tally.ts';
import { maskedName } from '../domain/report/masked-name.ts';
import { csvParts } from '../domain/report/report-csv.ts';
import { jsonParts } from '../domain/report/report-json.ts';

/** The two forms in which the report is taken away. */
export type ReportFormat = 'csv' | 'json';

/** What is counted over all files: how far the counting is (0 to 1), then the sums; null where it could not be counted. */
export type Counting = { isCounted: false; part: number } | { isCounted: true; tally: CountedTally | null };

/** Sums over all files, and the photos that were found in each album or are not shown there. */
export type CountedTally = ReportTally & AlbumCounts;

/** What a report was made with, and of whose accounts: `K••@•••.no`, `K•• N••`; null where that is not known now. */
export interface ReportOrigin {
  version: string;
  browser: string;
  apple: string | null;
  jottacloud: string | null;
}

/** null inside `report` while it is read, or when nothing was ever run. */
export interface ReportModel {
  report: ReadonlySignal<Report | null>;
  loading: ReadonlySignal<boolean>;
  counting: ReadonlySignal<Counting>;
  origin: ReadonlySignal<ReportOrigin>;
  /**
   * Makes the list of all files.
   *
   * @param reasonOf why a file was not copied, for a person
   * @param onPart called with the part that is done, 0 to 1
   */
  makeFile(
    format: ReportFormat,
    reasonOf: (error: ErrorRecord) => string,
    onPart: (part: number) => void,
  ): Promise<Blob>;
}

/** What the model reads. */
export interface ReportSource {
  readReport(): Promise<Report | null>;
  /** Resolves when what is known stands on the screen: long sums wait for that. */
  drawn(): Promise<void>;
  /** All photos with their files, a part at a time. */
  items(): AsyncIterable<ReportItem[]>;
  /** Photos of each album, and those that it does not show. */
  albumPhotos(albumKeys: ReadonlySet<string>): Promise<Pick<AlbumCounts, 'foundByAlbum' | 'notShownByAlbum'>>;
  versions: Pick<ReportOrigin, 'version' | 'browser'>;
  /** Whose iCloud an open page shows, masked; null where none tells. */
  readAppleAccount(): Promise<string | null>;
  /** The name of the connected account. */
  readJottacloudName(): Promise<string | null>;
  /** 0 ≤ chance < 1 */
  chance(): number;
}

const mimeTypes: Record<ReportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
};

/** So often the page tells how far the counting is: drawing it takes time too. */
const STEPS = 10;

/** The report page's model; `look` reads the log again. */
export function createReportModel(source: ReportSource): ReportModel & { look(): Promise<void> } {
  const report = signal<Report | null>(null);
  const loading = signal(true);
  const counting = signal<Counting>({ isCounted: false, part: 0 });
  const origin = signal<ReportOrigin>({ ...source.versions, apple: null, jottacloud: null });
  let counted = '';
  let isOriginAsked = false;

  const photosOf = ({ albums }: Report): ReturnType<ReportSource['albumPhotos']> =>
    source.albumPhotos(new Set(albums.map(({ key }) => key)));
  const count = async (of: Report, asked: string): Promise<void> => {
    const counter = createCounter(hasAlbumFolders(of.run.arrangement), source.chance);
    counting.value = { isCounted: false, part: 0 };
    try {
      await source.drawn();
      const albumPhotos = await photosOf(of);
      let items = 0;
      for await (const batch of source.items()) {
        // Somebody has asked for newer numbers.
        if (counted !== asked) return;
        for (const item of batch) counter.add(item);
        items += batch.length;
        const part = Math.floor(partOf(items, of) * STEPS) / STEPS;
        if (counting.value.isCounted || part > counting.value.part)
          counting.value = { isCounted: false, part };
      }
      counting.value = { isCounted: true, tally: { ...counter.result(), ...albumPhotos } };
    } catch {
      if (counted === asked) counting.value = { isCounted: true, tally: null };
    }
  };

  /** Both are asked over the network: what does not answer is left out. */
  const readOrigin = async (): Promise<void> => {
    await source.drawn();
    const [apple, name] = await Promise.all([
      source.readAppleAccount().catch(() => null),
      source.readJottacloudName().catch(() => null),
    ]);
    origin.value = { ...origin.value, apple, jottacloud: name === null ? null : maskedName(name) };
  };

  return {
    ...{ report, loading, counting, origin },
    async look() {
      report.value = await source.readReport();
      loading.value = false;
      if (report.value && !isOriginAsked) void readOrigin();
      isOriginAsked = report.value !== null;
      if (!report.value?.isLatest) return;
      // Counting takes a walk over all files: while photos are moving, once for each state is enough.
      const { run } = report.value;
      const asked = `${run.id} ${run.status} ${run.phase}`;
      if (asked === counted) return;
      counted = asked;
      void count(report.value, asked);
    },
    async makeFile(format, reasonOf, onPart) {
      const now = await source.readReport();
      if (!now) throw new InvariantError('there is no run to report');
      const items = told(source.items(), now, onPart);
      const texts =
        format === 'csv'
          ? csvParts(now, items, reasonOf)
          : jsonParts(now, (await photosOf(now)).foundByAlbum, items);
      const parts: Blob[] = [];
      // A blob may be kept on disk: a large list is never in memory as a whole.
      for await (const text of texts) parts.push(new Blob([text]));
      return new Blob(parts, { type: mimeTypes[format] });
    },
  };
}

const partOf = (items: number, { totals: { itemsFound } }: Report): number =>
  Math.min(1, items / Math.max(1, itemsFound));

async function* told(
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
