import type { OriginalRole } from '../fakes/icloud/library/expected-originals.ts';

/** A plan's numbers for the items of one kind. */
export interface PlannedKind {
  items: number;
  files: number;
  bytes: number;
}

/** The numbers that a plan must give for one of Apple's recorded pages. */
export interface RecordedPlan {
  /** Path below the recorded replies. */
  reply: string;
  items: number;
  bytes: number;
  /** Number of files of each role. */
  files: Partial<Record<OriginalRole, number>>;
  /** By the product's kinds; each item has exactly one. */
  kinds: Record<string, PlannedKind>;
}

/** A Live Photo, still and video, as in most of the variants. */
const oneLivePhoto = {
  items: 1,
  bytes: 5_178_770, // 1,884,695 and 3,294,075
  files: { original: 1, liveVideo: 1 },
  kinds: { 'live-photo': { items: 1, files: 2, bytes: 5_178_770 } },
};

/**
 * Counted outside of the project from the recorded JSON (`size` of the ASSETID fields), and compared with the README of the
 * recordings: 77 Live Photos, 8 videos, 8 screenshots, 8 edited in 2018; 9 edited in 2023. All nine edits of 2023 have
 * `adjustmentRenderType` 2050 or 3074, bit 2: portraits. The 2018 screenshots are the edited items of their page. No page
 * holds a content twice.
 */
export const recordedPlans: RecordedPlan[] = [
  {
    reply: 'photos/page-2018-live-edited-video.json',
    items: 100,
    bytes: 1_778_451_482,
    files: { original: 100, liveVideo: 77, editedStill: 8 },
    kinds: {
      'live-photo': { items: 77, files: 154, bytes: 398_450_343 },
      video: { items: 8, files: 8, bytes: 1_365_624_241 },
      screenshot: { items: 8, files: 16, bytes: 2_641_751 },
      photo: { items: 7, files: 7, bytes: 11_735_147 },
    },
  },
  {
    reply: 'photos/page-2020-heic-live.json',
    items: 100,
    bytes: 286_651_303,
    files: { original: 100, liveVideo: 3 },
    kinds: {
      photo: { items: 92, files: 92, bytes: 200_719_249 },
      'live-photo': { items: 3, files: 6, bytes: 18_071_672 },
      video: { items: 4, files: 4, bytes: 67_414_973 },
      screenshot: { items: 1, files: 1, bytes: 445_409 },
    },
  },
  {
    reply: 'photos/page-2023-mixed.json',
    items: 100,
    bytes: 1_206_254_426,
    files: { original: 100, editedStill: 9 },
    kinds: {
      photo: { items: 79, files: 79, bytes: 98_210_347 },
      portrait: { items: 9, files: 18, bytes: 32_450_053 },
      video: { items: 11, files: 11, bytes: 1_075_397_532 },
      screenshot: { items: 1, files: 1, bytes: 196_494 },
    },
  },
  {
    reply: 'photos/recently-deleted-2018.json',
    items: 16,
    bytes: 15_202_105,
    files: { original: 16, liveVideo: 2, editedStill: 1 },
    kinds: {
      screenshot: { items: 13, files: 14, bytes: 7_274_907 },
      'live-photo': { items: 2, files: 4, bytes: 5_833_390 },
      video: { items: 1, files: 1, bytes: 2_093_808 },
    },
  },
  {
    reply: 'photos/shared-library-page.json',
    items: 1,
    bytes: 93_124,
    files: { original: 1 },
    kinds: { photo: { items: 1, files: 1, bytes: 93_124 } },
  },
  { reply: 'photos/recently-deleted-2018-past-end.json', items: 0, bytes: 0, files: {}, kinds: {} },
  {
    reply: 'photos/variants/filename-missing.json',
    items: 3,
    bytes: 45_236_950,
    files: { original: 3, liveVideo: 2 },
    kinds: {
      'live-photo': { items: 2, files: 4, bytes: 8_745_599 },
      video: { items: 1, files: 1, bytes: 36_491_351 },
    },
  },
  {
    reply: 'photos/variants/medium-and-thumb-missing.json',
    items: 3,
    bytes: 1_607_267,
    files: { original: 3, liveVideo: 3 },
    kinds: { 'live-photo': { items: 3, files: 6, bytes: 1_607_267 } },
  },
  {
    reply: 'photos/variants/raw-only.json', // a DNG that has a video too
    items: 1,
    bytes: 5_178_770,
    files: { original: 1, liveVideo: 1 },
    kinds: { raw: { items: 1, files: 2, bytes: 5_178_770 } },
  },
  {
    reply: 'photos/variants/raw-plus-jpeg-edited.json', // CR2, its video, its JPEG, an edited JPEG
    items: 1,
    bytes: 5_916_312, // 1,884,695 and 3,294,075 and 503,598 and 233,944
    files: { original: 1, liveVideo: 1, alternative: 1, editedStill: 1 },
    kinds: { raw: { items: 1, files: 4, bytes: 5_916_312 } },
  },
  { reply: 'photos/variants/download-url-missing.json', ...oneLivePhoto },
  { reply: 'photos/variants/filename-bad-base64.json', ...oneLivePhoto },
  { reply: 'photos/variants/filename-chinese.json', ...oneLivePhoto },
  { reply: 'photos/variants/filename-invalid-characters.json', ...oneLivePhoto },
  { reply: 'photos/variants/filename-type-string.json', ...oneLivePhoto },
  { reply: 'photos/variants/item-type-missing.json', ...oneLivePhoto },
];
