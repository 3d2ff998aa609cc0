/**
 * Instructions of a WebAssembly function as bytes. What they work on comes before them, so code is put together like
 * a sum: `add(get(0), constant(4))`. Source: WebAssembly Core Specification 2.0, sections 5.2 and 5.4.
 */
export type Code = readonly number[];

/** An unsigned number as LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** A signed number of 32 bits as LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    if (rest >= -0x40 && rest < 0x40) return [...bytes, rest & 0x7f];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];

const binary =
  (...instruction: readonly number[]) =>
  (left: Code, right: Code): Code => [...left, ...right, ...instruction];

export const add = binary(0x6a);
export const and = binary(0x71);
export const or = binary(0x72);
export const xor = binary(0x73);
const rotl = binary(0x77);
export const rotateLeft = (value: Code, bits: number): Code => rotl(value, constant(bits));
export const not = (value: Code): Code => xor(value, constant(-1));

/** The word of 32 bits, low byte first, so many bytes after an address. */
export const load = (address: Code, offset: number): Code => [...address, 0x28, 0, ...unsigned(offset)];
export const store = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  ...[0x36, 0, ...unsigned(offset)],
];

/** Runs the code, and again for as long as one local is below another. */
export const repeatWhileBelow = (low: number, high: number, code: Code): Code => [
  ...[0x03, 0x40],
  ...code,
  ...get(low),
  ...get(high),
  ...[0x49, 0x0d, 0, 0x0b],
];

const SIMD = 0xfd;

const lowByteFirst = (word: number): number[] => [0, 8, 16, 24].map((bits) => (word >>> bits) & 0xff);

/** Instructions on four words at once. */
export const four = {
  /** The same word four times. */
  constant: (word: number): Code => [SIMD, 0x0c, ...[0, 1, 2, 3].flatMap(() => lowByteFirst(word))],
  load: (address: Code, offset: number): Code => [...address, SIMD, 0x00, 0, ...unsigned(offset)],
  store: (address: Code, offset: number, value: Code): Code => [
    ...address,
    ...value,
    ...[SIMD, 0x0b, 0, ...unsigned(offset)],
  ],
  add: binary(SIMD, 0xae, 0x01),
  xor: binary(SIMD, 0x51),
  rotateLeft: (value: Code, bits: number): Code =>
    binary(SIMD, 0x50)(
      [...value, ...constant(bits), SIMD, 0xab, 0x01],
      [...value, ...constant(32 - bits), SIMD, 0xad, 0x01],
    ),
  /** Bytes of two: 0 to 15 are of the first, 16 to 31 of the second. */
  pickBytes: (first: Code, second: Code, bytes: readonly number[]): Code => [
    ...first,
    ...second,
    ...[SIMD, 0x0d, ...bytes],
  ],
  /** Words of two: 0 to 3 are of the first, 4 to 7 of the second. */
  pick: (first: Code, second: Code, words: readonly number[]): Code =>
    four.pickBytes(
      first,
      second,
      words.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte)),
    ),
};
