import { type ReadonlySignal, signal } from '@preact/signals';

/** Follows whether the page is visible: its tab is in front, and its window is not minimized. */
export function pageVisibility(page: Document): ReadonlySignal<boolean> {
  const isVisible = signal(page.visibilityState !== 'hidden');
  page.addEventListener('visibilitychange', () => {
    isVisible.value = page.visibilityState !== 'hidden';
  });
  return isVisible;
}
