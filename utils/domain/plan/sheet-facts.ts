/** What the plan's sheet shows of the log, beside the plan itself. */
export interface SheetFacts {
  /** Names of the first chosen albums, in the order of the choice; null: Apple gives none. */
  albumNames: (string | null)[];
  /** Photos in the lists that can be switched on; null: Apple gives no number. */
  hidden: number | null;
  recentlyDeleted: number | null;
  /** Address of the account that the log belongs to; null: unknown. Logs of earlier builds hold it masked. */
  account: string | null;
}

/** Chosen albums that the sheet names; the others are counted. */
export const MAX_NAMED_ALBUMS = 3;
