import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AlbumFigures } from '../../../utils/domain/album/album-choice.ts';

/** Reads exact numbers of albums; those that cannot be read are omitted. */
export type ReadAlbumFigures = (albumKeys: readonly string[]) => Promise<ReadonlyMap<string, AlbumFigures>>;

/** Time for which the view must rest before numbers are read, in ms: while it scrolls, most albums pass unseen. */
const REST_MS = 120;

/** Reads the numbers of the albums in view, each once. */
export function useAlbumFigures(
  inView: readonly string[],
  read: ReadAlbumFigures,
): ReadonlySignal<ReadonlyMap<string, AlbumFigures>> {
  const figures = useSignal<ReadonlyMap<string, AlbumFigures>>(new Map());
  const asked = useRef(new Set<string>());
  const missing = inView.filter((key) => !asked.current.has(key));
  const wanted = missing.join('\n');
  useEffect(() => {
    if (wanted === '') return undefined;
    const timer = setTimeout(() => {
      for (const key of missing) asked.current.add(key);
      // Numbers are beside the names: without an answer there are none.
      void read(missing).then(
        (found) => (figures.value = new Map([...figures.value, ...found])),
        () => undefined,
      );
    }, REST_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `wanted` stands for the keys
  }, [wanted, read]);
  return figures;
}
