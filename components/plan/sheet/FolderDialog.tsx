import { useEffect, useRef } from 'preact/hooks';
import { destinationOf, destinationProblem } from '../../../utils/domain/layout/destination-folder.ts';
import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { FolderModel, OpenedFolder } from '../../../utils/models/settings/folder-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { destinationText } from '../../shared/text/destination-text.ts';
import { FolderFailure } from './FolderFailure.tsx';
import { FolderList, focusList } from './FolderList.tsx';
import { NewFolder } from './NewFolder.tsx';
import './folder-dialog.css';

/** Id of the sentence that explains why the folder cannot be used. */
const REASON_ID = 'folder-reason';

/**
 * Jottacloud's folders, one level at a time. The opened folder is the one that is chosen.
 *
 * @param props.close is called once the dialog is gone, whatever closed it
 */
export function FolderDialog(props: {
  model: FolderModel;
  choose: (destination: string) => Promise<void>;
  close: () => void;
}) {
  const { model, choose, close } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const destination = destinationOf(model.path.value);
  const opened = model.opened.value;
  const reason = whyUnusable(destination, opened);
  return (
    <dialog class="folder-dialog" ref={dialog} aria-labelledby="folder-title" onClose={close}>
      <h2 id="folder-title">{t('folderTitle')}</h2>
      <p class="folder-dialog__chosen">
        {t('destinationWhere')}{' '}
        <strong>{destination === '' ? t('folderArchive') : destinationText(destination)}</strong>
      </p>
      <FolderList model={model} list={list} />
      <output class="folder-dialog__count">{countText(opened)}</output>
      {opened.status === 'failed' && (
        <FolderFailure
          error={opened.error}
          tryAgain={() => {
            void model.open(model.path.value);
            list.current?.focus();
          }}
        />
      )}
      <NewFolder model={model} done={() => focusList(list.current)} />
      <p class="soft" id={REASON_ID}>
        {reason ?? t('folderNothingOverwritten')}
      </p>
      <div class="folder-dialog__actions">
        <ActionButton
          label={t('folderUse')}
          main
          blockedBy={reason === null ? undefined : REASON_ID}
          press={async () => {
            await choose(destination);
            close();
          }}
        />
        <ActionButton label={t('folderCancel')} press={() => Promise.resolve(close())} />
      </div>
    </dialog>
  );
}

/** Explains why the opened folder cannot be chosen now; null if it can. */
function whyUnusable(destination: string, { status }: OpenedFolder): string | null {
  if (destination === '') return t('folderNotArchive');
  if (destinationProblem(destination) !== null) return t('folderNameUnusable');
  return status === 'reading' || status === 'failed' ? t('folderNotRead') : null;
}

function countText(opened: OpenedFolder): string {
  if (opened.status === 'reading') return t('folderReading');
  if (opened.status === 'new') return t('folderNotThere');
  return opened.status === 'read' ? tn('folderFiles', opened.files, formatCount(opened.files)) : '';
}
