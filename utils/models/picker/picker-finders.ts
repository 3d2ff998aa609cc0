import { signal } from '@preact/signals';
import type { ListView } from './list-view.ts';
import type { Picks } from './picks.ts';

/** Actions that read pages beyond those in view: picking a range, finding a date. Another list ends them. */
export function createFinders(view: ListView, picks: Picks) {
  const isPicking = signal(false);
  return {
    isPicking,
    async pickRange(from: number, to: number) {
      if (isPicking.value) return;
      isPicking.value = true;
      const size = view.pageSize();
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const pages = view.pages();
      await view.attempt(async () => {
        for (let page = Math.floor(first / size); page <= Math.floor(last / size); page += 1) {
          const photos = (await pages?.read(page)) ?? [];
          if (pages !== view.pages() || view.isEnded()) return;
          const start = page * size;
          const wanted = photos.slice(Math.max(0, first - start), Math.max(0, last - start + 1));
          picks.add(wanted.map(({ assetName }) => assetName));
          if (picks.isAtLimit()) return;
        }
      });
      isPicking.value = false;
    },
    async findDate(at: number) {
      const size = view.pageSize();
      const pages = view.pages();
      let [low, high] = [0, Math.max(0, Math.ceil((view.count.value ?? 0) / size) - 1)];
      let index: number | null = null;
      await view.attempt(async () => {
        // Newest first: the wanted page is the first whose last photo is not newer.
        while (low < high) {
          const middle = Math.floor((low + high) / 2);
          const oldest = (await pages?.read(middle))?.at(-1)?.capturedAt ?? null;
          if (oldest !== null && oldest > at) low = middle + 1;
          else high = middle;
        }
        const photos = (await pages?.read(low)) ?? [];
        const within = photos.findIndex(({ capturedAt }) => capturedAt !== null && capturedAt <= at);
        index = low * size + (within === -1 ? Math.max(0, photos.length - 1) : within);
      });
      return pages === view.pages() ? index : null;
    },
  };
}
