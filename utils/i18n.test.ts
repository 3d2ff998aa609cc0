import { globSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readMessages, useBrowserTexts } from '../components/testing/browser-texts.ts';
import { t, textAround, tn } from './i18n.ts';

const english = readMessages('en');
const languages = globSync('public/_locales/*/messages.json')
  .map((path) => path.split('/').at(-2) ?? '')
  .toSorted();
const others = languages.filter((language) => language !== 'en');
const sources = globSync(['{components,entrypoints,utils}/**/*.{ts,tsx}', 'wxt.config.ts'])
  .filter((path) => !/\.test\.tsx?$|\/testing\//.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** Texts that a language has word for word as English has them. */
const SAME_AS_ENGLISH: Record<string, readonly string[]> = {
  de: [
    'albumSortName',
    'certificatePdf',
    'detailsLink',
    'firstSortLivePhoto',
    'firstSortRaw',
    'firstSortVideo',
    'firstStepPlan',
    'firstStepTest',
    'icloudLink',
    'icloudLinkChina',
    'jottacloudHeading',
    'kindLivePhotos',
    'kindVideos',
    'namesPathColumn',
    'namesWantedColumn',
    'originBrowser',
    'pickerCopied',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
    'reportKindLivePhoto',
    'reportKindVideo',
    'speedNormal',
    'taskAlbum',
    'taskCopied',
  ],
  nb: [
    'certificatePdf',
    'choiceAlbumsOne',
    'firstSortLivePhoto',
    'firstSortRaw',
    'firstSortVideo',
    'firstStepPlan',
    'icloudLink',
    'icloudLinkChina',
    'jottacloudHeading',
    'kindColumn',
    'kindLivePhotos',
    'pause',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
    'reportKindLivePhoto',
    'sendsAlbumsOne',
    'startCopying',
    'taskAlbumsOne',
  ],
  sv: [
    'certificatePdf',
    'choiceAlbumsOne',
    'firstSortLivePhoto',
    'firstSortRaw',
    'firstSortVideo',
    'firstStepPlan',
    'firstStepTest',
    'icloudLink',
    'icloudLinkChina',
    'jottacloudHeading',
    'kindLivePhotos',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
    'reportKindLivePhoto',
    'sendsAlbumsOne',
    'speedNormal',
    'taskAlbumsOne',
  ],
  da: [
    'certificatePdf',
    'choiceAlbumsOne',
    'destinationHeading',
    'firstSortLivePhoto',
    'firstSortRaw',
    'firstSortVideo',
    'firstStepPlan',
    'firstStepTest',
    'icloudLink',
    'icloudLinkChina',
    'jottacloudHeading',
    'kindColumn',
    'kindLivePhotos',
    'originBrowser',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
    'reportKindLivePhoto',
    'runDestination',
    'sendsAlbumsOne',
    'speedNormal',
    'startCopying',
    'stepGet',
    'stepSend',
    'taskAlbumsOne',
  ],
  fi: [
    'certificatePdf',
    'firstSortRaw',
    'firstSortVideo',
    'icloudLink',
    'icloudLinkChina',
    'jottacloudHeading',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
  ],
  nl: [
    'albumsHeading',
    'certificatePdf',
    'choiceAlbumsOne',
    'choiceAlbumsOther',
    'detailsLink',
    'exampleInFolder',
    'firstSortLivePhoto',
    'firstSortRaw',
    'firstSortVideo',
    'firstStepPlan',
    'firstStepTest',
    'icloudLink',
    'icloudLinkChina',
    'inAlbumsOne',
    'inAlbumsOther',
    'jottacloudHeading',
    'kindLivePhotos',
    'layoutAlbums',
    'namesPathColumn',
    'namesWantedColumn',
    'originBrowser',
    'pickerCopied',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
    'planAlbums',
    'privacyHeading',
    'reportKindLivePhoto',
    'sendsAlbumsOne',
    'sendsAlbumsOther',
    'taskAlbum',
    'taskAlbumsOne',
    'taskAlbumsOther',
    'taskCopied',
    'tokenStepOpen',
  ],
};

/** `$1`, `$2` … in the order of their numbers, each once. */
const gaps = (text: string | undefined) => [...new Set(text?.match(/\$\d/g) ?? [])].toSorted();

const isUsed = (key: string): boolean =>
  sources.includes(`'${key}'`) ||
  sources.includes(`text="${key}"`) ||
  sources.includes(`__MSG_${key}__`) ||
  sources.includes(`'${key.replace(/(One|Other)$/, '')}'`);

test('no text is kept that nothing shows', () => {
  expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
});

test('every text that is shown exists', () => {
  const plain = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
  const plural = [...sources.matchAll(/\btn\(\s*'([^']+)'/g)].flatMap(([, key]) => [
    `${key}One`,
    `${key}Other`,
  ]);
  expect(plain.length).toBeGreaterThan(20);
  expect([...plain, ...plural].filter((key) => !english[key])).toEqual([]);
});

/** Says in each language that the extension is nobody's but ours. */
const UNOFFICIAL: Record<string, RegExp> = {
  en: /^Unofficial\b/,
  nb: /^Uoffisiell\b/,
  sv: /^Inofficiell/,
  da: /^Uofficiel/,
  fi: /^Epävirallinen\b/,
  de: /^Inoffiziell\b/,
  nl: /^Onofficieel\b/,
};

/** Edge and the linter of addons.mozilla.org take 45 characters, Chrome's description 132. */
test.each(languages)('the stores take the name and the description in %s', (language) => {
  const { extensionName, extensionDescription, languageCode } = readMessages(language);
  expect(languageCode?.message).toBe(language);
  expect(extensionName?.message).toMatch(/^Fotoflytt.{1,36}$/);
  expect(extensionDescription?.message).toMatch(UNOFFICIAL[language] ?? /^$/);
  expect(extensionDescription?.message).toMatch(/^.{50,132}$/);
});

const bases = Object.keys(english)
  .filter((key) => key.endsWith('Other'))
  .map((key) => key.replace(/Other$/, ''));

test.each(languages)('every plural has each form of %s', (language) => {
  expect(bases.length).toBeGreaterThan(20);
  const messages = readMessages(language);
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const forms = pluralCategories.map((form) => form.charAt(0).toUpperCase() + form.slice(1));
  const wanted = bases.flatMap((base) => forms.map((form) => base + form));
  expect(wanted.filter((key) => !messages[key])).toEqual([]);
});

test('every singular has a plural', () => {
  expect(
    Object.keys(english).filter((key) => key.endsWith('One') && !english[key.replace(/One$/, 'Other')]),
  ).toEqual([]);
});

test.each(others)('%s has the same texts as English, with the same gaps', (language) => {
  const shape = (messages: typeof english) =>
    Object.fromEntries(Object.entries(messages).map(([key, entry]) => [key, gaps(entry?.message)]));
  expect(shape(readMessages(language))).toEqual(shape(english));
});

test.each(others)('%s is translated, except where both languages say the same', (language) => {
  const messages = readMessages(language);
  const untranslated = Object.keys(english).filter(
    (key) =>
      /[a-z]/i.test(english[key]?.message.replace(/\$\d/g, '') ?? '') &&
      english[key]?.message === messages[key]?.message,
  );
  expect(untranslated.toSorted()).toEqual((SAME_AS_ENGLISH[language] ?? []).toSorted());
});

/** The kinds of quotation marks of our languages. */
const QUOTATION_MARKS = ['«»', '“”', '”', '“„'];

test.each(languages)('%s has one kind of quotation marks', (language) => {
  const texts = Object.values(readMessages(language)).map((entry) => entry?.message ?? '');
  const marks = new Set(texts.flatMap((text) => text.match(/[«»„“”‘"]/g) ?? []));
  expect(QUOTATION_MARKS).toContain([...marks].toSorted().join(''));
});

test.each(languages)('no heading of %s breaks a name such as iCloud‑Fotos at its hyphen', (language) => {
  const headings = Object.entries(readMessages(language)).filter(([key]) => key.endsWith('Title'));
  expect(headings.length).toBeGreaterThan(20);
  expect(headings.filter(([, entry]) => entry?.message.includes('iCloud-'))).toEqual([]);
});

test('a number chooses between the singular and the plural', () => {
  useBrowserTexts('en');
  expect(tn('safe', 1, '1')).toBe('1 photo or video is already safe in Jottacloud.');
  expect(tn('safe', 0, '0')).toBe('0 photos and videos are already safe in Jottacloud.');
});

test('a language with more plural forms uses them, and the usual one where a text is missing', () => {
  useBrowserTexts('en', 'pl');
  const texts: Record<string, string> = {
    languageCode: 'pl',
    safeOne: '1 zdjęcie',
    safeFew: '$1 zdjęcia',
    safeOther: '$1 zdjęć',
  };
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation(
    (key: string, values?: string | (string | number)[]) =>
      (texts[key] ?? '').replace('$1', String([values ?? []].flat()[0] ?? '')),
  );
  expect([1, 3, 5, 22].map((count) => tn('safe', count, String(count)))).toEqual([
    '1 zdjęcie',
    '3 zdjęcia',
    '5 zdjęć',
    '22 zdjęcia',
  ]);
});

test('substitutions stand where the text wants them', () => {
  useBrowserTexts('en');
  expect(t('countOfTotal', '12,040', '44,319')).toBe('12,040 of 44,319');
});

test('a text gives way to an element in its middle', () => {
  useBrowserTexts('nb');
  expect(textAround('tokenStepOpen')).toEqual(['Åpne ', '']);
});
