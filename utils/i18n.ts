import { browser } from 'wxt/browser';
import type messages from '../public/_locales/en/messages.json';

/** Key of a text in `public/_locales/<language>/messages.json`. */
export type MessageKey = keyof typeof messages;

/**
 * Key of a text that depends on a number. It has one entry for each plural form of the language, at least `…One` and
 * `…Other`; a language with more forms adds `…Zero`, `…Two`, `…Few` or `…Many`.
 */
export type PluralKey = MessageKey extends infer Key
  ? Key extends `${infer Base}One`
    ? Base
    : never
  : never;

/** Suffix of the key of each plural form. */
const FORMS = {
  zero: 'Zero',
  one: 'One',
  two: 'Two',
  few: 'Few',
  many: 'Many',
  other: 'Other',
} as const satisfies Record<Intl.LDMLPluralRule, string>;

/** Cached by language: creating one is slow. */
const plurals = new Map<string, Intl.PluralRules>();

/** Placeholder for a link or another element; see {@link textAround}. */
const GAP = '\uFFFC';

/** Returns the text for `key` in the browser's language, else in English, with `$1` and so on substituted. */
export const t = (key: MessageKey, ...substitutions: string[]): string =>
  browser.i18n.getMessage(key, substitutions);

/**
 * Returns the text for a number of things.
 *
 * @param count selects the plural form; `…Other` where the language has no text for that form
 * @param substitutions `$1` and so on; include the number itself to show it
 */
export function tn(key: PluralKey, count: number, ...substitutions: string[]): string {
  const language = textLanguage();
  const rules = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, rules);
  // the key type comes from English, which has only two forms
  const texts: { getMessage(key: string, substitutions: string[]): string } = browser.i18n;
  return (
    texts.getMessage(`${key}${FORMS[rules.select(count)]}`, substitutions) ||
    t(`${key}Other`, ...substitutions)
  );
}

/** Returns the text before and after `$1`, for an element in place of a word. */
export function textAround(key: MessageKey): [before: string, after: string] {
  const [before = '', after = ''] = t(key, GAP).split(GAP);
  return [before, after];
}

/**
 * Returns the BCP 47 tag for numbers, dates and plurals: the browser's language if our texts are in it, else the language
 * of the texts. Otherwise a French browser would show “13–18 heures left”.
 */
export function textLanguage(): string {
  const ofTexts = t('languageCode');
  const ofBrowser = browser.i18n.getUILanguage();
  return languageOf(ofBrowser) === languageOf(ofTexts) ? ofBrowser : ofTexts;
}

/** Primary language of a tag; `no` is the old code of `nb`. */
const languageOf = (tag: string): string => (tag.split('-')[0] ?? '').toLowerCase().replace(/^no$/, 'nb');
