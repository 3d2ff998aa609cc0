import type { ErrorRecord } from '../../errors.ts';
import type { PickerPhoto } from './picker-pages.ts';
import type { WantedPhotos } from '../../messaging/protocol.ts';
import { type ReadonlySignal, signal, type Signal } from '@preact/signals';
import { isAbort, toErrorRecord } from '../../errors.ts';
import { type PickerPages, createPickerPages } from './picker-pages.ts';
import { createPicks, type Picks } from './picks.ts';

/** A list of photos: a library by date, or an album. */
export interface PickerList {
  id: string;
  kind: 'own-library' | 'shared-library' | 'album';
  /** Title of an album after those of its folders; empty for libraries. */
  titles: string[];
  /** Record name of an album. */
  albumName: string | null;
  /** Photos in one page. */
  pageSize: number;
}

/** Source of the photos. Every call throws {@link TransferError}. */
export interface PhotoLists {
  readLibraries(signal: AbortSignal): Promise<PickerList[]>;
  readAlbums(signal: AbortSignal): Promise<PickerList[]>;
  count(list: PickerList, signal: AbortSignal): Promise<number>;
  /** @param page 0 holds the newest photos */
  readPage(list: PickerList, page: number, signal: AbortSignal): Promise<PickerPhoto[]>;
}

/** Why the picker opened unasked. */
export type PickerReason = { kind: 'unrecognised'; unrecognised: number; count: number } | { kind: 'album' };

/** Our photo picker. It holds a few pages in memory, however long the list. */
export interface PhotoPickerModel {
  reason: PickerReason | null;
  lists: ReadonlySignal<readonly PickerList[]>;
  /** The list that is shown. */
  list: ReadonlySignal<PickerList | null>;
  /** Photos in the list; null until known. */
  count: ReadonlySignal<number | null>;
  error: ReadonlySignal<ErrorRecord | null>;
  pickedCount: ReadonlySignal<number>;
  /** No more photos can be picked at once. */
  isFull: ReadonlySignal<boolean>;
  /** A range is being picked. */
  isPicking: ReadonlySignal<boolean>;
  /** Changes whenever {@link photoAt} or {@link isPicked} may return something else. */
  version: ReadonlySignal<number>;
  showList(id: string): void;
  /** Returns null until the page is read. */
  photoAt(index: number): PickerPhoto | null;
  isPicked(assetName: string): boolean;
  /** Reads the pages in view and drops others. */
  show(first: number, last: number): void;
  toggle(index: number): void;
  /** Picks all photos between two indexes, both included. */
  pickRange(from: number, to: number): Promise<void>;
  /** Finds the index of the newest photo that is not newer than a time; null if that fails. */
  findDate(at: number): Promise<number | null>;
  tryAgain(): void;
  send(): Promise<void>;
  /** Sends the whole album that is shown. */
  sendList(): Promise<void>;
  close(): void;
}

/** Everything the picker reads and calls. */
export interface PickerPorts {
  lists: PhotoLists;
  send(wanted: WantedPhotos): Promise<void>;
  /** Called when the picker closes. */
  closed(): void;
}

/** Creates the picker. It opens on the newest photos of the personal library; for an album, on the first album. */
export function createPhotoPickerModel(
  { lists, send, closed }: PickerPorts,
  reason: PickerReason | null = null,
): PhotoPickerModel {
  const life = new AbortController();
  const version = signal(0);
  const changed = (): void => void (version.value += 1);
  const picks = createPicks(changed);
  const view = createListView(lists, life.signal, changed);
  const all = signal<readonly PickerList[]>([]);

  const readLists = (): Promise<void> =>
    view.attempt(() => openLists({ lists, all, view, isForAlbum: reason?.kind === 'album' }, life.signal));
  const close = (): void => {
    if (life.signal.aborted) return;
    life.abort();
    closed();
  };
  void readLists();

  return {
    ...picks.signals,
    ...createFinders(view, picks),
    reason,
    lists: all,
    list: view.list,
    count: view.count,
    error: view.error,
    version,
    showList(id) {
      const list = all.value.find((one) => one.id === id);
      if (list && list !== view.list.value) void view.open(list);
    },
    photoAt: view.photoAt,
    isPicked: picks.has,
    show: view.show,
    toggle(index) {
      const photo = view.photoAt(index);
      if (photo) picks.toggle(photo.assetName);
    },
    tryAgain() {
      if (all.value.length === 0) void readLists();
      else view.tryAgain();
    },
    async send() {
      const assetNames = picks.names();
      if (assetNames.length === 0) return;
      await send({ assetNames, thumbs: [] });
      close();
    },
    async sendList() {
      const albumName = view.list.value?.albumName;
      if (albumName === undefined) return;
      await send(albumName === null ? { everything: true } : { albumName });
      close();
    },
    close,
  };
}

/** Reads the libraries, then the albums, and opens the first list of the wanted kind as soon as it is known. */
async function openLists(
  {
    lists,
    all,
    view,
    isForAlbum,
  }: { lists: PhotoLists; all: Signal<readonly PickerList[]>; view: ListView; isForAlbum: boolean },
  life: AbortSignal,
): Promise<void> {
  all.value = await lists.readLibraries(life);
  const [first] = all.value;
  if (first && !isForAlbum) void view.open(first);
  all.value = [...all.value, ...(await lists.readAlbums(life))];
  const album = all.value.find(({ kind }) => kind === 'album') ?? first;
  if (album && isForAlbum) await view.open(album);
}

type ListView = ReturnType<typeof createListView>;

/** The list that is shown, with the pages that were read of it. @param changed called after each change */
function createListView(lists: PhotoLists, life: AbortSignal, changed: () => void) {
  const shownList = signal<PickerList | null>(null);
  const count = signal<number | null>(null);
  const error = signal<ErrorRecord | null>(null);
  let pages: PickerPages | null = null;
  let inView = { first: 0, last: 0 };
  let reading: typeof inView | null = null;
  const pageSize = (): number => shownList.value?.pageSize ?? 1;

  const attempt = createAttempt(shownList, error, life);
  const open = (list: PickerList): Promise<void> => {
    shownList.value = list;
    count.value = null;
    inView = { first: 0, last: 0 };
    pages = createPickerPages((page) => lists.readPage(list, page, life));
    changed();
    return attempt(async () => {
      const [found] = await Promise.all([lists.count(list, life), pages?.read(0)]);
      if (shownList.value !== list) return;
      count.value = found;
      changed();
    });
  };
  /** Reads the pages in view, one after the other, and skips pages that were only scrolled past. */
  const readInView = async (): Promise<void> => {
    if (reading) return;
    const view = (reading = inView);
    await attempt(async () => {
      const size = pageSize();
      for (let page = Math.floor(view.first / size); page <= Math.floor(view.last / size); page += 1) {
        if (view !== inView || life.aborted) return;
        if (pages?.peek(page)) continue;
        await pages?.read(page);
        changed();
      }
    });
    reading = null;
    if (view !== inView && !life.aborted) await readInView();
  };
  return {
    list: shownList,
    count,
    error,
    attempt,
    open,
    pageSize,
    pages: () => pages,
    isEnded: () => life.aborted,
    photoAt: (index: number): PickerPhoto | null =>
      pages?.peek(Math.floor(index / pageSize()))?.[index % pageSize()] ?? null,
    show(first: number, last: number) {
      inView = { first, last };
      void readInView();
    },
    tryAgain() {
      if (shownList.value && count.value === null) void open(shownList.value);
      else void readInView();
    },
  };
}

/** Returns a function that shows the error of its work, unless the picker closed or shows another list by then. */
const createAttempt =
  (list: ReadonlySignal<PickerList | null>, error: Signal<ErrorRecord | null>, life: AbortSignal) =>
  async (work: () => Promise<void>): Promise<void> => {
    const before = list.value;
    try {
      error.value = null;
      await work();
    } catch (problem) {
      if (!isAbort(problem) && !life.aborted && list.value === before) error.value = toErrorRecord(problem);
    }
  };

/** Actions that read pages beyond those in view: picking a range, finding a date. Another list ends them. */
function createFinders(view: ListView, picks: Picks) {
  const isPicking = signal(false);
  return {
    isPicking,
    async pickRange(from: number, to: number) {
      if (isPicking.value) return;
      isPicking.value = true;
      const size = view.pageSize();
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const pages = view.pages();
      await view.attempt(async () => {
        for (let page = Math.floor(first / size); page <= Math.floor(last / size); page += 1) {
          const photos = (await pages?.read(page)) ?? [];
          if (pages !== view.pages() || view.isEnded()) return;
          const start = page * size;
          const wanted = photos.slice(Math.max(0, first - start), Math.max(0, last - start + 1));
          picks.add(wanted.map(({ assetName }) => assetName));
          if (picks.isAtLimit()) return;
        }
      });
      isPicking.value = false;
    },
    async findDate(at: number) {
      const size = view.pageSize();
      const pages = view.pages();
      let [low, high] = [0, Math.max(0, Math.ceil((view.count.value ?? 0) / size) - 1)];
      let index: number | null = null;
      await view.attempt(async () => {
        // Newest first: the wanted page is the first whose last photo is not newer.
        while (low < high) {
          const middle = Math.floor((low + high) / 2);
          const oldest = (await pages?.read(middle))?.at(-1)?.capturedAt ?? null;
          if (oldest !== null && oldest > at) low = middle + 1;
          else high = middle;
        }
        const photos = (await pages?.read(low)) ?? [];
        const within = photos.findIndex(({ capturedAt }) => capturedAt !== null && capturedAt <= at);
        index = low * size + (within === -1 ? Math.max(0, photos.length - 1) : within);
      });
      return pages === view.pages() ? index : null;
    },
  };
}
