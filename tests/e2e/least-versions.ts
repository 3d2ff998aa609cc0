import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CompatData, Identifier } from '@mdn/browser-compat-data';
import { type AnyNode, type MemberExpression, parse } from 'acorn';
import { full } from 'acorn-walk';

/** A browser of the compatibility data. */
export type CompatBrowser = 'chrome' | 'firefox';

/** A feature that built code names, and the first version that has it; `Infinity` if none has. */
export interface UsedFeature {
  name: string;
  version: number;
}

const compat = createRequire(import.meta.url)('@mdn/browser-compat-data') as CompatData;
const builtins: Identifier = compat.javascript['builtins'] ?? {};
const extensionApis: Identifier = compat.webextensions['api'] ?? {};

/** The field that holds the data of a feature itself. */
const COMPAT = '__compat';

/** A note can name a later version than `version_added`: "Supported by all storage areas from Chrome 140." */
const LATER: Record<CompatBrowser, RegExp> = { chrome: /from Chrome (\d+)/g, firefox: /from Firefox (\d+)/g };

/** First version of a feature; null where the data say nothing. */
function versionOf(feature: Identifier | undefined, browser: CompatBrowser): number | null {
  const support = feature?.[COMPAT]?.support[browser];
  if (!support) return null;
  const versions = [support].flat().map((each) => {
    if (each.prefix || each.alternative_name || each.flags || each.version_removed) return Infinity;
    const notes = [each.notes ?? []].flat().join(' ');
    const later = [...notes.matchAll(LATER[browser])].map(([, version]) => Number(version));
    return Math.max(Number.parseFloat(String(each.version_added).replace('≤', '')) || Infinity, ...later);
  });
  return Math.min(...versions);
}

/** Names that the code of a build uses and does not define. */
interface Names {
  /** Chains of members and each of their ends: `Array.fromAsync`, `storage.local.get`. */
  chains: Set<string>;
  members: Set<string>;
  globals: Set<string>;
}

function readNames(folder: string): Names {
  const chains = new Set<string>();
  const members = new Set<string>();
  const globals = new Set<string>();
  const own = new Set<string>();
  const visit = (node: AnyNode): void => {
    if (node.type === 'Identifier') globals.add(node.name);
    if (node.type === 'Property' || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition')
      if (!node.computed && node.key.type === 'Identifier') own.add(node.key.name);
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
      own.add(chainOf(node.left).at(-1) ?? '');
    if (node.type !== 'MemberExpression') return;
    const chain = chainOf(node);
    members.add(chain.at(-1) ?? '');
    for (let at = 0; at < chain.length - 1; at += 1) chains.add(chain.slice(at).join('.'));
  };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.js')))
    full(
      parse(readFileSync(join(folder, file), 'utf8'), { ecmaVersion: 'latest', sourceType: 'module' }),
      visit,
    );
  return { chains, members: members.difference(own), globals: globals.difference(own) };
}

/** `a().b.c` is `b`, `c`: what can be named from the right. */
function chainOf({ object, property, computed }: MemberExpression): string[] {
  if (computed || property.type !== 'Identifier') return [];
  if (object.type === 'Identifier') return [object.name, property.name];
  return [...(object.type === 'MemberExpression' ? chainOf(object) : []), property.name];
}

/** The areas of `storage` have most of their members in common, in one type. */
const SHARED_TYPES: Record<string, Identifier | undefined> = {
  'storage.local': extensionApis['storage']?.['StorageArea'],
  'storage.session': extensionApis['storage']?.['StorageArea'],
};

/** Interfaces by the name of each of their members. */
function membersOf(groups: readonly Identifier[]): Map<string, Identifier[]> {
  const found = new Map<string, Identifier[]>();
  for (const members of groups.flatMap((group) => Object.values(group)))
    for (const [name, member] of Object.entries(members))
      if (name !== COMPAT) {
        const plain = name.replace(/_(static|event)$/, '');
        found.set(plain, [...(found.get(plain) ?? []), member]);
      }
  return found;
}

/**
 * Lists all that a build uses of the browser, the newest first. A static member or an extension API is known by its
 * whole name. Of any other member only its own name is known: the first version of the oldest interface with such a
 * member counts.
 *
 * @param folder of the build
 */
export function listUsedFeatures(folder: string, browser: CompatBrowser): UsedFeature[] {
  const { chains, members, globals } = readNames(folder);
  const used: UsedFeature[] = [];
  const add = (name: string, features: (Identifier | undefined)[]): void => {
    const versions = features.flatMap((feature) => versionOf(feature, browser) ?? []);
    if (versions.length > 0) used.push({ name, version: Math.min(...versions) });
  };
  for (const chain of chains) {
    const [first = '', second = '', ...more] = chain.split('.');
    if (more.length === 0) {
      add(chain, [builtins[first]?.[second] ?? compat.api[first]?.[`${second}_static`]]);
    }
    add(chain, [chain.split('.').reduce<Identifier | undefined>((api, name) => api?.[name], extensionApis)]);
  }
  for (const [area, type] of Object.entries(SHARED_TYPES))
    if (chains.has(area)) for (const name of members) add(`${area}.${name}`, [type?.[name]]);
  const known = membersOf([compat.api, builtins]);
  for (const name of members) add(`.${name}`, known.get(name) ?? []);
  for (const name of globals) add(name, [builtins[name] ?? compat.api[name] ?? compat.api['Window']?.[name]]);
  return used.toSorted((a, b) => b.version - a.version);
}

/** First version that knows a key of the manifest, named from the top: `browser_specific_settings.gecko`. */
export function manifestVersion(key: string, browser: CompatBrowser | 'firefox_android'): number {
  const path = ['manifest', ...key.split('.')];
  const feature = path.reduce<Identifier | undefined>((node, name) => node?.[name], compat.webextensions);
  const support = feature?.[COMPAT]?.support[browser];
  return Number(support && [support].flat()[0]?.version_added) || Infinity;
}
