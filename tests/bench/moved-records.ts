/** Records of one copied photo in the log, by store (utils/store/records.ts). */
export type MovedRecords = Record<'photos' | 'items' | 'files' | 'paths' | 'contents', object>;

/** Fields in which two photos of a kind differ; all others are equal. */
export interface PhotoFacts {
  assetName: string;
  /** Name of the original and of its master. */
  checksum: string;
  /** Unlike any other in its folder. */
  fileName: string;
  /** ms */
  takenAt: number;
  addedAt: number;
  /** Where it was taken, `2024-06-01`; photos in no album are placed by its year. */
  day: string;
  thumbs: string[];
}

/**
 * Records of a photo like those of one that the product has listed and moved itself: the same with other facts. Needs
 * nothing around it: it runs in a page of the extension too.
 *
 * @param order its place in the queue
 */
export function likeMoved(
  sample: MovedRecords,
  before: PhotoFacts,
  after: PhotoFacts,
  order: number,
): MovedRecords {
  const marks = ({ assetName, checksum, fileName, takenAt, addedAt, day, thumbs }: PhotoFacts): string[] => [
    ...[assetName, checksum, fileName, fileName.toLowerCase(), String(takenAt), String(addedAt), day],
    ...[`/${day.slice(0, 4)}/`, ...thumbs],
  ];
  const fresh = marks(after);
  const text = marks(before).reduce(
    (all, mark, index) => all.replaceAll(mark, fresh[index] ?? ''),
    JSON.stringify(sample),
  );
  const records = JSON.parse(text) as MovedRecords;
  return { ...records, files: { ...records.files, order } };
}
