import { browser } from 'wxt/browser';
import type messages from '../public/_locales/en/messages.json';

/** Every text of the product, by the key it has in `public/_locales/<language>/messages.json`. */
export type MessageKey = keyof typeof messages;

/**
 * A text that depends on a number: has one entry for each plural form of its language, `…One` and `…Other` at least. A
 * language with more forms adds `…Zero`, `…Two`, `…Few` or `…Many`.
 */
export type PluralKey = MessageKey extends infer Key
  ? Key extends `${infer Base}One`
    ? Base
    : never
  : never;

/** How the key of each plural form ends. */
const FORMS = {
  zero: 'Zero',
  one: 'One',
  two: 'Two',
  few: 'Few',
  many: 'Many',
  other: 'Other',
} as const satisfies Record<Intl.LDMLPluralRule, string>;

/** By language: making them takes long. */
const plurals = new Map<string, Intl.PluralRules>();

/** A text that has a gap for a link or another element; see {@link textAround}. */
const GAP = '\uFFFC';

/** Text for `key` in the browser's language, English if there is none. `$1` and so on in it are the substitutions. */
export const t = (key: MessageKey, ...substitutions: string[]): string =>
  browser.i18n.getMessage(key, substitutions);

/**
 * Text for a number of things.
 *
 * @param count chooses the plural form; `…Other` where the language has no text for that form
 * @param substitutions `$1` and so on; the number itself is only shown if it is one of them
 */
export function tn(key: PluralKey, count: number, ...substitutions: string[]): string {
  const language = textLanguage();
  const rules = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, rules);
  // English, whose keys are the known ones, has two forms
  const texts: { getMessage(key: string, substitutions: string[]): string } = browser.i18n;
  return (
    texts.getMessage(`${key}${FORMS[rules.select(count)]}`, substitutions) ||
    t(`${key}Other`, ...substitutions)
  );
}

/** The text before and after `$1`, where an element stands instead of a word. */
export function textAround(key: MessageKey): [before: string, after: string] {
  const [before = '', after = ''] = t(key, GAP).split(GAP);
  return [before, after];
}

/**
 * BCP 47 tag for numbers, dates and plurals: the browser's own language if our texts are in it, otherwise the language
 * of the texts. Without that a French browser would say “13–18 heures left”.
 */
export function textLanguage(): string {
  const ofTexts = t('languageCode');
  const ofBrowser = browser.i18n.getUILanguage();
  return languageOf(ofBrowser) === languageOf(ofTexts) ? ofBrowser : ofTexts;
}

/** Primary language of a tag; `no` is the old code of what is written as `nb`. */
const languageOf = (tag: string): string => (tag.split('-')[0] ?? '').toLowerCase().replace(/^no$/, 'nb');
