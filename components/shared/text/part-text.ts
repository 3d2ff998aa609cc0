import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import { notInJottacloud } from '../../../utils/domain/run/part.ts';
import type { Run } from '../../../utils/domain/run/run.ts';

/** Says of a part how much of the library it leaves at Apple. */
export function partText(run: Run): string {
  const left = notInJottacloud(run);
  if (left === null || run.plan?.notChosen === 0) return t('partUncounted');
  return left === 0 ? t('partOthersEarlier') : tn('partLeft', left, formatCount(left));
}
