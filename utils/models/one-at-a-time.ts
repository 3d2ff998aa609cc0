/** Runs one reading at a time. A call during a reading repeats it once. A failed reading changes nothing. */
export function oneAtATime(read: () => Promise<void>): () => Promise<void> {
  let reading: Promise<void> | null = null;
  let again = false;
  const readUntilFresh = async (): Promise<void> => {
    do {
      again = false;
      await read().catch(() => undefined);
    } while (again);
    reading = null;
  };
  return () => {
    again = reading !== null;
    reading ??= readUntilFresh();
    return reading;
  };
}
