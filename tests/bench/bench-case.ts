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
  /** null if nothing is requested. */
  isReached: boolean | null;
  notes: string;
}
