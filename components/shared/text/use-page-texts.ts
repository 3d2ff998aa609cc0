import { useLayoutEffect } from 'preact/hooks';
import { textLanguage } from '../../../utils/i18n.ts';

/**
 * Sets the document's title and language, which an HTML file cannot know. Before the first frame: another language makes
 * the browser lay out the whole page again.
 */
export function usePageTexts(title: string): void {
  useLayoutEffect(() => {
    document.title = `${title} – Fotoflytt`;
    document.documentElement.lang = textLanguage();
  }, [title]);
}
