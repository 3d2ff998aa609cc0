import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Size of an element, followed while it is shown; 0 before it is measured. */
export function useBoxSize(box: RefObject<HTMLElement | null>): { widthPx: number; heightPx: number } {
  const size = useSignal({ widthPx: 0, heightPx: 0 });
  useEffect(() => {
    if (!box.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) size.value = { widthPx: entry.contentRect.width, heightPx: entry.contentRect.height };
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, size]);
  return size.value;
}
