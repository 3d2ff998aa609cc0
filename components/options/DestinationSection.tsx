import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { Icon } from '../shared/Icon.tsx';
import '../shared/form.css';
import { SavedHint } from './saved/SavedHint.tsx';
import { folderProblemText } from './folder-problem-text.ts';
import { useSavedChanges } from './saved/use-saved-changes.ts';
import { useSavedField } from './saved/use-saved-field.ts';

/** The destination folder in Jottacloud. Stored when the field loses the focus or Enter is pressed. */
export function DestinationSection({ model }: { model: SettingsModel }) {
  const changes = useSavedChanges();
  const { text, type, save } = useSavedField(model.destinationFolder, async (name) => {
    await changes.change(
      () => model.destinationFolder.value,
      name,
      (next) => model.setDestinationFolder(next),
    );
    return model.folderProblem.value === null;
  });
  const problem = model.folderProblem.value;
  return (
    <section class="card" aria-labelledby="destination-heading">
      <h2 class="card__title" id="destination-heading">
        {t('destinationHeading')}
      </h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label class="form__label" for="destination">
          {t('destinationLabel')}
        </label>
        <div class="form__row">
          <input
            id="destination"
            class="form__field"
            type="text"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={problem !== null}
            aria-describedby={problem ? 'destination-problem destination-where' : 'destination-where'}
            value={text}
            onInput={({ currentTarget }) => {
              changes.forget();
              type(currentTarget.value);
            }}
            onChange={save}
            onBlur={save}
          />
        </div>
        {problem && (
          <p id="destination-problem" class="form__problem">
            <Icon name="warning" />
            {folderProblemText(problem)}
          </p>
        )}
        <SavedHint changes={changes} section="destination-heading" keptBy={model} />
      </form>
      <p id="destination-where">
        {t('destinationWhere')} <strong>{t('destinationPath', model.destinationFolder.value)}</strong>
      </p>
      <p class="soft">{t('destinationKept')}</p>
    </section>
  );
}
