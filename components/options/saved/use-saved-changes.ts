import { batch, useSignal } from '@preact/signals';
import type { Arrangement } from '../../../utils/domain/layout/arrangement.ts';
import type { SettingsModel } from '../../../utils/models/settings-model.ts';

/** What was changed in a section, each change with its way back. */
export interface SavedChanges {
  /** What happened last; null before anything did, or when it says nothing any more. */
  last: 'saved' | 'undone' | null;
  canUndo: boolean;
  /** Stores a value, and keeps the one before. Runs in the user's own press, for browsers ask for a permission only there. */
  change<Value>(read: () => Value, value: Value, store: (value: Value) => Promise<void>): Promise<void>;
  /** Takes back the latest change that was not taken back yet. */
  undo(): Promise<void>;
  /** Something new is being typed: what is said of earlier changes would mislead. */
  forget(): void;
}

/** Settings are stored at once; so every change of them can be taken back, one after the other. */
export function useSavedChanges(): SavedChanges {
  const ways = useSignal<readonly (() => Promise<void>)[]>([]);
  const last = useSignal<SavedChanges['last']>(null);
  return {
    last: last.value,
    canUndo: ways.value.length > 0,
    async change(read, value, store) {
      const before = read();
      await store(value);
      // refused: nothing was stored that could be taken back
      if (read() === before) return;
      batch(() => {
        ways.value = [...ways.value, () => store(before)];
        last.value = 'saved';
      });
    },
    async undo() {
      const way = ways.value.at(-1);
      if (!way) return;
      await way();
      batch(() => {
        ways.value = ways.value.slice(0, -1);
        last.value = 'undone';
      });
    },
    forget() {
      batch(() => {
        ways.value = [];
        last.value = null;
      });
    },
  };
}

/** Changes one field of the arrangement, so that undoing it leaves the others as they are by then. */
export const arrangeBy =
  (model: SettingsModel, changes: SavedChanges) =>
  <Field extends keyof Arrangement>(field: Field, value: Arrangement[Field]): void =>
    void changes.change(
      () => model.arrangement.value[field],
      value,
      (next) => model.arrange({ [field]: next }),
    );
