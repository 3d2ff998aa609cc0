import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { AlbumChoice } from '../../utils/domain/album/album-choice.ts';
import { everything } from '../../utils/domain/album/choice.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Icon } from '../shared/Icon.tsx';
import { RadioGroup } from '../shared/RadioGroup.tsx';
import { AlbumTicks } from './AlbumTicks.tsx';
import './choice.css';
import { choiceOf, type ChoiceDraft, draftOf, type DraftProblem, draftProblem } from './choice-draft.ts';
import { Narrowing } from './Narrowing.tsx';

const problems: Record<NonNullable<DraftProblem>, MessageKey> = {
  'no-album': 'choiceNoAlbum',
  'no-kind': 'choiceNoKind',
  'dates-crossed': 'choiceDatesCrossed',
};
const PROBLEM_ID = 'choice-problem';

/** The choice of what to copy: everything or some albums, all dates and kinds or some. @param props.close returns to the plan */
export function ChoiceView({ model, close }: { model: TransferModel; close: () => void }) {
  const draft = useSignal(draftOf(model.snapshot.value.run?.choice ?? everything));
  const albums = useSignal<readonly AlbumChoice[] | null>(null);
  useEffect(() => {
    void model.plan.readAlbums().then((found) => (albums.value = found));
  }, [model, albums]);
  const change = (part: Partial<ChoiceDraft>): void => {
    draft.value = { ...draft.value, ...part };
  };
  return (
    <div class="choice">
      <RadioGroup
        name={t('choiceSource')}
        level={2}
        options={[
          { value: 'everything', label: t('choiceEverything'), hint: null },
          { value: 'albums', label: t('choiceOnlyAlbums'), hint: null },
        ]}
        chosen={draft.value.source}
        choose={(source) => change({ source })}
      />
      {draft.value.source === 'albums' &&
        (albums.value ? (
          <AlbumTicks plan={model.plan} tree={albums.value} draft={draft.value} change={change} />
        ) : (
          <p class="soft">{t('choiceReading')}</p>
        ))}
      <Narrowing draft={draft.value} change={change} />
      <ChoiceEnd
        problem={draftProblem(draft.value)}
        use={async () => {
          await model.plan.choose(choiceOf(draft.value));
          close();
        }}
        close={close}
      />
    </div>
  );
}

/** What keeps the choice from being used, and the buttons. Nobody reads what is still to be done before a press needs it. */
function ChoiceEnd(props: { problem: DraftProblem; use: () => Promise<void>; close: () => void }) {
  const hasPressed = useSignal(false);
  const { problem } = props;
  const isTold = problem !== null && (problem !== 'no-album' || hasPressed.value);
  return (
    <>
      <output class="choice__problem" id={PROBLEM_ID}>
        {isTold && (
          <>
            <Icon name="warning" />
            {t(problems[problem])}
          </>
        )}
      </output>
      <div class="popup__actions">
        <ActionButton
          label={t('choiceUse')}
          main
          blockedBy={problem !== null && problem !== 'no-album' ? PROBLEM_ID : undefined}
          press={async () => {
            hasPressed.value = true;
            if (problem === null) await props.use();
          }}
        />
        <ActionButton
          label={t('choiceBack')}
          press={() => {
            props.close();
            return Promise.resolve();
          }}
        />
      </div>
    </>
  );
}
