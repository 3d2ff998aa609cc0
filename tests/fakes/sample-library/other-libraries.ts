import type { OddOptions, SampleWriter } from './sample-writer.ts';

const june = (day: number): number => Date.UTC(2024, 5, day, 10);
const HIDDEN_DAY_MS = Date.UTC(2022, 7, 20, 10);

/** A Shared Library in which the user takes part; the zones that are not copied, each with a photo; more that is hidden or deleted. */
export function addOtherLibraries(writer: SampleWriter): void {
  addShared(writer);
  addHiddenAndDeleted(writer);
  const { library } = writer;
  for (const kind of ['CMM', 'SharedCollection', 'AppLibrarySync-com.apple.GenerativePlayground']) {
    const zone = library.addZone(`${kind}-${library.random.uuid()}`);
    writer.odd(`in ${kind}`, 'IMG_4901.JPG', june(1), { zone });
  }
}

function addShared(writer: SampleWriter): void {
  const zone = writer.library.addSharedLibrary('shared');
  const shared = (label: string, name: string, takenAt: number | null, more?: OddOptions) =>
    writer.odd(label, name, takenAt, { zone, ...more });
  shared('shared-photo', 'IMG_4001.JPG', june(10));
  shared('shared-live', 'IMG_4002.HEIC', Date.UTC(2024, 6, 1, 10), {
    media: 'scene-9.heic',
    liveVideo: writer.extra('live-9.mov'),
    assetSubtypeV2: 2,
  });
  shared('shared-in-album', 'IMG_4003.JPG', june(11));
  shared('shared-no-date', 'IMG_4004.JPG', null, { oddAssetFields: { addedDate: undefined } });
  writer.odd('personal-of-that-name', 'IMG_4005.JPG', june(12), { addedAt: june(13) });
  shared('shared-of-that-name', 'IMG_4005.JPG', june(12), {
    addedAt: june(14),
    recordName: 'E4E40000-0000-4000-8000-000000000005',
  });
  const personal = writer.odd('same-bytes-personal', 'IMG_4006.JPG', june(15));
  const original = personal.master.resources.get('resOriginal');
  shared('same-bytes-shared', 'IMG_4007.JPG', june(16), original ? { bytes: original.source } : {});
}

function addHiddenAndDeleted(writer: SampleWriter): void {
  const live = () => ({
    media: 'scene-9.heic',
    liveVideo: writer.extra('live-9.mov'),
    assetSubtypeV2: 2,
  });
  const undated = { oddAssetFields: { addedDate: undefined } };
  writer.odd('hidden-in-album', 'IMG_4101.JPG', HIDDEN_DAY_MS, { hidden: true });
  writer.odd('hidden-live', 'IMG_4102.HEIC', HIDDEN_DAY_MS, { hidden: true, ...live() });
  writer.odd('hidden-no-date', 'IMG_4103.JPG', null, { hidden: true, ...undated });
  writer.library.delete(writer.odd('deleted-live', 'IMG_4104.HEIC', HIDDEN_DAY_MS, live()));
  writer.library.delete(writer.odd('deleted-no-date', 'IMG_4105.JPG', null, undated));
}
