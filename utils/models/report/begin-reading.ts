import { PROGRESS_CHANNEL } from '../../messaging/protocol.ts';

/**
 * Begins to read the log before the model that shows it exists.
 *
 * @returns returns that reading at its first call, unless the log may have changed since; reads at every other call
 */
export function beginReading<Read>(read: () => Promise<Read>): () => Promise<Read> {
  let begun: Promise<Read> | null = read();
  // The error belongs to the caller, if there is one.
  begun.catch(() => undefined);
  const forget = (): void => {
    begun = null;
    channel.close();
  };
  const channel = new BroadcastChannel(PROGRESS_CHANNEL);
  channel.addEventListener('message', forget);
  return () => {
    const reading = begun ?? read();
    forget();
    return reading;
  };
}
