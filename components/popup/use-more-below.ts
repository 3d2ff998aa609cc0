import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Distance from the end at which nothing is hidden any more, in px: a card ends with its padding. */
const END_PX = 12;

/** Follows whether a part of the page is below the window's edge. */
export function useMoreBelow(): boolean {
  const hasMore = useSignal(false);
  useEffect(() => {
    const page = document.documentElement;
    const look = (): void =>
      void (hasMore.value = page.scrollHeight - page.clientHeight - page.scrollTop > END_PX);
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    look();
    return () => {
      observer.disconnect();
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [hasMore]);
  return hasMore.value;
}
