import type { PictureRef } from '../picture/small-picture.ts';
import type { FileStep, FileUnderWay, FinishedPhoto } from './progress.ts';

/** Photos under way that are shown at once. */
const MAX_ROWS = 6;

/** How long a row keeps its place after its photo is finished, in ms: long enough for the eye. */
const KEEP_MS = 1_000;

/** One photo under way, with all its files and places. */
export interface PhotoRow {
  photo: PictureRef;
  name: string;
  folder: string;
  /** Files that are under way in folders of their own: albums of the photo. */
  places: number;
  sizeBytes: number;
  doneBytes: number;
  step: FileStep | 'verified';
}

/** A row in its place; `leftAt`: when its photo was no longer under way, in ms since 1970. */
interface PlacedRow extends PhotoRow {
  leftAt: number | null;
}

/** The rows in their fixed places; null: an empty place. */
export interface PlacedRows {
  rows: readonly (PlacedRow | null)[];
  /** Photos under way without a row. */
  more: number;
}

/** No photo is under way. */
export const noRows: PlacedRows = { rows: [], more: 0 };

/**
 * Moves the rows on by one report of the engine. A row never changes its place: a photo that leaves keeps it for a second,
 * then the next photo takes it.
 *
 * @param now in ms since 1970
 */
export function placeRows(
  before: PlacedRows,
  files: readonly FileUnderWay[],
  finished: readonly FinishedPhoto[],
  now: number,
): PlacedRows {
  const underWay = new Map(
    [...Map.groupBy(files, ({ photo }) => photo)].map(([photo, ofPhoto]) => [photo, rowOf(photo, ofPhoto)]),
  );
  const proved = new Set(finished.map(({ photo }) => photo));
  const rows = before.rows.map((row) => stillShown(row, underWay, proved, now));
  const shown = new Set(rows.map((row) => row?.photo));
  const waiting = [...underWay.values()].filter(({ photo }) => !shown.has(photo));
  for (let index = 0; index < MAX_ROWS; index += 1) {
    const next = rows[index] ? undefined : waiting.shift();
    if (next) rows[index] = { ...next, leftAt: null };
  }
  while (rows.length > 0 && rows.at(-1) === null) rows.pop();
  return { rows, more: waiting.length };
}

/** Returns a row as it is now; null once its place is free. */
function stillShown(
  row: PlacedRow | null,
  underWay: ReadonlyMap<PictureRef, PhotoRow>,
  proved: ReadonlySet<PictureRef>,
  now: number,
): PlacedRow | null {
  if (row === null) return null;
  const current = underWay.get(row.photo);
  if (current) return { ...current, leftAt: null };
  const leftAt = row.leftAt ?? now;
  if (now - leftAt >= KEEP_MS) return null;
  return proved.has(row.photo)
    ? { ...row, leftAt, step: 'verified', doneBytes: row.sizeBytes }
    : { ...row, leftAt };
}

const order: readonly FileStep[] = ['get', 'check', 'send'];

/** Joins the files of one photo. The row is at the step of the file that has come the least far. */
function rowOf(photo: PictureRef, files: readonly FileUnderWay[]): PhotoRow {
  const sum = (of: (file: FileUnderWay) => number): number =>
    files.reduce((total, file) => total + of(file), 0);
  return {
    photo,
    name: files[0]?.name ?? '',
    folder: files[0]?.folder ?? '',
    places: new Set(files.map(({ folder }) => folder)).size,
    sizeBytes: sum(({ sizeBytes }) => sizeBytes),
    doneBytes: sum(({ doneBytes }) => doneBytes),
    step: order.find((step) => files.some((file) => file.step === step)) ?? 'get',
  };
}
