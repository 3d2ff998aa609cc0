import type { ComponentChildren } from 'preact';
import { textAround, type MessageKey } from '../../utils/i18n.ts';

/** A text whose `$1` is an element, so that each language can place it. */
export function SentenceWithLink({ text, children }: { text: MessageKey; children: ComponentChildren }) {
  const [before, after] = textAround(text);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}
