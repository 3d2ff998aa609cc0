import { useSignal } from '@preact/signals';
import { type ErrorRecord, toErrorRecord } from '../../utils/errors.ts';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { errorText } from '../shared/text/error-text.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { Notice } from '../shared/Notice.tsx';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';
import { SavedHint } from './saved/SavedHint.tsx';
import { SwitchField } from './saved/SwitchField.tsx';
import { useSavedChanges } from './saved/use-saved-changes.ts';

/** Explains whose sign-in is used, switches what we show on iCloud Photos, and allows China's site. */
export function IcloudSection({ model }: { model: SettingsModel }) {
  const failure = useSignal<ErrorRecord | null>(null);
  const changes = useSavedChanges();
  async function allow(isOn: boolean): Promise<void> {
    failure.value = null;
    try {
      await changes.change(
        () => model.china.value,
        isOn,
        (next) => model.setChina(next),
      );
    } catch (error) {
      failure.value = toErrorRecord(error);
    }
  }
  return (
    <section class="card" aria-labelledby="icloud-heading">
      <h2 class="card__title" id="icloud-heading">
        {t('icloudHeading')}
      </h2>
      <p>
        <SentenceWithLink text="icloudBody">
          {model.china.value ? (
            <ExternalLink href="https://www.icloud.com.cn/photos/">{t('icloudLinkChina')}</ExternalLink>
          ) : (
            <ExternalLink href="https://www.icloud.com/photos/">{t('icloudLink')}</ExternalLink>
          )}
        </SentenceWithLink>
      </p>
      <div class="choices">
        <SwitchField
          label={t('marksSetting')}
          hint={t('marksSettingHint')}
          setting={model.marks}
          changes={changes}
        />
        <CheckField
          label={t('chinaSetting')}
          hint={t('chinaSettingHint')}
          checked={model.china.value}
          change={(isOn) => void allow(isOn)}
        />
      </div>
      <SavedHint changes={changes} section="icloud-heading" />
      {failure.value && <Notice tone="bad" text={errorText(failure.value)} />}
    </section>
  );
}
