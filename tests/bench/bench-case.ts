/** One line of the table. */
export interface BenchCase {
  name: string;
  /** Link and circumstances. */
  conditions: string;
  measure: string;
  goal: string;
  /** @param times how often; the figure is the median */
  run(times: number): Promise<BenchResult>;
}

export interface BenchResult {
  figure: string;
  /** null where nothing is asked for. */
  isReached: boolean | null;
  notes: string;
}
