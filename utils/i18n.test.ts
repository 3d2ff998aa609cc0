import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMessages, useBrowserTexts } from '../components/testing/browser-texts.ts';
import { t, textAround, tn } from './i18n.ts';

const english = readMessages('en');
const norwegian = readMessages('nb');
const sources = globSync(['{components,entrypoints,utils}/**/*.{ts,tsx}', 'wxt.config.ts'])
  .filter((path) => !/\.test\.tsx?$|\/testing\//.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

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

/** Edge and the linter of addons.mozilla.org take 45 characters, Chrome's description 132. */
test('the stores take name and description in every language', () => {
  const texts = globSync('public/_locales/*/messages.json').map((path) => readMessagesOf(path));
  expect(texts.length).toBeGreaterThan(1);
  for (const { extensionName, extensionDescription } of texts) {
    expect(extensionName?.message).toMatch(/^Fotoflytt.{1,36}$/);
    expect(extensionDescription?.message).toMatch(/^(Unofficial|Uoffisiell)\b.{20,120}$/);
    expect(extensionDescription?.message.length).toBeLessThanOrEqual(132);
  }
});

const readMessagesOf = (path: string): Record<string, { message: string }> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, { message: string }>;

test('every plural has both forms', () => {
  const halves = Object.keys(english).filter((key) => key.endsWith('One') || key.endsWith('Other'));
  const partner = (key: string) =>
    key.endsWith('One') ? key.replace(/One$/, 'Other') : key.replace(/Other$/, 'One');
  expect(halves.filter((key) => !english[partner(key)])).toEqual([]);
});

test('both languages have the same texts with the same gaps', () => {
  const shape = (messages: typeof english) =>
    Object.fromEntries(Object.entries(messages).map(([key, entry]) => [key, gaps(entry?.message)]));
  expect(shape(norwegian)).toEqual(shape(english));
});

test('Norwegian is translated, except where both languages say the same', () => {
  const same = [
    'firstSortRaw',
    'firstSortVideo',
    'icloudLink',
    'jottacloudHeading',
    'pause',
    'pickerVideo',
    'pictureGenerate',
    'pictureTokenHeading',
    'sendsAlbumsOne',
    'startCopying',
    'stepSend',
  ];
  const untranslated = Object.keys(english).filter(
    (key) =>
      /[a-z]/i.test(english[key]?.message.replace(/\$\d/g, '') ?? '') &&
      english[key]?.message === norwegian[key]?.message,
  );
  expect(untranslated.toSorted()).toEqual(same.toSorted());
});

test('a number chooses between the singular and the plural', () => {
  useBrowserTexts('en');
  expect(tn('safe', 1, '1')).toBe('1 photo is already safe in Jottacloud.');
  expect(tn('safe', 0, '0')).toBe('0 photos are already safe in Jottacloud.');
});

test('substitutions stand where the text wants them', () => {
  useBrowserTexts('en');
  expect(t('countOfTotal', '12,040', '44,319')).toBe('12,040 of 44,319');
});

test('a text gives way to an element in its middle', () => {
  useBrowserTexts('nb');
  expect(textAround('tokenStepOpen')).toEqual(['Åpne ', '']);
});
