import type { ErrorCode, ErrorRecord } from '../../errors.ts';

/** A file that was given up, or a record that could not be read as a photo. */
export interface Problem {
  key: string;
  /** Name of the file in Jottacloud; a record name where there is none. */
  name: string;
  /** Record name of the asset, for the link to the photo on icloud.com; null if there is none. */
  assetName: string | null;
  /** The photo is at Apple's site for mainland China. */
  isInChina?: boolean;
  error: ErrorRecord;
}

/** Problems with one reason. */
export interface ProblemGroup {
  code: ErrorCode;
  /** The error of the first one, for the words. */
  error: ErrorRecord;
  problems: Problem[];
}

/** By reason, the largest group first; within a group in the order given. */
export const groupProblems = (problems: readonly Problem[]): ProblemGroup[] =>
  [...Map.groupBy(problems, ({ error }) => error.code)]
    .flatMap(([code, group]) => {
      const [first] = group;
      return first ? [{ code, error: first.error, problems: group }] : [];
    })
    .toSorted((a, b) => b.problems.length - a.problems.length);

/** Reasons that no other try mends: the record cannot be read, whoever asks again. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['record-unusable']);

/** Whether "Try these again" has something to try. */
export const isRetryable = ({ code }: ProblemGroup): boolean => !FINAL.has(code);
