/** How to write a record. */
export interface WireOptions {
  /** Names of wanted fields; undefined = all. Source: docs/icloud-photos.md 3.3. */
  desiredKeys?: string[] | undefined;
  /** A lookup shows addresses that lists leave out. */
  isLookup?: boolean;
}
