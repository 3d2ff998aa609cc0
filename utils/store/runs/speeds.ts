import type { SpeedSeries } from '../../domain/progress/speed-series.ts';
import type { LogDatabase } from '../schema.ts';

/** Reads the speeds of a run; null if none were saved. */
export const readSpeeds = async (database: LogDatabase, runId: number): Promise<SpeedSeries | null> =>
  (await database.get('speeds', runId)) ?? null;

/** Saves the speeds of a run, and deletes those of earlier runs. A power cut may cost the latest point. */
export async function saveSpeeds(database: LogDatabase, series: SpeedSeries): Promise<void> {
  const { store, done } = database.transaction('speeds', 'readwrite', { durability: 'relaxed' });
  await store.delete(IDBKeyRange.upperBound(series.runId, true));
  await store.put(series);
  await done;
}
