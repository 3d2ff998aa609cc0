import type { FakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';

/** Stores the files of a log that `fillLog` has filled, so that pages find them at Jottacloud. */
export function storePhotos({ tree }: Pick<FakeJottacloud, 'tree'>, photos: number): void {
  for (let photo = 1; photo <= photos; photo += 1)
    tree.put(`iCloud Photos/2026/2026-06/IMG_${photo}.HEIC`, Uint8Array.of(photo));
}
