import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MessageKey } from '../../utils/i18n.ts';

/** Returns a text of the product as a browser shows it, with `$1` and so on substituted. */
export type ReadText = (key: MessageKey, ...values: string[]) => string;

/** Reads the texts of one language from `public/_locales`. @param language the name of its folder */
export function readTexts(language: string): ReadText {
  const file = resolve(import.meta.dirname, '../../public/_locales', language, 'messages.json');
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<MessageKey, { message: string }>;
  return (key, ...values) =>
    messages[key].message.replaceAll(/\$(\d)/g, (_, position: string) => values[Number(position) - 1] ?? '');
}
