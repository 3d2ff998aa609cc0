/** A person's name as they know it again and nobody else learns it: `K•• N••`; null for an empty one. */
export function maskedName(name: string): string | null {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const masked = words.map(([first = '']) => `${first.toUpperCase()}••`);
  return masked.length === 0 ? null : masked.join(' ');
}
