/** What the plan's sheet shows of the log, beside the plan itself. */
export interface SheetFacts {
  /** Photos in the lists that can be switched on; null: Apple gives no number. */
  hidden: number | null;
  recentlyDeleted: number | null;
  /** Address of the account that the log belongs to; null: unknown. Logs of earlier builds hold it masked. */
  account: string | null;
}
