import { useId } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import { type Kind, kinds } from '../../utils/domain/photo/kind.ts';
import { CheckField } from '../shared/CheckField.tsx';
import { kindText } from '../shared/text/kind-text.ts';
import type { ChoiceDraft } from './choice-draft.ts';

type Part = { draft: ChoiceDraft; change: (part: Partial<ChoiceDraft>) => void };

/** Dates and kinds: folded away until one of them is narrowed. */
export const Narrowing = ({ draft, change }: Part) => (
  <div class="plan-details">
    <details open={draft.from !== '' || draft.to !== ''}>
      <summary>{t('choiceDates')}</summary>
      <fieldset class="choice__dates">
        <legend class="visually-hidden">{t('choiceDates')}</legend>
        <DateField label={t('choiceDateFrom')} value={draft.from} change={(from) => change({ from })} />
        <DateField label={t('choiceDateTo')} value={draft.to} change={(to) => change({ to })} />
      </fieldset>
    </details>
    <details open={draft.kinds.size < kinds.length}>
      <summary>{t('choiceKinds')}</summary>
      <fieldset class="choice__kinds">
        <legend class="visually-hidden">{t('choiceKinds')}</legend>
        {kinds.map((kind) => (
          <CheckField
            key={kind}
            label={kindText(kind)}
            checked={draft.kinds.has(kind)}
            change={(isTicked) => change({ kinds: withKind(draft.kinds, kind, isTicked) })}
          />
        ))}
      </fieldset>
    </details>
  </div>
);

function DateField(props: { label: string; value: string; change: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="date"
        value={props.value}
        onInput={({ currentTarget }) => props.change(currentTarget.value)}
      />
    </div>
  );
}

const withKind = (ticked: ReadonlySet<Kind>, kind: Kind, isTicked: boolean): Set<Kind> =>
  new Set(kinds.filter((one) => (one === kind ? isTicked : ticked.has(one))));
