import type { SampleWriter } from './sample-writer.ts';

const MINUTE_MS = 60_000;
/** Noon of 15 August 2022 where they were taken. */
const DAY_MS = Date.UTC(2022, 7, 15, 10);

/** Every kind of photo and every set of files that an item can have; all of August 2022 and in no album. */
export function addOddFiles(writer: SampleWriter, withUnfinished: boolean): void {
  const { library } = writer;
  const at = (minute: number): number => DAY_MS + minute * MINUTE_MS;
  const movie = { media: 'clip-1.mov', durationMs: 3_000, width: 640, height: 480 };
  const raw = 'raw-1.dng';
  writer.odd('raw-first', 'IMG_3001.DNG', at(1), { media: raw, alternative: writer.extra('scene-5.jpg') });
  writer.odd('edited-heic', 'IMG_3002.HEIC', at(2), {
    media: 'scene-9.heic',
    editedStill: writer.extra('edited-1.jpg'),
  });
  writer.odd('edited-live', 'IMG_3003.HEIC', at(3), {
    media: 'scene-9.heic',
    liveVideo: writer.extra('live-9.mov'),
    editedStill: writer.extra('edited-9.heic'),
    editedVideo: writer.extra('edited-clip-1.mov'),
    assetSubtypeV2: 2,
  });
  writer.odd('edited-raw', 'IMG_3004.JPG', at(4), {
    alternative: writer.extra(raw),
    editedStill: writer.extra('edited-1.jpg'),
  });
  writer.odd('sidecar', 'IMG_3005.JPG', at(5), {
    sidecar: { bytes: Buffer.from(ADJUSTMENTS), type: 'com.apple.photos.aae' },
  });
  writer.odd('slow-motion', 'IMG_3006.MOV', at(6), {
    ...movie,
    assetSubtype: 100,
    adjustmentType: 'com.apple.video.slomo',
  });
  writer.odd('time-lapse', 'IMG_3007.MOV', at(7), { ...movie, assetSubtype: 101, assetSubtypeV2: 101 });
  writer.odd('panorama', 'IMG_3008.JPG', at(8), { assetSubtype: 1 });
  writer.odd('portrait', 'IMG_3009.HEIC', at(9), { media: 'scene-10.heic', renderType: 2 });
  writer.odd('burst', 'IMG_3010.JPG', at(10), { burstId: library.random.uuid() });
  writer.odd('address-later', 'IMG_3011.JPG', at(11), { urlOnlyOnLookup: true });
  const duplicated = writer.odd('duplicated', 'IMG_3012.JPG', at(12));
  writer.keep(
    'edited-duplicate',
    library.duplicateOf(duplicated, {
      recordName: 'D0B10000-0000-4000-8000-000000000012',
      addedAt: at(12) + 2 * 24 * 60 * MINUTE_MS,
      editedStill: writer.extra('edited-1.jpg'),
    }),
  );
  const live = writer.odd('live-with-known-video', 'IMG_3015.HEIC', at(15), {
    media: 'scene-9.heic',
    liveVideo: writer.extra('live-9.mov'),
    assetSubtypeV2: 2,
  });
  const video = live.master.resources.get('resOriginalVidCompl');
  writer.odd('saved-live-video', 'IMG_3016.MOV', at(16), {
    ...movie,
    ...(video ? { bytes: video.source } : {}),
  });
  if (!withUnfinished) return;
  writer.odd('still-uploading', 'IMG_3013.JPG', at(13), { originalMissing: true });
  writer.odd('still-uploading-live', 'IMG_3014.HEIC', at(14), {
    media: 'scene-9.heic',
    originalMissing: true,
    liveVideo: writer.extra('live-9.mov'),
    assetSubtypeV2: 2,
  });
}

/** A side file as iPhones write it. */
const ADJUSTMENTS = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>adjustmentFormatIdentifier</key><string>com.apple.photo</string>
<key>adjustmentFormatVersion</key><string>1.4</string>
</dict></plist>
`;
