import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { severalLogs } from '../../utils/domain/account/logs.ts';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Icon } from '../shared/Icon.tsx';
import { calledText } from '../shared/text/log-owner-text.ts';
import './privacy-section.css';

/** Facts about what this browser keeps, and the buttons that delete one person's copy or everything in this browser. */
export function PrivacySection({ model }: { model: SettingsModel }) {
  const asking = useSignal<string | null>(null);
  const isDeleted = model.isDeleted && asking.value === null;
  return (
    <section class="card" aria-labelledby="privacy-heading">
      <h2 class="card__title" id="privacy-heading">
        {t('privacyHeading')}
      </h2>
      <p>{t('privacyKept')}</p>
      <output class="form__good">
        {isDeleted && (
          <>
            <Icon name="done" />
            {t('deletedAll')}
          </>
        )}
      </output>
      {severalLogs(model.whose.value).map(({ log, owner }) => (
        <Deletion
          key={log}
          label={t('deleteCopy', calledText(owner))}
          question={t('deleteCopyQuestion', calledText(owner))}
          yes={t('deleteCopy', calledText(owner))}
          isAsking={asking.value === log}
          ask={(isOn) => void (asking.value = isOn ? log : null)}
          press={() => model.deleteCopyOf(log)}
        />
      ))}
      <Deletion
        label={t('deleteAll')}
        question={t('deleteAllQuestion')}
        yes={t('deleteAllYes')}
        isAsking={asking.value === ALL}
        ask={(isOn) => void (asking.value = isOn ? ALL : null)}
        press={() => model.deleteAllData()}
      />
    </section>
  );
}

/** Stands for everything: no log has this name. */
const ALL = '';

/** A button that deletes after a question. */
function Deletion(props: {
  label: string;
  question: string;
  yes: string;
  isAsking: boolean;
  ask: (isOn: boolean) => void;
  press: () => Promise<void>;
}) {
  const { label, isAsking, ask } = props;
  const question = useRef<HTMLParagraphElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(isAsking);
  useEffect(() => {
    if (isAsking) question.current?.focus();
    // The pressed answer is gone with the question.
    else if (wasAsking.current) box.current?.querySelector('button')?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking)
    return (
      <div ref={box}>
        <ActionButton key="ask" label={label} press={() => Promise.resolve(ask(true))} />
      </div>
    );
  return (
    <div class="privacy__question">
      <p ref={question} tabIndex={-1}>
        {props.question}
      </p>
      <div class="privacy__actions">
        <ActionButton key="yes" label={props.yes} danger press={props.press} />
        <ActionButton key="no" label={t('deleteAllNo')} press={() => Promise.resolve(ask(false))} />
      </div>
    </div>
  );
}
