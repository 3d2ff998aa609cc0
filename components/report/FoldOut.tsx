import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './fold-out.css';

/**
 * A section that opens on request, and automatically for printing. It is filled only after the page is drawn: it is
 * hidden until then, and may be long.
 */
export function FoldOut({ label, children }: { label: string; children: ComponentChildren }) {
  const element = useRef<HTMLDetailsElement>(null);
  const [isFilled, setFilled] = useState(false);
  useEffect(() => {
    setFilled(true);
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
      {isFilled && children}
    </details>
  );
}
