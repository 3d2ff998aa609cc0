import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './fold-out.css';

interface FoldOutProps {
  label: string;
  children: ComponentChildren;
  /** Opens automatically for printing. Default true; else it is on paper only if somebody opened it. */
  isPrinted?: boolean;
}

/**
 * A section that opens on request, and usually for printing. It is filled only after the page is drawn: it is
 * hidden until then, and may be long.
 */
export function FoldOut({ label, children, isPrinted = true }: FoldOutProps) {
  const element = useRef<HTMLDetailsElement>(null);
  const [isFilled, setFilled] = useState(false);
  useEffect(() => {
    setFilled(true);
    let wasOpen = false;
    const open = (): void => {
      if (!element.current || !isPrinted) return;
      wasOpen = element.current.open;
      element.current.open = true;
    };
    const restore = (): void => {
      if (element.current && isPrinted) element.current.open = wasOpen;
    };
    addEventListener('beforeprint', open);
    addEventListener('afterprint', restore);
    return () => {
      removeEventListener('beforeprint', open);
      removeEventListener('afterprint', restore);
    };
  }, [isPrinted]);
  return (
    <details class={isPrinted ? 'fold-out' : 'fold-out fold-out--detail'} ref={element}>
      <summary>{label}</summary>
      {isFilled && children}
    </details>
  );
}
