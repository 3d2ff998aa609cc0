import { SaxesParser } from 'saxes';
import type { JsonObject } from '../../http/json.ts';

/** `plist`, the dictionary or array in it, and what lies in that. */
const VALUE_DEPTH = 3;

/**
 * Reads a flat XML property list; dates and bytes in it are null. Own entities of a document type are not known here,
 * so they cannot expand.
 *
 * @throws if it is no XML, or no property list, or has a list within a list
 * Source: the document type of PropertyList-1.0, http://www.apple.com/DTDs/PropertyList-1.0.dtd.
 */
export function readXmlList(xml: string): JsonObject | unknown[] {
  const names: string[] = [];
  let container = '';
  let text = '';
  const values: { name: string; value: unknown }[] = [];
  const parser = new SaxesParser();
  const add = (part: string): void => void (text += part);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    names.push(name);
    text = '';
    if (names.length > VALUE_DEPTH) throw new Error('a list within a list');
    if (names.length === VALUE_DEPTH - 1) container = container === '' ? name : 'second';
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ name }) => {
    if (names.length === VALUE_DEPTH) values.push({ name, value: valueOf(name, text) });
    names.pop();
    if (names.length === 0 && name !== 'plist') throw new Error('no property list');
  });
  parser.write(xml).close();
  if (container === 'array') return values.map(({ value }) => value);
  if (container === 'dict') return dictionary(values);
  throw new Error('neither a dictionary nor an array');
}

function valueOf(name: string, text: string): unknown {
  if (name === 'key' || name === 'string') return text;
  if (name === 'real' || name === 'integer') return text.trim() === '' ? null : Number(text);
  if (name === 'true' || name === 'false') return name === 'true';
  return null;
}

/** Keys and values take turns. */
function dictionary(values: readonly { name: string; value: unknown }[]): JsonObject {
  const entries: [string, unknown][] = [];
  for (let at = 0; at < values.length; at += 2) {
    const [key, value] = values.slice(at, at + 2);
    if (key?.name !== 'key' || !value || value.name === 'key') throw new Error('a key without a value');
    entries.push([String(key.value), value.value]);
  }
  return Object.fromEntries(entries);
}
