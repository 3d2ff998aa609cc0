import type { ErrorRecord } from '../../errors.ts';
import type { Choice } from '../album/choice.ts';
import type { FileStatus } from '../file/file.ts';
import { rowOfRun, type RunRow } from '../run/run-row.ts';
import type { Run, Totals } from '../run/run.ts';

/** Replaces words that could name a person, a photo or a token. */
const REDACTED = '■■■';

/** Facts about this browser and its copies. */
export interface DiagnosisFacts {
  /** ISO time. */
  madeAt: string;
  versions: Record<string, string>;
  settings: Record<string, unknown>;
  isConnected: boolean;
  runs: readonly Run[];
  totals: Totals;
  filesByStatus: Partial<Record<FileStatus, number>>;
  /** Records in each store of the log. */
  counts: Record<string, number>;
  /** Names of further files, e.g. `resAudio`. */
  furtherFiles: readonly string[];
  /** Errors of files that failed or wait, latest first. */
  lastErrors: readonly ErrorRecord[];
}

/**
 * Formats the diagnosis as text that a person can read before saving it. It holds only fields that are named here. Text
 * that could hold a name, a URL or a token is redacted except for HTTP status codes.
 */
export const diagnosisText = ({ runs, lastErrors, ...facts }: DiagnosisFacts): string =>
  JSON.stringify(
    {
      madeAt: facts.madeAt,
      versions: facts.versions,
      settings: facts.settings,
      isConnected: facts.isConnected,
      runs: runs.map((run) => redactedRun(rowOfRun(run))),
      totals: facts.totals,
      filesByStatus: facts.filesByStatus,
      counts: facts.counts,
      furtherFiles: facts.furtherFiles.filter((name) => /^res\w{1,60}$/.test(name)),
      lastErrors: lastErrors.map(redactedError),
    },
    null,
    2,
  );

const redactedRun = (run: RunRow): object => ({
  id: run.id,
  status: run.status,
  phase: run.phase,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  destinationFolder: run.destinationFolder === '' ? '' : REDACTED,
  choice: redactedChoice(run.choice),
  arrangement: run.arrangement,
  listing: run.listing,
  speed: run.speed,
  firstOrder: run.firstOrder,
  isConfirmed: run.isConfirmed,
  plan: run.plan && {
    all: run.plan.all,
    already: run.plan.already,
    albums: run.plan.albums,
    cannot: run.plan.cannot,
  },
  listedItems: run.listedItems,
  appleCount: run.appleCount,
  checkedFiles: run.checkedFiles,
  bytesUnderWay: run.bytesUnderWay,
  attention: run.attention && redactedError(run.attention),
  shortfalls: run.shortfalls.map(redactedError),
  remarks: run.remarks?.map(redactedError) ?? [],
  isRebuilt: run.isRebuilt,
  isStopped: run.isStopped,
  hadSecondRound: run.hadSecondRound,
  endTotals: run.endTotals,
});

const redactedChoice = ({ albums, unfiled, from, to, kinds, items, picks }: Choice): object => ({
  albums: albums && albums.length,
  unfiled,
  hasDates: from !== null || to !== null,
  kinds,
  items: items && items.length,
  picks: picks && picks.assets.length + picks.thumbs.length,
});

const redactedError = ({ code, service, retryAfterMs, detail }: ErrorRecord): object => ({
  code,
  ...(service && { service }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
  detail: redactedText(detail),
});

/** Redacts text: `the photo service answers 503` becomes `■■■ 503`. */
export function redactedText(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const plain = words.map((word) => (/^[1-5]\d\d$/.test(word) ? word : REDACTED));
  return plain.filter((word, index) => word !== REDACTED || plain[index - 1] !== REDACTED).join(' ');
}
