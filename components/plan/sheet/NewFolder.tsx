import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { FolderProblem } from '../../../utils/domain/layout/destination-folder.ts';
import { type ErrorCode, type ErrorRecord, toErrorRecord } from '../../../utils/errors.ts';
import { t } from '../../../utils/i18n.ts';
import type { FolderModel } from '../../../utils/models/settings/folder-model.ts';
import { Icon } from '../../shared/Icon.tsx';
import { Notice } from '../../shared/Notice.tsx';
import '../../shared/form.css';
import { ConnectAgainLink } from './FolderFailure.tsx';
import { folderErrorText, needsSignIn } from './folder-error-text.ts';
import { folderProblemText } from './folder-problem-text.ts';

/** A button that becomes a field for the name of a new folder. @param props.done the folder is made and open */
export function NewFolder({ model, done }: { model: FolderModel; done: () => void }) {
  const isNaming = useSignal(false);
  if (!isNaming.value)
    return (
      <button type="button" class="action-button folder-dialog__new" onClick={() => (isNaming.value = true)}>
        {t('folderNew')}
      </button>
    );
  return (
    <NameForm
      model={model}
      done={() => {
        isNaming.value = false;
        done();
      }}
    />
  );
}

type Failure = { problem: FolderProblem } | { error: ErrorRecord };

function NameForm({ model, done }: { model: FolderModel; done: () => void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { failure, isMaking, make } = useMaking(model, done);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void make(field.current?.value ?? '').then(() => field.current?.focus());
      }}
    >
      <label class="form__label" for={id}>
        {t('folderNewName')}
      </label>
      <div class="form__row">
        <input
          id={id}
          ref={field}
          class="form__field"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={failure.value !== null}
          aria-describedby={`${id}-problem`}
          onInput={() => (failure.value = null)}
        />
        <button type="submit" class="action-button" aria-busy={isMaking.value}>
          {t(isPassing(failure.value) ? 'folderTryAgain' : 'folderCreate')}
        </button>
      </div>
      <div id={`${id}-problem`}>{failure.value && <FailureText failure={failure.value} />}</div>
    </form>
  );
}

/** Whether the same name may be accepted later: the text of such a failure says "Try again". */
const isPassing = (failure: Failure | null): boolean =>
  failure !== null && 'error' in failure && !NAME_ERRORS.has(failure.error.code);

const NAME_ERRORS: ReadonlySet<ErrorCode> = new Set(['name-refused', 'name-taken']);

/** Makes folders, one at a time, and keeps why the last one was not made. */
function useMaking(model: FolderModel, done: () => void) {
  const isMaking = useSignal(false);
  const failure = useSignal<Failure | null>(null);
  const make = async (typed: string): Promise<void> => {
    if (isMaking.value) return;
    isMaking.value = true;
    failure.value = null;
    try {
      const problem = await model.create(typed);
      if (problem === null) done();
      else failure.value = { problem };
    } catch (error) {
      failure.value = { error: toErrorRecord(error) };
    } finally {
      isMaking.value = false;
    }
  };
  return { failure, isMaking, make };
}

const FailureText = ({ failure }: { failure: Failure }) =>
  'problem' in failure ? (
    <p class="form__problem" role="alert">
      <Icon name="warning" />
      {folderProblemText(failure.problem)}
    </p>
  ) : (
    <>
      <Notice tone="bad" text={folderErrorText(failure.error)} />
      {needsSignIn(failure.error) && <ConnectAgainLink />}
    </>
  );
