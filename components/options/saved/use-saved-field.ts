import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';

/**
 * A text field that stores its text when it loses the focus.
 *
 * @param stored what is stored; shown until something else is typed
 * @param store stores what was typed and says whether it was accepted; refused text stays in the field
 */
export function useSavedField(stored: ReadonlySignal<string>, store: (text: string) => Promise<boolean>) {
  const draft = useSignal<string | null>(null);
  const lastTried = useRef<string | null>(null);

  async function saveDraft(): Promise<void> {
    const text = draft.value;
    // leaving a field also counts as a change, and so does Enter: one text is stored once
    if (text === null || text === lastTried.current) return;
    lastTried.current = text;
    const accepted = await store(text);
    if (accepted && draft.value === text) draft.value = null;
  }

  return {
    text: draft.value ?? stored.value,
    type: (text: string) => {
      draft.value = text;
      lastTried.current = null;
    },
    save: () => void saveDraft(),
  };
}
