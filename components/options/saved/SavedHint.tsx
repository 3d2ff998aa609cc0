import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../utils/i18n.ts';
import type { CopySettings, OpenRun } from '../../../utils/models/settings/copy-settings.ts';
import { Icon } from '../../shared/Icon.tsx';
import './saved-hint.css';
import type { SavedChanges } from './use-saved-changes.ts';

/**
 * Confirms a saved change, with "Undo".
 *
 * @param props.section id of the heading of the section
 * @param props.keptBy the model, if an open copy or plan keeps the settings it began with
 */
export function SavedHint(props: {
  changes: SavedChanges;
  section: string;
  keptBy?: Pick<CopySettings, 'openRun'>;
}) {
  const { last, canUndo, undo } = props.changes;
  const said = useRef<HTMLOutputElement>(null);
  const openRun = props.keptBy?.openRun.value ?? 'none';
  // The button disappears with the last change: keep the focus here.
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
