import { ownerOfSeveral } from '../../utils/domain/account/logs.ts';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { levelsOf } from '../../utils/domain/layout/destination-folder.ts';
import { ChangeFolder } from '../plan/sheet/ChangeFolder.tsx';
import { folderProblemText } from '../plan/sheet/folder-problem-text.ts';
import { Icon } from '../shared/Icon.tsx';
import { logOwnerText } from '../shared/text/log-owner-text.ts';
import '../shared/form.css';
import { SavedHint } from './saved/SavedHint.tsx';
import { type SavedChanges, useSavedChanges } from './saved/use-saved-changes.ts';
import { useSavedField } from './saved/use-saved-field.ts';

/** The destination folder in Jottacloud, typed or chosen from a list. */
export function DestinationSection({ model }: { model: SettingsModel }) {
  const changes = useSavedChanges();
  const owner = ownerOfSeveral(model.whose.value);
  return (
    <section class="card" aria-labelledby="destination-heading">
      <h2 class="card__title" id="destination-heading">
        {t('destinationHeading')}
      </h2>
      {owner && <p>{t('whoseCopy', logOwnerText(owner))}</p>}
      <div id="destination-where">
        <p>{t('destinationWhere')}</p>
        <ChangeFolder
          folders={model.folders}
          destination={model.destinationFolder.value}
          choose={(destination) =>
            changes.change(
              () => model.destinationFolder.value,
              destination,
              (next) => model.chooseFolder(levelsOf(next)),
            )
          }
        />
      </div>
      <DestinationField model={model} changes={changes} />
      <p class="soft">{t('destinationKept')}</p>
    </section>
  );
}

/** Stores what was typed when the field loses the focus or Enter is pressed. */
function DestinationField({ model, changes }: { model: SettingsModel; changes: SavedChanges }) {
  const { text, type, save } = useSavedField(model.destinationFolder, async (typed) => {
    await changes.change(
      () => model.destinationFolder.value,
      typed,
      (next) => model.setDestinationFolder(next),
    );
    return model.folderProblem.value === null;
  });
  const problem = model.folderProblem.value;
  return (
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
          aria-describedby={`${problem ? 'destination-problem ' : ''}destination-hint destination-where`}
          value={text}
          onInput={({ currentTarget }) => {
            changes.forget();
            type(currentTarget.value);
          }}
          onChange={save}
          onBlur={save}
        />
      </div>
      <p id="destination-hint" class="soft">
        {t('destinationHint')}
      </p>
      {problem && (
        <p id="destination-problem" class="form__problem">
          <Icon name="warning" />
          {folderProblemText(problem)}
        </p>
      )}
      <SavedHint changes={changes} section="destination-heading" keptBy={model} />
    </form>
  );
}
