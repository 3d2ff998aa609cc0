import { useEffect } from 'preact/hooks';
import { textLanguage } from '../../../utils/i18n.ts';

/** Gives the document the title of the page and the language of its texts; a file of HTML cannot know them. */
export function usePageTexts(title: string): void {
  useEffect(() => {
    document.title = `${title} – Fotoflytt`;
    document.documentElement.lang = textLanguage();
  }, [title]);
}
