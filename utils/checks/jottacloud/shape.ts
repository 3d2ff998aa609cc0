import { isObject, parseJsonOrNull } from '../../http/json.ts';
import { parseXml } from '../../jottacloud/responses/xml.ts';

/** Most field names in one shape. */
const MAX_NAMES = 24;
/** The service's own words for a state. No personal name has such a field. */
const SHOWN: Record<string, RegExp> = {
  state: /^[A-Z_]{1,30}$/,
  error_id: /^[A-Za-z]{1,60}Exception$/,
};

/** Describes a response by the names and types of its fields, never by their content. */
export function shapeOf(text: string): string {
  if (text.trim() === '') return 'no body';
  const json = parseJsonOrNull(text);
  if (isObject(json)) return `{${listed(Object.entries(json).map(describeField))}}`;
  if (/^\s*<(!doctype )?html/i.test(text)) return 'HTML';
  try {
    const { name, children } = parseXml(text);
    return `<${nameOf(name)}> with ${listed(children.map((element) => nameOf(element.name))) || 'nothing'}`;
  } catch {
    return 'neither JSON nor XML';
  }
}

/** Describes a recursive listing by its root and the letter case of its checksums. */
export function shapeOfListing(text: string): string {
  const [, root = ''] = /<([A-Za-z][\w-]*)[\s>]/.exec(text.replace(/<\?[^>]*\?>/, '')) ?? [];
  const spelling = /<md5>\s*[^<]*[A-F]/.test(text) ? 'upper' : 'lower';
  return `<${nameOf(root)}>, md5 in ${spelling} case`;
}

function describeField([name, value]: [string, unknown]): string {
  const pattern = SHOWN[name];
  const isShown = typeof value === 'boolean' || (typeof value === 'string' && pattern?.test(value) === true);
  return `${nameOf(name)}: ${isShown ? String(value) : kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'string') return typeof value;
  return value === '' ? 'empty text' : 'text';
}

/** Shows a field name. Field names have one digit at most (`md5`); internal user names have many. */
const nameOf = (name: string): string => (/^[A-Za-z][A-Za-z_-]{0,29}\d?$/.test(name) ? name : '?');

const listed = (names: string[]): string =>
  [...new Set(names)].slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? ', …' : '');
