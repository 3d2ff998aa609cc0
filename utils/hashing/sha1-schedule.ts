import { block } from './over-blocks.ts';
import { and, type Code, constant, four, get, load, or, rotateLeft, set, store, xor } from './wasm-code.ts';

/** Makes the words that the rounds of SHA-1 take: the block's, high byte first, and those that are made of them. Source: FIPS 180-4, 6.1.2, step 1. */
export interface Schedule {
  /** Locals that it needs: of one word, and of four. */
  words: number;
  fours: number;
  /**
   * @param index makes words `4 * index` to `4 * index + 3`; from 0 on, in order
   * @param at address of the first word of all
   * @param free the first of its locals
   */
  makeFour(index: number, at: number, free: number): Code;
  /** Each round's constant is added to its word already. */
  hasConstants: boolean;
}

/** One for each quarter of the rounds. Source: FIPS 180-4, 4.2.1. */
const CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

export const quarterOf = (round: number): number => Math.floor(round / 20);
export const constantOf = (round: number): number => CONSTANTS[quarterOf(round)] ?? 0;

/** A word at a time. */
export const plainSchedule: Schedule = {
  ...{ words: 1, fours: 0, hasConstants: false },
  makeFour(index, at, free) {
    const made = (word: number): Code => {
      const before = (count: number): Code => load(constant(0), at + (word - count) * 4);
      const keep = (value: Code): Code => store(constant(0), at + word * 4, value);
      if (word >= 16) return keep(rotateLeft(xor(xor(before(3), before(8)), xor(before(14), before(16))), 1));
      const [outer, inner] = [rotateLeft(get(free), 24), rotateLeft(get(free), 8)];
      const turned = or(and(inner, constant(0x00ff00ff)), and(outer, constant(0xff00ff00)));
      return [...set(free, load(block, word * 4)), ...keep(turned)];
    };
    return [0, 1, 2, 3].flatMap((word) => made(index * 4 + word));
  },
};

/** The latest groups of four that stay in locals; the farthest that is looked back at is 32 words. */
const LATEST = 8;
const zero = four.constant(0);
const HIGH_BYTE_FIRST = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];

/** Four at once: faster, with instructions that a few old processors do not have. */
export const fourfoldSchedule: Schedule = {
  ...{ words: 0, fours: LATEST + 1, hasConstants: true },
  makeFour(index, at, free) {
    const local = (group: number): number => free + (group % LATEST);
    const before = (groups: number): Code => get(local(index - groups));
    const between = free + LATEST;
    const made = (): Code => {
      if (index < 4)
        return set(local(index), four.pickBytes(four.load(block, index * 16), zero, HIGH_BYTE_FIRST));
      if (index < 8) {
        // The fourth word needs the first of the same four, which is not made yet: its part comes after.
        const threeBack = four.pick(before(1), zero, [1, 2, 3, 4]);
        const fourteenBack = four.pick(before(4), before(3), [2, 3, 4, 5]);
        const sum = four.xor(four.xor(before(4), fourteenBack), four.xor(before(2), threeBack));
        const first = four.pick(zero, get(between), [0, 0, 0, 4]);
        return [
          ...set(between, sum),
          ...set(local(index), four.xor(four.rotateLeft(get(between), 1), four.rotateLeft(first, 2))),
        ];
      }
      // The rule applied to its own words: those 6, 16, 28 and 32 back, turned by two.
      const sixBack = four.pick(before(2), before(1), [2, 3, 4, 5]);
      const sum = four.xor(four.xor(sixBack, before(4)), four.xor(before(7), before(8)));
      return [...set(between, sum), ...set(local(index), four.rotateLeft(get(between), 2))];
    };
    const withConstant = four.add(get(local(index)), four.constant(constantOf(index * 4)));
    return [...made(), ...four.store(constant(0), at + index * 16, withConstant)];
  },
};
