/** The service that facts are about. */
export type FactSide = 'icloud' | 'jottacloud';

/** Facts of one account that a connection check has measured. A missing field is unknown. Copies start from them. */
export interface AccountFacts {
  /** Names in one lookup that Apple answered; larger lookups were refused. */
  lookupSize?: number;
  /** Apple's marker leads to the next page of a list. */
  markerWorks?: boolean;
  /** Apple's byte hosts answer a `Range` with 206. */
  rangeWorks?: boolean;
  /** Jottacloud accepts `conflict_handler` in `allocate`. */
  takesConflictHandler?: boolean;
}
