import type { ErrorRecord } from '../../errors.ts';
import type { PickerPhoto } from './picker-pages.ts';
import type { WantedPhotos } from '../../messaging/protocol.ts';
import { type ReadonlySignal, signal, type Signal } from '@preact/signals';
import type { LogAlbums } from '../../domain/album/log-albums.ts';
import type { PhotoState } from '../../domain/file/photo-state.ts';
import { createFinders } from './picker-finders.ts';
import { followStates } from './picker-states.ts';
import { createPickerFigures, type PickerFigures } from './picker-figures.ts';
import { createListView, type ListView } from './list-view.ts';
import type { PhotoLists, PickerList } from './photo-lists.ts';
import { createPicks, type Picks } from './picks.ts';

/** Why the picker opened unasked. */
export type PickerReason = { kind: 'unrecognised'; unrecognised: number; count: number } | { kind: 'album' };

/** Our photo picker. It holds a few pages in memory, however long the list. */
export interface PhotoPickerModel extends PickerFigures {
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
  /** State of a photo in view; `unknown` until it is read. */
  stateOf(assetName: string): PhotoState;
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
  askStates(assetNames: string[]): Promise<Record<string, PhotoState>>;
  askAlbums(albumNames: string[]): Promise<LogAlbums>;
  /** Called when the picker closes. */
  closed(): void;
}

/** Creates the picker. It opens on the newest photos of the personal library; for an album, on the first album. */
export function createPhotoPickerModel(
  { lists, send, askStates, askAlbums, closed }: PickerPorts,
  reason: PickerReason | null = null,
): PhotoPickerModel {
  const life = new AbortController();
  const version = signal(0);
  const changed = (): void => void (version.value += 1);
  const picks = createPicks(changed);
  const view = createListView(lists, life.signal, changed);
  const all = signal<readonly PickerList[]>([]);
  const states = followStates(view.photoAt, version, askStates);

  const readLists = (): Promise<void> =>
    view.attempt(() => openLists({ lists, all, view, isForAlbum: reason?.kind === 'album' }, life.signal));
  const close = (): void => {
    if (life.signal.aborted) return;
    life.abort();
    states.stop();
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
    ...createPickerFigures({ lists, askAlbums }, all, life.signal),
    stateOf: states.stateOf,
    photoAt: view.photoAt,
    isPicked: picks.has,
    show(first, last) {
      view.show(first, last);
      states.show(first, last);
    },
    toggle(index) {
      const photo = view.photoAt(index);
      if (photo) picks.toggle(photo.assetName);
    },
    tryAgain() {
      if (all.value.length === 0) void readLists();
      else view.tryAgain();
    },
    ...createSends(view, picks, async (wanted) => {
      await send(wanted);
      close();
    }),
    close,
  };
}

/** Sends what is picked, or the whole list that is shown. */
const createSends = (view: ListView, picks: Picks, send: PickerPorts['send']) => ({
  async send() {
    const assetNames = picks.names();
    if (assetNames.length > 0) await send({ assetNames, thumbs: [] });
  },
  async sendList() {
    const albumName = view.list.value?.albumName;
    if (albumName !== undefined) await send(albumName === null ? { everything: true } : { albumName });
  },
});

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
