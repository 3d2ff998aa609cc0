import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { levelsOf } from '../../../utils/domain/layout/destination-folder.ts';
import { t } from '../../../utils/i18n.ts';
import type { FolderModel } from '../../../utils/models/settings/folder-model.ts';
import { destinationText } from '../../shared/text/destination-text.ts';
import { FolderDialog } from './FolderDialog.tsx';
import './change-folder.css';

/**
 * Where photos go, with a button that opens Jottacloud's folders.
 *
 * @param props.choose stores the destination, such as `Photos/Italy 2022`
 */
export function ChangeFolder(props: {
  folders: FolderModel;
  destination: string;
  choose: (destination: string) => Promise<void>;
}) {
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const { folders, destination, choose } = props;
  return (
    <div class="change-folder">
      <strong class="change-folder__path">{destinationText(destination)}</strong>
      <button
        type="button"
        class="action-button"
        ref={button}
        aria-haspopup="dialog"
        onClick={() => {
          void folders.open(levelsOf(destination));
          isOpen.value = true;
        }}
      >
        {t('folderChange')}
      </button>
      {isOpen.value && (
        <FolderDialog
          model={folders}
          choose={choose}
          close={() => {
            isOpen.value = false;
            button.current?.focus();
          }}
        />
      )}
    </div>
  );
}
