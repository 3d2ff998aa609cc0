import type { CheckResult, CheckRow } from '../../utils/domain/check/check-row.ts';
import { isErrorCode } from '../../utils/errors.ts';
import { t } from '../../utils/i18n.ts';
import { errorText } from '../shared/text/error-text.ts';
import { questionKeys, verdictKeys, reasonKeys } from './check-texts.ts';

/** One question with its verdict, and the request and response for a helper. */
export function CheckedRow({ row }: { row: CheckRow }) {
  const { verdict, answer } = row.result;
  const reason = reasonOf(row.result);
  return (
    <li class="check-row" data-verdict={verdict}>
      <div class="check-row__head">
        <p class="check-row__question">{t(questionKeys[row.id])}</p>
        <p class={`check-row__verdict check-row__verdict--${verdict}`}>{t(verdictKeys[verdict])}</p>
      </div>
      {reason !== null && <p class="soft">{reason}</p>}
      <dl class="check-row__shapes">
        <dt>{t('checkAsked')}</dt>
        <dd lang="en">{row.asked}</dd>
        {answer !== '' && (
          <>
            <dt>{t('checkAnswer')}</dt>
            <dd lang="en">{answer}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

/** Returns why there is no answer: the error's sentence if there is one. */
function reasonOf(result: CheckResult): string | null {
  if (result.verdict !== 'not-asked') return null;
  const { answer: code, why } = result;
  return isErrorCode(code) ? errorText({ code, detail: '' }).title : t(reasonKeys[why]);
}
