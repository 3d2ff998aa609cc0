import { useSignal } from '@preact/signals';
import { destinationOf, levelsOf } from '../../utils/domain/layout/destination-folder.ts';
import { t } from '../../utils/i18n.ts';
import { ActionButton } from './ActionButton.tsx';

/**
 * Copies the path of a folder in Jottacloud: the address of a folder on Jottacloud's pages is unknown. Source:
 * docs/jottacloud.md 2.9.
 */
export function CopyPath({ folder }: { folder: string }) {
  const isCopied = useSignal(false);
  return (
    <>
      <ActionButton
        label={t('copyPath')}
        press={async () => {
          await navigator.clipboard.writeText(destinationOf(['Archive', ...levelsOf(folder)]));
          isCopied.value = true;
        }}
      />{' '}
      <output class="soft">{isCopied.value && t('pathCopied')}</output>
    </>
  );
}
