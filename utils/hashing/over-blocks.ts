import { add, type Code, constant, get, load, repeatWhileBelow, set, store } from './wasm-code.ts';

/** Bytes that both hashes take at a time. */
export const BLOCK_BYTES = 64;

const [FROM, TO] = [0, 1];

/** The address of the block that is worked on. */
export const block: Code = get(FROM);

/** How a hash takes one block. */
interface Blocks {
  /** Address of the words that go from block to block. */
  state: number;
  words: number;
  /** Code for one block, which works on its own copy of them, in these locals. */
  code(copy: readonly number[]): Code;
}

/** Takes all blocks of the range; each one's result is added to the words. Their locals and those of the copy come first: `2 * words`. */
export function overBlocks({ state, words, code }: Blocks): Code {
  const each = Array.from({ length: words }, (_, word) => word);
  const [kept, copy] = [each.map((word) => 2 + word), each.map((word) => 2 + words + word)];
  const ofBoth = (make: (kept: number, copy: number, word: number) => Code): Code =>
    each.flatMap((word) => make(kept[word] ?? 0, copy[word] ?? 0, word));
  return [
    ...ofBoth((own, _, word) => set(own, load(constant(state), word * 4))),
    ...repeatWhileBelow(FROM, TO, [
      ...ofBoth((own, other) => set(other, get(own))),
      ...code(copy),
      ...ofBoth((own, other) => set(own, add(get(own), get(other)))),
      ...set(FROM, add(block, constant(BLOCK_BYTES))),
    ]),
    ...ofBoth((own, _, word) => store(constant(state), word * 4, get(own))),
  ];
}

/** What stands where after `turns` rounds, each of which moves everything one place on. */
export const turned = (locals: readonly number[], turns: number): number[] => {
  const by = turns % locals.length;
  return [...locals.slice(locals.length - by), ...locals.slice(0, locals.length - by)];
};
