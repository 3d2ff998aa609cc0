import type { StoredSignal } from '../../../utils/models/stored-signal.ts';
import { CheckField } from '../../shared/CheckField.tsx';
import type { SavedChanges } from './use-saved-changes.ts';

/** A tick for a stored setting, whose changes can be undone. */
export const SwitchField = (props: {
  label: string;
  hint: string;
  setting: StoredSignal<boolean>;
  changes: SavedChanges;
}) => (
  <CheckField
    label={props.label}
    hint={props.hint}
    checked={props.setting.value}
    change={(isOn) =>
      void props.changes.change(
        () => props.setting.value,
        isOn,
        (next) => props.setting.set(next),
      )
    }
  />
);
