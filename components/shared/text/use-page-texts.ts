import { useEffect } from 'preact/hooks';
import { textLanguage } from '../../../utils/i18n.ts';

/** Sets the document's title and language, which an HTML file cannot know. */
export function usePageTexts(title: string): void {
  useEffect(() => {
    document.title = `${title} – Fotoflytt`;
    document.documentElement.lang = textLanguage();
  }, [title]);
}
