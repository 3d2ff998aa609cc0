import type { Library } from '../fakes/icloud/library/library.ts';
import type { Services } from '../support/start-services.ts';

/** Gives Jottacloud's previews the look of the photos: Apple's small picture of each original, by the MD5 of the original. */
export function previewThumbnails({ jottacloud }: Pick<Services, 'jottacloud'>, library: Library): void {
  const assets = library.zones.flatMap((zone) => zone.assets);
  const thumbnails = new Map(
    assets.flatMap(({ master, resources }) => {
      const original = master.resources.get('resOriginal');
      const thumb = (resources.get('resJPEGThumb') ?? master.resources.get('resJPEGThumb'))?.source;
      return original && thumb ? [[original.md5, thumb.read(0, thumb.sizeBytes)] as const] : [];
    }),
  );
  jottacloud.previewSwitches.pictureOf = (md5) => thumbnails.get(md5);
}
