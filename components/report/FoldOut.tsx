import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './fold-out.css';

/** A part that opens on request, and by itself on paper. */
export function FoldOut({ label, children }: { label: string; children: ComponentChildren }) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    let wasOpen = false;
    const open = (): void => {
      if (!element.current) return;
      wasOpen = element.current.open;
      element.current.open = true;
    };
    const restore = (): void => {
      if (element.current) element.current.open = wasOpen;
    };
    addEventListener('beforeprint', open);
    addEventListener('afterprint', restore);
    return () => {
      removeEventListener('beforeprint', open);
      removeEventListener('afterprint', restore);
    };
  }, []);
  return (
    <details class="fold-out" ref={element}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}
