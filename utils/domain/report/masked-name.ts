/** Masks a name so that only its owner recognises it: `K•• N••`; null for an empty name. */
export function maskedName(name: string): string | null {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const masked = words.map(([first = '']) => `${first.toUpperCase()}••`);
  return masked.length === 0 ? null : masked.join(' ');
}
