import { block, overBlocks, turned } from './over-blocks.ts';
import { add, and, type Code, constant, get, load, not, or, rotateLeft, set, xor } from './wasm-code.ts';
import type { RangeFunction } from './wasm-module.ts';

/** Words before the first block, low byte first. Source: RFC 1321, 3.3. */
export const MD5_START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

/** How far each round of a quarter turns, over and over. Source: RFC 1321, 3.4. */
const TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
/** Which word of the block each quarter begins with, and how many it goes on by. */
const ORDER = [
  { first: 0, step: 1 },
  { first: 1, step: 5 },
  { first: 5, step: 3 },
  { first: 0, step: 7 },
];

/** MD5 of whole blocks; its four words are at `state`. Source: RFC 1321. */
export const md5Function = (state: number): RangeFunction => ({
  name: 'md5',
  ...{ words: 8, fours: 0 },
  code: overBlocks({
    state,
    words: 4,
    code: (words) => Array.from({ length: 64 }, (_, index) => round(index, turned(words, index))).flat(),
  }),
});

function round(index: number, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): Code {
  const quarter = index >> 4;
  const { first = 0, step = 0 } = ORDER[quarter] ?? {};
  const word = load(block, ((first + step * index) % 16) * 4);
  const sine = constant(Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));
  // What hangs on `b` comes last: all else is ready before the round before this one is.
  const ready = add(add(get(a), word), sine);
  const sum = mixed(quarter, ready, get(b), get(c), get(d));
  return set(a, add(get(b), rotateLeft(sum, TURNS[quarter]?.[index % 4] ?? 0)));
}

/** The function of a quarter, added to what is ready. Source: RFC 1321, 3.4: F, G, H, I. */
function mixed(quarter: number, ready: Code, b: Code, c: Code, d: Code): Code {
  if (quarter === 0) return add(ready, xor(d, and(b, xor(c, d))));
  // The two halves of G share no bit: their sum is their union.
  if (quarter === 1) return add(add(ready, and(not(d), c)), and(d, b));
  if (quarter === 2) return add(ready, xor(b, xor(c, d)));
  return add(ready, xor(c, or(b, not(d))));
}
