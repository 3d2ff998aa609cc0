import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';

/** Builds a library of `count` photos of one size. */
export function photos(count: number, bytes: number): Library {
  const library = createLibrary(count);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes });
  return library;
}
