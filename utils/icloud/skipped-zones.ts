/** Content of a zone that is not a photo library. Source: docs/icloud-photos.md 2.1. */
export type SkippedZone = 'link' | 'shared-album' | 'image-playground' | 'other-app' | 'unknown';

const kinds: readonly [prefix: string, kind: SkippedZone][] = [
  ['CMM-', 'link'],
  ['SharedCollection-', 'shared-album'],
  ['AppLibrarySync-com.apple.GenerativePlayground', 'image-playground'],
  ['AppLibrarySync-', 'other-app'],
];

/** Counts zones by kind, always in the same order. @param zoneNames as Apple gives them */
export function countSkippedZones(zoneNames: readonly string[]): { kind: SkippedZone; count: number }[] {
  const kindOf = (name: string): SkippedZone =>
    kinds.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'unknown';
  const all = zoneNames.map(kindOf);
  return [...kinds.map(([, kind]) => kind), 'unknown' as const].flatMap((kind) => {
    const count = all.filter((one) => one === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
}
