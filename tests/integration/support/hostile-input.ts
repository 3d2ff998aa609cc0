import fc from 'fast-check';

/** Values that stand where something else was expected. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  'x'.repeat(100_000),
  ' '.repeat(100_000) + '!',
  '../../x',
  '/etc/passwd',
  '..\\..\\x',
  '%2e%2e%2fx',
  'a\0b.jpg',
  '\u202egpj.exe',
  '\ud800',
  '__proto__',
  'constructor',
  'CON.jpg',
  [],
  [[[[]]]],
  {},
  { value: null },
  { value: { recordName: '../../x' } },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

/** A change to a JSON value: the index of a value in it, and what is done there. */
export interface Mutation {
  index: number;
  value: unknown;
  kind: 'replace' | 'remove' | 'repeat';
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  index: fc.nat(),
  value: fc.oneof(fc.constantFrom(...hostileValues), fc.jsonValue()),
  kind: fc.constantFrom('replace', 'replace', 'remove', 'repeat'),
});

type Target = { holder: Record<string, unknown>; key: string };

/** A copy with one value changed; `index` counts through all values in turn. */
export function mutated(original: unknown, { index, value, kind }: Mutation): unknown {
  const copy: Record<string, unknown> = { top: structuredClone(original) };
  const targets: Target[] = [];
  const visit = (holder: object): void => {
    for (const key of Object.keys(holder)) {
      const known = holder as Record<string, unknown>;
      targets.push({ holder: known, key });
      const child = known[key];
      if (typeof child === 'object' && child !== null) visit(child);
    }
  };
  visit(copy);
  const chosen = targets[index % targets.length];
  if (!chosen) return value;
  const { holder, key } = chosen;
  if (kind === 'remove') delete holder[key];
  else holder[key] = kind === 'repeat' ? [holder[key], holder[key]] : value;
  return copy['top'];
}

/** Ten million characters: more than any honest answer. */
const MANY = 10_000_000;

/** Texts that have brought parsers down: depth, length, entities, endless words. */
export const hostileTexts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a byte-order mark', '\ufeff'],
  ['half an object', '{"records":[{"recordName":"A","fields":{"x":'],
  ['ten million brackets', '['.repeat(MANY)],
  ['a million objects in each other', '{"a":'.repeat(MANY / 10)],
  ['a text of ten million characters', JSON.stringify('x'.repeat(MANY))],
  ['an error of ten million letters', `<error><message>${'a'.repeat(MANY)}`],
  ['a million messages', '<message>aException'.repeat(MANY / 10)],
  ['a million elements in each other', '<a>'.repeat(MANY / 10)],
  ['a name of ten million letters', `<filelist><file><filename>${'x'.repeat(MANY)}</filename></file>`],
  ['ten million spaces', ' '.repeat(MANY)],
  ['an id of ten million letters', JSON.stringify({ error_id: 'x'.repeat(MANY), error: 'y'.repeat(MANY) })],
  [
    'a billion laughs',
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">${Array.from('bcdefghij', (name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`).join('')}]><a>&j;</a>`,
  ],
  ['a file of this computer', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><file>&x;</file>'],
  ['prototype keys', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
  ['prototype attributes', '<file __proto__="x" constructor="y" deleted="z"><__proto__>1</__proto__></file>'],
];
