import type { Library } from '../fakes/icloud/library/library.ts';
import type { Services } from '../support/start-services.ts';

/** Apple's small pictures of a library, by the MD5 of their originals. */
export function thumbnailsOf(library: Library): Map<string, Uint8Array> {
  const assets = library.zones.flatMap((zone) => zone.assets);
  return new Map(
    assets.flatMap(({ master, resources }) => {
      const original = master.resources.get('resOriginal');
      const thumb = (resources.get('resJPEGThumb') ?? master.resources.get('resJPEGThumb'))?.source;
      return original && thumb ? [[original.md5, thumb.read(0, thumb.sizeBytes)] as const] : [];
    }),
  );
}

/** Gives Jottacloud's previews the look of the photos. */
export function previewThumbnails({ jottacloud }: Pick<Services, 'jottacloud'>, library: Library): void {
  const thumbnails = thumbnailsOf(library);
  jottacloud.previewSwitches.pictureOf = (md5) => thumbnails.get(md5);
}
