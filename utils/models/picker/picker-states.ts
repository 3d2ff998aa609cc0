import { effect, type Signal } from '@preact/signals';
import type { PhotoState } from '../../domain/file/photo-state.ts';
import { createPhotoStates } from '../photo-states.ts';
import type { PickerPhoto } from './picker-pages.ts';

/** Follows which photos in view are in Jottacloud already. */
export function followStates(
  photoAt: (index: number) => PickerPhoto | null,
  version: Signal<number>,
  askStates: (assetNames: string[]) => Promise<Record<string, PhotoState>>,
) {
  const states = createPhotoStates(({ thumbs }) => askStates(thumbs));
  let inView = { first: 0, last: -1 };
  const want = (): void => {
    const { first, last } = inView;
    const photos = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
      photoAt(first + index),
    );
    states.want(
      photos.flatMap((photo) => (photo ? [photo.assetName] : [])),
      Date.now(),
    );
  };
  const stops = [
    effect(() => {
      if (states.version.value > 0) version.value = version.peek() + 1;
    }),
    // a page of the list has been read
    effect(() => {
      if (version.value > 0) want();
    }),
  ];
  return {
    stateOf: states.stateOf,
    show(first: number, last: number) {
      inView = { first, last };
      want();
    },
    stop: () => stops.forEach((stop) => stop()),
  };
}
