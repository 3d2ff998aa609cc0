/** The service that facts are about. */
export type FactSide = 'icloud' | 'jottacloud';

/** Facts of one account that a connection check measured, from which copies start. A missing field is unknown. */
export interface AccountFacts {
  /** Largest lookup, in names, that Apple answered. */
  lookupSize?: number;
  /** Apple's marker leads to the next page of a list. */
  markerWorks?: boolean;
  /** Apple's byte hosts answer a `Range` with 206. */
  rangeWorks?: boolean;
  /** Jottacloud accepts `conflict_handler` in `allocate`. */
  takesConflictHandler?: boolean;
}
