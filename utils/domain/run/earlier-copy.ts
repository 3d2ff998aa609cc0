import type { ErrorRecord } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';

/** Why the manifest of an earlier copy could not be used, or only in part. */
export type EarlierCopyProblem =
  /** Parts of it are cut or damaged. The rest is used. */
  | 'damaged'
  /** A later version of Fotoflytt wrote it. */
  | 'newer'
  /** It belongs to another Apple or Jottacloud account. */
  | 'other-account'
  /** Jottacloud did not show it, or not the whole destination. */
  | 'unread';

/** What recovery found at the destination before the first photo was placed. */
export interface EarlierCopy {
  /** `none`: no manifest, but the Archive holds something. `unusable`: a manifest of which nothing is used. */
  status: 'reading' | 'known' | 'unusable' | 'none';
  /** When the latest part of the manifest was written; null before it is known. */
  writtenAt: EpochMs | null;
  /** Files that the manifest names. While it is read: those read so far. */
  files: number;
  /** Files that are at their path with their MD5 and size. */
  inPlace: number;
  /** Files whose content is at another path: somebody moved them. */
  moved: number;
  /** Files with other content at their path. */
  changed: number;
  /** The run took over the arrangement of the earlier copy. */
  isAdopted: boolean;
  problems: EarlierCopyProblem[];
}

/** An earlier copy of which nothing is known yet. */
export const unreadCopy: EarlierCopy = {
  status: 'reading',
  writtenAt: null,
  files: 0,
  inPlace: 0,
  moved: 0,
  changed: 0,
  isAdopted: false,
  problems: [],
};

/** Returns the number of files whose content is at the destination. */
export const foundFiles = ({ inPlace, moved }: EarlierCopy): number => inPlace + moved;

const codes = {
  damaged: 'manifest-damaged',
  newer: 'manifest-newer',
  'other-account': 'manifest-other-account',
  unread: 'manifest-unread',
} as const;

/** Lists what a report says of an earlier copy: what could not be used, and what was not where it belongs. */
export function earlierCopyRemarks(copy: EarlierCopy | null | undefined): ErrorRecord[] {
  if (!copy || copy.status === 'reading') return [];
  const remark = (code: ErrorRecord['code'], files?: number): ErrorRecord => ({
    code,
    detail: '',
    service: 'jottacloud',
    ...(files !== undefined && { facts: { files } }),
  });
  return [
    ...copy.problems.map((problem) => remark(codes[problem])),
    ...(copy.changed > 0 ? [remark('manifest-differs', copy.changed)] : []),
    ...(copy.moved > 0 ? [remark('files-moved', copy.moved)] : []),
  ];
}
