/** Adds one to the count of a key, from 0. */
export const countUp = <Key>(counts: Map<Key, number>, key: Key): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
