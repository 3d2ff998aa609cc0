import { type Code, unsigned } from './wasm-code.ts';

/** A function over a range of addresses, `(from, to)`: these are its locals 0 and 1; those that it adds come after them. */
export interface RangeFunction {
  name: string;
  /** Locals of one word. */
  words: number;
  /** Locals of four words, after those. */
  fours: number;
  code: Code;
}

const I32 = 0x7f;
const V128 = 0x7b;
const [FUNCTION, MEMORY] = [0, 2];

/** A module of such functions and one memory of so many pages of 64 KiB, all of which it exports. Source: WebAssembly Core Specification 2.0, 5.5. */
export function buildModule(
  functions: readonly RangeFunction[],
  memoryPages: number,
): Uint8Array<ArrayBuffer> {
  const text = (value: string): number[] => sized([...new TextEncoder().encode(value)]);
  const exported = functions.map(({ name }, index) => [...text(name), FUNCTION, ...unsigned(index)]);
  const bodies = functions.map(({ words, fours, code }) => {
    const locals = [[...unsigned(words), I32], ...(fours > 0 ? [[...unsigned(fours), V128]] : [])];
    return sized([...unsigned(locals.length), ...locals.flat(), ...code, 0x0b]);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 2, I32, I32, 0]]),
    ...section(
      3,
      functions.map(() => [0]),
    ),
    ...section(5, [[0, ...unsigned(memoryPages)]]),
    ...section(7, [...exported, [...text('memory'), MEMORY, 0]]),
    ...section(10, bodies),
  ]);
}

const sized = (bytes: Code): number[] => [...unsigned(bytes.length), ...bytes];

const section = (id: number, entries: readonly Code[]): number[] => [
  id,
  ...sized([...unsigned(entries.length), ...entries.flat()]),
];
