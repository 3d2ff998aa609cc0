import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import { notInJottacloud } from '../../../utils/domain/run/part.ts';
import type { Run } from '../../../utils/domain/run/run.ts';

/** Describes how many photos a partial copy leaves out. */
export function partText(run: Run): string {
  const left = notInJottacloud(run);
  if (left === null || run.plan?.notChosen === 0) return t('partUncounted');
  return left === 0 ? t('partOthersEarlier') : tn('partLeft', left, formatCount(left));
}
