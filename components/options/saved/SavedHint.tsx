import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../utils/i18n.ts';
import type { OpenRun, SettingsModel } from '../../../utils/models/settings-model.ts';
import { Icon } from '../../shared/Icon.tsx';
import './saved-hint.css';
import type { SavedChanges } from './use-saved-changes.ts';

/**
 * After a change: that it is saved, with its way back.
 *
 * @param props.section id of the section's heading, of which "Undo" takes something back
 * @param props.keptBy the model where a copy that has begun, or a plan that waits, keeps what it began with
 */
export function SavedHint(props: {
  changes: SavedChanges;
  section: string;
  keptBy?: Pick<SettingsModel, 'openRun'>;
}) {
  const { last, canUndo, undo } = props.changes;
  const said = useRef<HTMLOutputElement>(null);
  const openRun = props.keptBy?.openRun.value ?? 'none';
  // with the last change its button goes: whoever pressed it stays in this place
  useEffect(() => {
    if (last === 'undone' && !canUndo) said.current?.focus();
  }, [last, canUndo]);
  return (
    <div class="saved-hint">
      <output class={openRun === 'none' ? 'saved-hint__good' : 'saved-hint__kept'} ref={said} tabIndex={-1}>
        {last !== null && (
          <>
            {openRun === 'none' && <Icon name="done" />}
            {last === 'undone' ? t('undone') : t(savedTexts[openRun])}
          </>
        )}
      </output>
      {canUndo && (
        <button
          type="button"
          class="saved-hint__undo"
          aria-describedby={props.section}
          onClick={() => void undo()}
        >
          {t('undo')}
        </button>
      )}
    </div>
  );
}

const savedTexts = {
  none: 'destinationSaved',
  begun: 'changesNextCopy',
  planned: 'changesNextPlan',
} as const satisfies Record<OpenRun, string>;
