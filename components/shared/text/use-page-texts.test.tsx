// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test } from 'vitest';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { usePageTexts } from './use-page-texts.ts';

const Page = ({ title }: { title: string }) => {
  usePageTexts(title);
  return <main>{title}</main>;
};

test.each(['en', 'nb', 'sv', 'da', 'fi', 'de', 'nl'])(
  'title and language (%s) are there before the first frame is drawn',
  (language) => {
    useBrowserTexts(language, language);
    const box = document.createElement('div');
    render(<Page title="Fotos" />, box);
    expect([document.documentElement.lang, document.title]).toEqual([language, 'Fotos – Fotoflytt']);
    render(null, box);
  },
);
