import type { ErrorCode, ErrorRecord } from '../../errors.ts';
import type { PictureRef } from '../picture/small-picture.ts';

/** A file that failed, or a record that could not be read as a photo. */
export interface Problem {
  key: string;
  /** Name of the file in Jottacloud, else a record name. */
  name: string;
  /** Record name of the asset, for the link to icloud.com; null: none. */
  assetName: string | null;
  /** Its photo, whose picture is shown; absent: none. */
  photo?: PictureRef;
  /** The photo is at Apple's site for mainland China. */
  isInChina?: boolean;
  error: ErrorRecord;
}

/** Problems of one code. */
export interface ProblemGroup {
  code: ErrorCode;
  /** Error of the first problem, for the text. */
  error: ErrorRecord;
  problems: Problem[];
}

/** Groups problems by code, the largest group first. Each group keeps the given order. */
export const groupProblems = (problems: readonly Problem[]): ProblemGroup[] =>
  [...Map.groupBy(problems, ({ error }) => error.code)]
    .flatMap(([code, group]) => {
      const [first] = group;
      return first ? [{ code, error: first.error, problems: group }] : [];
    })
    .toSorted((a, b) => b.problems.length - a.problems.length);

/** Codes that no retry resolves. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['record-unusable']);

/** Returns whether "Try these again" can help. */
export const isRetryable = ({ code }: ProblemGroup): boolean => !FINAL.has(code);
