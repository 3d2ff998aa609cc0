import { computed, signal } from '@preact/signals';
import { MAX_SENT } from '../../domain/photo/wanted-send.ts';

/** The photos that are picked in the picker. */
export type Picks = ReturnType<typeof createPicks>;

/** The picked photos, of all lists. @param changed called after each change */
export function createPicks(changed: () => void) {
  const picked = new Set<string>();
  const pickedCount = signal(0);
  const publish = (): void => {
    pickedCount.value = picked.size;
    changed();
  };
  const add = (assetName: string): void => {
    if (picked.size < MAX_SENT) picked.add(assetName);
  };
  return {
    signals: { pickedCount, isFull: computed(() => pickedCount.value >= MAX_SENT) },
    names: (): string[] => [...picked],
    has: (assetName: string): boolean => picked.has(assetName),
    isAtLimit: (): boolean => picked.size >= MAX_SENT,
    add(assetNames: readonly string[]) {
      assetNames.forEach(add);
      publish();
    },
    toggle(assetName: string) {
      if (!picked.delete(assetName)) add(assetName);
      publish();
    },
  };
}
