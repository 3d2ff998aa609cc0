import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../../errors.ts';
import type { PickerPhoto } from './picker-pages.ts';
import type { WantedPhotos } from '../../messaging/protocol.ts';
import { signal, computed } from '@preact/signals';
import { isAbort, toErrorRecord } from '../../errors.ts';
import { type PickerPages, createPickerPages } from './picker-pages.ts';
import { MAX_SENT } from '../../domain/photo/wanted-send.ts';

/** A list of photos: a library by date, or an album. */
export interface PickerList {
  id: string;
  kind: 'own-library' | 'shared-library' | 'album';
  /** Of an album, with the folders it is in before it; empty for libraries. */
  titles: string[];
  /** Record name of an album. */
  albumName: string | null;
  /** Photos in one page. */
  pageSize: number;
}

/** Where the photos come from. Everything throws {@link TransferError}. */
export interface PhotoLists {
  readLibraries(signal: AbortSignal): Promise<PickerList[]>;
  readAlbums(signal: AbortSignal): Promise<PickerList[]>;
  count(list: PickerList, signal: AbortSignal): Promise<number>;
  /** @param page 0 has the newest */
  readPage(list: PickerList, page: number, signal: AbortSignal): Promise<PickerPhoto[]>;
}

/** Why the window opened, where it was not asked for. */
export type PickerReason = { kind: 'unrecognised'; unrecognised: number; count: number } | { kind: 'album' };

/** The window in which photos are chosen from lists of our own. Holds a few pages, however long the list. */
export interface PhotoPickerModel {
  reason: PickerReason | null;
  lists: ReadonlySignal<readonly PickerList[]>;
  /** The one that is shown. */
  list: ReadonlySignal<PickerList | null>;
  /** Photos in it; null until it is known. */
  count: ReadonlySignal<number | null>;
  error: ReadonlySignal<ErrorRecord | null>;
  pickedCount: ReadonlySignal<number>;
  /** No more can be picked at once. */
  isFull: ReadonlySignal<boolean>;
  /** A range is being read. */
  isPicking: ReadonlySignal<boolean>;
  /** Changes whenever {@link photoAt} or {@link isPicked} may answer differently. */
  version: ReadonlySignal<number>;
  showList(id: string): void;
  /** Null while its page is not there. */
  photoAt(index: number): PickerPhoto | null;
  isPicked(assetName: string): boolean;
  /** Tells what is in view: its pages are read, others are forgotten. */
  show(first: number, last: number): void;
  toggle(index: number): void;
  /** Picks everything between two places, both included. */
  pickRange(from: number, to: number): Promise<void>;
  /** Place of the newest photo that is not newer; null if it cannot be told. */
  findDate(at: number): Promise<number | null>;
  tryAgain(): void;
  send(): Promise<void>;
  /** Sends the album that is shown, with all photos in it. */
  sendList(): Promise<void>;
  close(): void;
}

/** What the window needs: where photos come from, and what becomes of those that are picked. */
export interface PickerPorts {
  lists: PhotoLists;
  send(wanted: WantedPhotos): Promise<void>;
  /** Told when the window is to go. */
  closed(): void;
}

/** Opens on the newest photos of the personal library; for an album, on the first album. */
export function createPhotoPickerModel(
  { lists, send, closed }: PickerPorts,
  reason: PickerReason | null = null,
): PhotoPickerModel {
  const life = new AbortController();
  const all = signal<readonly PickerList[]>([]);
  const chosen = signal<PickerList | null>(null);
  const count = signal<number | null>(null);
  const error = signal<ErrorRecord | null>(null);
  const version = signal(0);
  const isPicking = signal(false);
  const picked = new Set<string>();
  let pages: PickerPages | null = null;
  let shown = { first: 0, last: 0 };

  const pickedCount = signal(0);
  const isFull = computed(() => pickedCount.value >= MAX_SENT);
  const changed = (): void => {
    pickedCount.value = picked.size;
    version.value += 1;
  };
  /** Says what went wrong, unless the window has closed or another list is shown meanwhile. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    const list = chosen.value;
    try {
      error.value = null;
      await work();
    } catch (problem) {
      if (!isAbort(problem) && !life.signal.aborted && chosen.value === list)
        error.value = toErrorRecord(problem);
    }
  };

  const open = (list: PickerList): Promise<void> => {
    chosen.value = list;
    count.value = null;
    shown = { first: 0, last: 0 };
    pages = createPickerPages((page) => lists.readPage(list, page, life.signal));
    changed();
    return attempt(async () => {
      const [found] = await Promise.all([lists.count(list, life.signal), pages?.read(0)]);
      if (chosen.value !== list) return;
      count.value = found;
      changed();
    });
  };

  const readLists = (): Promise<void> =>
    attempt(async () => {
      all.value = await lists.readLibraries(life.signal);
      const [first] = all.value;
      if (first && reason?.kind !== 'album') void open(first);
      all.value = [...all.value, ...(await lists.readAlbums(life.signal))];
      const album = all.value.find(({ kind }) => kind === 'album') ?? first;
      if (album && reason?.kind === 'album') await open(album);
    });

  let showing: typeof shown | null = null;
  /** Reads what is in view, one page after the other; what was only scrolled by is not read. */
  const showPages = async (): Promise<void> => {
    if (showing) return;
    const view = (showing = shown);
    await attempt(async () => {
      const size = chosen.value?.pageSize ?? 1;
      for (let page = Math.floor(view.first / size); page <= Math.floor(view.last / size); page += 1) {
        if (view !== shown || life.signal.aborted) return;
        if (pages?.peek(page)) continue;
        await pages?.read(page);
        changed();
      }
    });
    showing = null;
    if (view !== shown && !life.signal.aborted) await showPages();
  };

  const photoAt: PhotoPickerModel['photoAt'] = (index) => {
    const size = chosen.value?.pageSize ?? 1;
    return pages?.peek(Math.floor(index / size))?.[index % size] ?? null;
  };
  const pick = (assetName: string): void => {
    if (picked.size < MAX_SENT) picked.add(assetName);
  };

  const close = (): void => {
    if (life.signal.aborted) return;
    life.abort();
    closed();
  };

  void readLists();

  return {
    reason,
    lists: all,
    list: chosen,
    count,
    error,
    version,
    isPicking,
    pickedCount,
    isFull,
    showList(id) {
      const list = all.value.find((one) => one.id === id);
      if (list && list !== chosen.value) void open(list);
    },
    photoAt,
    isPicked: (assetName) => picked.has(assetName),
    show(first, last) {
      shown = { first, last };
      void showPages();
    },
    toggle(index) {
      const photo = photoAt(index);
      if (!photo) return;
      if (!picked.delete(photo.assetName)) pick(photo.assetName);
      changed();
    },
    async pickRange(from, to) {
      if (isPicking.value) return;
      isPicking.value = true;
      const size = chosen.value?.pageSize ?? 1;
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const source = pages;
      await attempt(async () => {
        for (let page = Math.floor(first / size); page <= Math.floor(last / size); page += 1) {
          const photos = (await source?.read(page)) ?? [];
          if (source !== pages || life.signal.aborted) return;
          photos.forEach(({ assetName }, place) => {
            const index = page * size + place;
            if (index >= first && index <= last) pick(assetName);
          });
          changed();
          if (picked.size >= MAX_SENT) return;
        }
      });
      isPicking.value = false;
    },
    async findDate(at) {
      const size = chosen.value?.pageSize ?? 1;
      const source = pages;
      let [low, high] = [0, Math.max(0, Math.ceil((count.value ?? 0) / size) - 1)];
      let place: number | null = null;
      await attempt(async () => {
        // newest first: the wanted page is the first whose last photo is not newer
        while (low < high) {
          const middle = Math.floor((low + high) / 2);
          const oldest = (await source?.read(middle))?.at(-1)?.capturedAt ?? null;
          if (oldest !== null && oldest > at) low = middle + 1;
          else high = middle;
        }
        const photos = (await source?.read(low)) ?? [];
        const within = photos.findIndex(({ capturedAt }) => capturedAt !== null && capturedAt <= at);
        place = low * size + (within === -1 ? Math.max(0, photos.length - 1) : within);
      });
      return source === pages ? place : null;
    },
    tryAgain() {
      if (all.value.length === 0) void readLists();
      else if (chosen.value && count.value === null) void open(chosen.value);
      else void showPages();
    },
    async send() {
      if (picked.size === 0) return;
      await send({ assetNames: [...picked], thumbs: [] });
      close();
    },
    async sendList() {
      const albumName = chosen.value?.albumName;
      if (albumName === undefined) return;
      await send(albumName === null ? { everything: true } : { albumName });
      close();
    },
    close,
  };
}
