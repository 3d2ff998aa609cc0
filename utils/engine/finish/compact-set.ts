/** Files that were seen, as numbers: eight bytes each, however long their paths are. */
export interface CompactSet {
  readonly size: number;
  add(text: string): void;
  /** Nothing is added after the first question. */
  has(text: string): boolean;
}

/**
 * A set of texts that is only asked whether it holds one. It keeps 53 bits of each, so that a million paths take 8 MB. Of a
 * million texts that are not in it, it takes one for its own once in ten thousand such sets.
 */
export function createCompactSet(): CompactSet {
  let marks = new Float64Array(1_024);
  let size = 0;
  let isSorted = true;
  const sorted = (): Float64Array => {
    const used = marks.subarray(0, size);
    if (!isSorted) used.sort();
    isSorted = true;
    return used;
  };
  return {
    get size() {
      return size;
    },
    add(text) {
      if (size === marks.length) {
        const larger = new Float64Array(marks.length * 2);
        larger.set(marks);
        marks = larger;
      }
      marks[size] = markOf(text);
      size += 1;
      isSorted = false;
    },
    has: (text) => holds(sorted(), markOf(text)),
  };
}

function holds(sorted: Float64Array, mark: number): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? Infinity) < mark) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === mark;
}

/** 53 bits of a text. Source: cyrb53, in the public domain, by bryc. */
function markOf(text: string): number {
  let [high, low] = [0xde_ad_be_ef, 0x41_c6_ce_57];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  const mixedHigh =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const mixedLow =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(mixedHigh ^ (mixedHigh >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & mixedLow) + (mixedHigh >>> 0);
}
