import { t } from '../../utils/i18n.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { calledText, logOwnerText } from '../shared/text/log-owner-text.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { TextButton } from '../shared/buttons/TextButton.tsx';
import './whose-copy.css';

/**
 * Whose copy this is, where somebody could be wrong: this browser has several, or another account is signed in. One press
 * shows or begins the copy of the account that is signed in.
 */
export function WhoseCopy({ model }: { model: TransferModel }) {
  const { shown, signedIn, others } = model.snapshot.value.whose;
  if (!shown || (!signedIn && others.length === 0)) return null;
  if (!signedIn)
    return (
      <div class="whose">
        <p>{t('whoseCopy', logOwnerText(shown))}</p>
        <Others model={model} />
      </div>
    );
  const { owner, log } = signedIn;
  return (
    <div class="whose whose--other">
      <output>{t('whoseElse', logOwnerText(shown), logOwnerText(owner))}</output>
      <ActionButton
        label={t(log === null ? 'whoseCopyToo' : 'whoseShow', calledText(owner))}
        press={() => (log === null ? model.copySignedIn() : model.showCopyOf(log))}
      />
    </div>
  );
}

/** The other copies of this browser. */
const Others = ({ model }: { model: TransferModel }) => (
  <>
    {model.snapshot.value.whose.others.map(({ log, owner }) => (
      <TextButton key={log} label={t('whoseShow', calledText(owner))} press={() => model.showCopyOf(log)} />
    ))}
  </>
);
