import type { ErrorRecord } from '../errors.ts';
import type { FileStatus } from './file.ts';
import type { Run, Totals } from './run.ts';

/** What stands for words that could name a person, a photo or a token. */
const BLACK = '■■■';

/** What is known of this browser and its copies. */
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
  /** Of files that failed or wait, the latest first. */
  lastErrors: readonly ErrorRecord[];
}

/**
 * The diagnosis log as text that a person can read before it is saved. Only what is named here gets in; of every text
 * that could hold a name, an address or a token, nothing but numbers of HTTP is left.
 */
export const diagnosisText = (facts: DiagnosisFacts): string =>
  JSON.stringify(
    {
      ...facts,
      runs: facts.runs.map(plainRun),
      lastErrors: facts.lastErrors.map(plainError),
    },
    null,
    2,
  );

const plainRun = ({
  choice,
  destinationFolder,
  attention,
  shortfalls,
  remarks,
  plan,
  ...run
}: Run): object => ({
  ...run,
  destinationFolder: destinationFolder === '' ? '' : BLACK,
  choice: {
    albums: choice.albums && choice.albums.length,
    unfiled: choice.unfiled,
    hasDates: choice.from !== null || choice.to !== null,
    kinds: choice.kinds,
    items: choice.items && choice.items.length,
  },
  plan: plan && { all: plan.all, already: plan.already, albums: plan.albums, cannot: plan.cannot },
  attention: attention && plainError(attention),
  shortfalls: shortfalls.map(plainError),
  remarks: remarks?.map(plainError) ?? [],
});

const plainError = ({ code, service, retryAfterMs, detail }: ErrorRecord): object => ({
  code,
  ...(service && { service }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
  detail: blackedOut(detail),
});

/** `the photo service answers 503` becomes `■■■ 503`. */
export function blackedOut(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const plain = words.map((word) => (/^[1-5]\d\d$/.test(word) ? word : BLACK));
  return plain.filter((word, index) => word !== BLACK || plain[index - 1] !== BLACK).join(' ');
}
