import type { SpeedSeries } from '../../domain/progress/speed-series.ts';
import type { LogDatabase } from '../schema.ts';

/** Speeds of a run; null if none were kept. */
export const readSpeeds = async (database: LogDatabase, runId: number): Promise<SpeedSeries | null> =>
  (await database.get('speeds', runId)) ?? null;

/** Keeps the speeds of a run, and forgets those of earlier ones: the chart shows the latest. A power cut may cost a point. */
export async function saveSpeeds(database: LogDatabase, series: SpeedSeries): Promise<void> {
  const { store, done } = database.transaction('speeds', 'readwrite', { durability: 'relaxed' });
  await store.delete(IDBKeyRange.upperBound(series.runId, true));
  await store.put(series);
  await done;
}
