import { signal } from '@preact/signals';
import { type LogAlbums, noLogAlbums } from '../../utils/domain/album/log-albums.ts';
import type { SetupOnPage } from '../../utils/domain/run/first-run.ts';
import type { WantedPhotos } from '../../utils/messaging/protocol.ts';
import type { PageContents } from '../../utils/models/in-page-model.ts';
import type { PhotoLists, PickerList } from '../../utils/models/picker/photo-lists.ts';
import type { PhotoState } from '../../utils/domain/file/photo-state.ts';
import { createInPageModel, type InPagePort } from '../../utils/models/in-page-model.ts';
import type { PickerPhoto } from '../../utils/models/picker/picker-pages.ts';

const list = (id: string, kind: PickerList['kind'], titles: string[]): PickerList => ({
  id,
  kind,
  titles,
  albumName: kind === 'album' ? id : null,
  createdAt: null,
  pageSize: 100,
});
const day = 86_400_000;

/** Creates a library of `count` photos, one a day, newest first, and one album. Records which pages were read. */
export function createFakeLists(
  count: number,
  newestAt = Date.UTC(2026, 0, 1, 12),
): PhotoLists & { pagesRead: number[] } {
  const pagesRead: number[] = [];
  return {
    pagesRead,
    readLibraries: async () => [list('library', 'own-library', [])],
    readAlbums: async () => [list('SOMMER', 'album', ['Reiser', 'Sommer'])],
    count: async () => count,
    countEach: async (lists) => lists.map(() => count),
    async readPage({ id, pageSize }, page) {
      pagesRead.push(page);
      const length = Math.max(0, Math.min(pageSize, count - page * pageSize));
      return Array.from({ length }, (_, row): PickerPhoto => {
        const index = page * pageSize + row;
        return {
          assetName: `${id}-${index}`,
          capturedAt: newestAt - index * day,
          thumbUrl: null,
          durationMs: 0,
        };
      });
    },
  };
}

/** The model with a background that notes what it is asked. */
export function createFakePage(
  options: {
    isSetUp?: boolean;
    canUndo?: boolean;
    state?: PhotoState;
    sight?: Partial<PageContents>;
    photos?: number;
    setup?: SetupOnPage;
    /** When the newest photo was taken. */
    newestAt?: number;
    /** What the log knows of albums. */
    log?: LogAlbums;
  } = {},
) {
  const { isSetUp = true, canUndo = true, state = 'unknown', photos = 1_000 } = options;
  const sent: WantedPhotos[] = [];
  const undone: string[] = [];
  const kept: WantedPhotos[] = [];
  const followed = signal(0);
  const detailsOpened = signal(0);
  const setup = signal<SetupOnPage | null>(options.setup ?? null);
  const sight = signal<PageContents>({
    openPhoto: null,
    addressNames: [],
    selection: { count: 0, thumbs: [], unrecognised: 0 },
    ...options.sight,
  });
  const page: InPagePort = {
    pageState: async () => ({ isSetUp, marks: true, setup: null }),
    thumbStates: async () => ({}),
    itemStates: async ({ assetNames }) => Object.fromEntries(assetNames.map((name) => [name, state])),
    albumFigures: async () => options.log ?? noLogAlbums,
    albumCovers: async () => [],
    async sendItems(wanted) {
      const isPlan = !('assetNames' in wanted);
      if (!isSetUp) return { added: 0, undoId: null, needsSetup: true, isPlan };
      sent.push(wanted);
      const added = 'assetNames' in wanted ? wanted.assetNames.length + wanted.thumbs.length : photos;
      return { added, undoId: 'u1', needsSetup: false, isPlan };
    },
    undoSend: async ({ undoId }) => ({ isTakenBack: canUndo && undone.push(undoId) > 0 }),
    openSetup: async ({ keep }) => void kept.push(keep),
    openDetails: async () => void (detailsOpened.value += 1),
    continueSetup: async () => void (followed.value += 1),
  };
  const lists = createFakeLists(photos, options.newestAt);
  return {
    ...createInPageModel({ page, lists, contents: sight, setup, changed() {} }),
    sent,
    undone,
    kept,
    followed,
    detailsOpened,
    setup,
    sight,
    page,
    lists,
  };
}
