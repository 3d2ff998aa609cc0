import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shapeOf, shapeOfListing } from './shape.ts';

describe('the shape of an answer', () => {
  test.each([
    ['no body', '  \n'],
    ['{}', '{}'],
    [
      '{name: text, count: number, list: list, some: object, none: null, gap: empty text}',
      '{"name":"Kari","count":3,"list":["a"],"some":{"x":1},"none":null,"gap":""}',
    ],
    ['{state: COMPLETED, is_new: true}', '{"state":"COMPLETED","is_new":true}'],
    ['{state: text, error_id: text}', '{"state":"of Kari","error_id":"Kari Nordmann"}'],
    ['{error_id: NoSuchFileException}', '{"error_id":"NoSuchFileException"}'],
    ['{?: text}', '{"kari.nordmann42":"x"}'],
    ['{md5: text, ?: text}', '{"md5":"x","user42":"x"}'],
    ['HTML', '<!doctype html><html><body>Kari</body></html>'],
    ['HTML', '\n<HTML></HTML>'],
    ['<user> with username, capacity', '<user><username>kari</username><capacity>1</capacity></user>'],
    ['<folder> with file', '<folder><file name="a"/><file name="b"/></folder>'],
    ['<error> with nothing', '<error>Kari</error>'],
    ['neither JSON nor XML', 'Kari Nordmann'],
    ['neither JSON nor XML', '<user><username>'],
    ['neither JSON nor XML', '[1,2]'],
  ])('is “%s”', (shape, text) => {
    expect(shapeOf(text)).toBe(shape);
  });

  test('ends after 24 names', () => {
    const names = Array.from({ length: 30 }, (_, index) => `field${'abcdefghijklmnopqrstuvwxyzABCD'[index]}`);
    const shape = shapeOf(JSON.stringify(Object.fromEntries(names.map((name) => [name, 1]))));
    expect(shape.match(/number/g)).toHaveLength(24);
    expect(shape.endsWith(', …}')).toBe(true);
  });

  const secret = fc.string({ minLength: 4, unit: fc.constantFrom(...'abcde0123456789ÆØ @.-'.split('')) });

  test('shows no value, whatever the answer holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('name', 'path', 'email', 'x_id'), secret), (fields) => {
        const shape = shapeOf(JSON.stringify(fields));
        for (const value of Object.values(fields)) expect(shape.split(/[\s:,{}]+/)).not.toContain(value);
      }),
    );
  });

  test('shows no field name that could be a person’s', () => {
    fc.assert(
      fc.property(
        secret.filter((name) => /\d.*\d|[^\w-]/.test(name)),
        (name) => {
          expect(shapeOf(JSON.stringify({ [name]: 'x' }))).toBe('{?: text}');
        },
      ),
    );
  });
});

test.each([
  ['<folder>, md5 in lower case', '<?xml version="1.0"?>\n<folder name="Kari"><md5>d41d8</md5></folder>'],
  ['<folder>, md5 in upper case', '<folder><md5> D41D8</md5></folder>'],
  ['<?>, md5 in lower case', 'no listing'],
])('the shape of a listing is “%s”', (shape, text) => {
  expect(shapeOfListing(text)).toBe(shape);
});
