import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Messages = Record<string, { message: string } | undefined>;

/** Reads `public/_locales/<language>/messages.json`. */
export function readMessages(language: string): Messages {
  const messages: Messages = JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8'));
  return messages;
}

/**
 * Makes the fake browser answer `i18n` like a real one: unknown keys give '', `$1` to `$9` are filled in.
 *
 * @param uiLanguage what the browser says its own language is; independent of the language the texts come in
 */
export function useBrowserTexts(
  language = 'en',
  uiLanguage = { en: 'en-US', nb: 'nb-NO' }[language] ?? language,
) {
  const messages = readMessages(language);
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(uiLanguage);
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation(
    (key: string, substitutions?: string | (string | number)[]) => {
      const values = [substitutions ?? []].flat();
      const fill = (_: string, position: string) => String(values[Number(position) - 1] ?? '');
      return messages[key]?.message.replace(/\$(\d)/g, fill) ?? '';
    },
  );
}
