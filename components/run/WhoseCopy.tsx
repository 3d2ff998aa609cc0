import { ownerOfSeveral } from '../../utils/domain/account/logs.ts';
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
  const { shown, signedIn } = model.snapshot.value.whose;
  if (!shown || !signedIn) return <OneOfSeveral model={model} />;
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

/** Names the owner of this copy and the other copies, if this browser has several. */
function OneOfSeveral({ model }: { model: TransferModel }) {
  const { whose } = model.snapshot.value;
  const shown = ownerOfSeveral(whose);
  if (!shown) return null;
  return (
    <div class="whose">
      <p>{t('whoseCopy', logOwnerText(shown))}</p>
      {whose.others.map(({ log, owner }) => (
        <TextButton key={log} label={t('whoseShow', calledText(owner))} press={() => model.showCopyOf(log)} />
      ))}
    </div>
  );
}
