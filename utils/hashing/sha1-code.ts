import { overBlocks, turned } from './over-blocks.ts';
import { constantOf, quarterOf, type Schedule } from './sha1-schedule.ts';
import { add, and, type Code, constant, get, load, rotateLeft, set, xor } from './wasm-code.ts';
import type { RangeFunction } from './wasm-module.ts';

/** Words before the first block. Source: FIPS 180-4, 5.3.1. */
export const SHA1_START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

const ROUNDS = 80;
const WORDS = 5;
/** The function's own locals come after the range, its words and their copy. */
const FREE = 2 + 2 * WORDS;

/** Room for the words that the rounds take. */
export const SCHEDULE_BYTES = ROUNDS * 4;

/** SHA-1 of whole blocks; its five words are at `state`, and room for the schedule's at `at`. Source: FIPS 180-4, 6.1. */
export const sha1Function = (
  { words, fours, makeFour, hasConstants }: Schedule,
  { state, at }: { state: number; at: number },
): RangeFunction => ({
  name: 'sha1',
  ...{ words: 2 * WORDS + words, fours },
  code: overBlocks({
    state,
    words: WORDS,
    // words are made one group ahead of the rounds that take them: a processor does both at the same time
    code: (copy) =>
      Array.from({ length: ROUNDS / 4 + 1 }, (_, group) => [
        ...(group < ROUNDS / 4 ? makeFour(group, at, FREE) : []),
        ...(group > 0 ? fourRounds(group - 1, copy, (index) => wordOf(index, at, hasConstants)) : []),
      ]).flat(),
  }),
});

/** The word of a round, with its constant. */
function wordOf(index: number, at: number, hasConstants: boolean): Code {
  const word = load(constant(0), at + index * 4);
  return hasConstants ? word : add(word, constant(constantOf(index)));
}

/** Source: FIPS 180-4, 6.1.2, step 3. */
function fourRounds(group: number, copy: readonly number[], word: (index: number) => Code): Code {
  return [0, 1, 2, 3].flatMap((place) => {
    const index = group * 4 + place;
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = turned(copy, index);
    const ready = add(get(e), word(index));
    const sum = add(add(ready, mixed(quarterOf(index), get(b), get(c), get(d))), rotateLeft(get(a), 5));
    return [...set(e, sum), ...set(b, rotateLeft(get(b), 30))];
  });
}

/** Ch, Parity, Maj, Parity. Source: FIPS 180-4, 4.1.1. */
function mixed(quarter: number, b: Code, c: Code, d: Code): Code {
  if (quarter === 0) return xor(d, and(b, xor(c, d)));
  // The two parts share no bit: their sum is their union.
  if (quarter === 2) return add(and(b, c), and(d, xor(b, c)));
  return xor(xor(b, c), d);
}
