import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { THUMBNAIL_CHANNEL, type ThumbnailMessage } from '../messaging/protocol.ts';

/** How often a page reports that it shows thumbnails; the engine forgets it a little later. */
const ANNOUNCE_INTERVAL_MS = 5_000;
/** Cached pictures: more than are shown at once. */
const MAX_KEPT = 48;

/**
 * Follows thumbnails of files in transfer, as object URLs by the file's key. The engine makes them only while a page shows
 * them.
 *
 * @param isShown whether the page shows them now
 */
export function followThumbnails(
  isShown: ReadonlySignal<boolean>,
): ReadonlySignal<ReadonlyMap<string, string>> {
  const pictures = signal<ReadonlyMap<string, string>>(new Map());
  const channel = new BroadcastChannel(THUMBNAIL_CHANNEL);
  const announce = (): void => {
    if (document.visibilityState === 'hidden') return;
    channel.postMessage({ kind: 'looking', has: [...pictures.peek().keys()] } satisfies ThumbnailMessage);
  };
  effect(() => {
    if (!isShown.value) return undefined;
    announce();
    const timer = setInterval(announce, ANNOUNCE_INTERVAL_MS);
    document.addEventListener('visibilitychange', announce);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', announce);
    };
  });
  channel.addEventListener('message', ({ data }: MessageEvent<ThumbnailMessage>) => {
    if (data.kind !== 'picture' || pictures.peek().has(data.key)) return;
    const kept = [...pictures.peek()];
    for (const [, address] of kept.splice(0, kept.length + 1 - MAX_KEPT)) URL.revokeObjectURL(address);
    pictures.value = new Map([
      ...kept,
      [data.key, URL.createObjectURL(new Blob([data.picture], { type: 'image/jpeg' }))],
    ]);
  });
  return pictures;
}
