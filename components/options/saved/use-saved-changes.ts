import { batch, useSignal } from '@preact/signals';
import type { Arrangement } from '../../../utils/domain/layout/arrangement.ts';
import type { SettingsModel } from '../../../utils/models/settings-model.ts';

/** Changes in a section, each of which can be undone. */
export interface SavedChanges {
  /** The latest event; null before any, or once it is out of date. */
  last: 'saved' | 'undone' | null;
  canUndo: boolean;
  /** Stores a value and remembers the previous one. Runs in the user's own press: browsers ask for permissions only there. */
  change<Value>(read: () => Value, value: Value, store: (value: Value) => Promise<void>): Promise<void>;
  /** Undoes the latest change that was not undone yet. */
  undo(): Promise<void>;
  /** Forgets earlier changes while something new is being typed. */
  forget(): void;
}

/** Tracks changes of settings. They are stored at once, and can be undone one after the other. */
export function useSavedChanges(): SavedChanges {
  const undos = useSignal<readonly (() => Promise<void>)[]>([]);
  const last = useSignal<SavedChanges['last']>(null);
  return {
    last: last.value,
    canUndo: undos.value.length > 0,
    async change(read, value, store) {
      const before = read();
      await store(value);
      // Refused: there is nothing to undo.
      if (read() === before) return;
      batch(() => {
        undos.value = [...undos.value, () => store(before)];
        last.value = 'saved';
      });
    },
    async undo() {
      const undoLatest = undos.value.at(-1);
      if (!undoLatest) return;
      await undoLatest();
      batch(() => {
        undos.value = undos.value.slice(0, -1);
        last.value = 'undone';
      });
    },
    forget() {
      batch(() => {
        undos.value = [];
        last.value = null;
      });
    },
  };
}

/** Changes one field of the arrangement. Undoing it leaves later changes of other fields. */
export const arrangeBy =
  (model: SettingsModel, changes: SavedChanges) =>
  <Field extends keyof Arrangement>(field: Field, value: Arrangement[Field]): void =>
    void changes.change(
      () => model.arrangement.value[field],
      value,
      (next) => model.arrange({ [field]: next }),
    );
