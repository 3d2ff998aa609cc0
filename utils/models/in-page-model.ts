import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import type { PhotoPickerModel, PhotoLists, PickerReason } from './picker/photo-picker-model.ts';
import type { PageProtocol, WantedPhotos } from '../messaging/protocol.ts';
import { signal, computed, effect } from '@preact/signals';
import { toErrorRecord } from '../errors.ts';
import { createPhotoPickerModel } from './picker/photo-picker-model.ts';

/** What is selected on the page, as far as it can be told. */
export interface PageSelection {
  /** All that is selected, whether or not it can be told what it is. */
  count: number;
  /** Previews of those that can be told; two photos of equal bytes have one. */
  thumbs: string[];
  unrecognised: number;
}

/** What the page shows now. */
export interface PageSight {
  /** Asset record name of the one photo that is open. */
  openPhoto: string | null;
  /** Names in the address, of which one may be the open album's. */
  addressNames: string[];
  selection: PageSelection;
}

/** Whether nothing would look different. */
export const isSameSight = (one: PageSight, other: PageSight): boolean =>
  one.openPhoto === other.openPhoto &&
  one.selection.count === other.selection.count &&
  one.selection.unrecognised === other.selection.unrecognised &&
  isSameList(one.selection.thumbs, other.selection.thumbs) &&
  isSameList(one.addressNames, other.addressNames);

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, place) => word === other[place]);

/** Said for some seconds after a press. */
export type InPageToast =
  | { kind: 'added'; count: number; undoId: string | null }
  /** A plan is made of it; nothing is sent before "Start". */
  | { kind: 'planned'; undoId: string | null }
  | { kind: 'undone' }
  /** It was taken on already when "Undo" was pressed. */
  | { kind: 'too-late' }
  | { kind: 'setup' }
  | { kind: 'failed'; error: ErrorRecord };

/** Our button on iCloud Photos, and what it leads to. Actions never throw: the toast says what went wrong. */
export interface InPageModel {
  /** The photo that is open; its state is null until it is known. */
  openPhoto: ReadonlySignal<{ state: PhotoState | null } | null>;
  selectedCount: ReadonlySignal<number>;
  /** The address names something that may be an album. */
  hasAlbum: ReadonlySignal<boolean>;
  toast: ReadonlySignal<InPageToast | null>;
  /** Our own window to choose photos in, while it is open. */
  picker: ReadonlySignal<PhotoPickerModel | null>;
  sendSelection(): Promise<void>;
  sendOpenPhoto(): Promise<void>;
  /** Sends the album whose name stands in the address; where that is no album, the window opens to choose it. */
  sendAlbum(): Promise<void>;
  sendLibrary(): Promise<void>;
  choosePhotos(): void;
  closePicker(): void;
  undo(): Promise<void>;
  /** While someone points at the toast or is in it, it stays. */
  holdToast(held: boolean): void;
}

/** How long a toast with its "Undo" stays. Source: issue 6. */
export const TOAST_MS = 10_000;

/** How often the state of the open photo is asked again. */
const STATE_EVERY_MS = 10_000;

/** The background, as the page's script sees it. */
export type PagePort = {
  [Name in keyof PageProtocol]: (
    ...parameters: Parameters<PageProtocol[Name]>
  ) => Promise<ReturnType<PageProtocol[Name]>>;
};

/** What the model needs. */
export interface InPagePorts {
  page: PagePort;
  lists: PhotoLists;
  sight: ReadonlySignal<PageSight>;
  /** Told after something was sent or taken back. */
  changed(): void;
}

/** @returns the model, and what stops it */
export function createInPageModel({ page, lists, sight, changed }: InPagePorts): {
  model: InPageModel;
  stop(): void;
} {
  const toast = signal<InPageToast | null>(null);
  const picker = signal<PhotoPickerModel | null>(null);
  const openState = signal<PhotoState | null>(null);
  const openName = computed(() => sight.value.openPhoto);
  let toastTimer: ReturnType<typeof setTimeout> | undefined;

  const say = (said: InPageToast): void => {
    toast.value = said;
    holdToast(false);
  };
  const holdToast = (held: boolean): void => {
    clearTimeout(toastTimer);
    if (!held) toastTimer = setTimeout(() => (toast.value = null), TOAST_MS);
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      say({ kind: 'failed', error: toErrorRecord(error) });
    }
  };

  const send = (wanted: WantedPhotos): Promise<void> =>
    attempt(async () => {
      const { added, undoId, needsSetup, isPlan } = await page.sendItems(wanted);
      if (needsSetup) {
        await page.openSetup({ keep: wanted });
        return say({ kind: 'setup' });
      }
      say(isPlan ? { kind: 'planned', undoId } : { kind: 'added', count: added, undoId });
      changed();
      await readOpenState();
    });

  const readOpenState = async (): Promise<void> => {
    const name = openName.value;
    if (name === null) return;
    try {
      const states = await page.itemStates({ assetNames: [name] });
      if (name === openName.value)
        openState.value = (Object.hasOwn(states, name) && states[name]) || 'unknown';
    } catch {
      // nobody answers: the state stays untold, and "Send" says why when it is pressed
    }
  };

  const openPicker = (reason: PickerReason | null): void => {
    picker.value ??= createPhotoPickerModel({ lists, send, closed: () => (picker.value = null) }, reason);
  };

  const stopFollowing = effect(() => {
    if (openName.value === null) return undefined;
    openState.value = null;
    void readOpenState();
    const timer = setInterval(() => void readOpenState(), STATE_EVERY_MS);
    return () => clearInterval(timer);
  });

  const model: InPageModel = {
    openPhoto: computed(() => (openName.value === null ? null : { state: openState.value })),
    selectedCount: computed(() => sight.value.selection.count),
    hasAlbum: computed(() => sight.value.addressNames.length > 0),
    toast,
    picker,
    async sendSelection() {
      const { thumbs, count, unrecognised } = sight.value.selection;
      if (thumbs.length > 0) await send({ assetNames: [], thumbs });
      if (unrecognised > 0 && (thumbs.length === 0 || toast.value?.kind === 'added'))
        openPicker({ kind: 'unrecognised', unrecognised, count });
    },
    async sendOpenPhoto() {
      const name = openName.value;
      if (name !== null) await send({ assetNames: [name], thumbs: [] });
    },
    sendAlbum: () =>
      attempt(async () => {
        const names = sight.value.addressNames;
        const albums = names.length > 0 ? await lists.readAlbums(AbortSignal.timeout(30_000)) : [];
        const albumName = albums.find((album) => names.includes(album.albumName ?? ''))?.albumName;
        if (albumName) await send({ albumName });
        else openPicker({ kind: 'album' });
      }),
    sendLibrary: () => send({ everything: true }),
    choosePhotos: () => openPicker(null),
    closePicker: () => picker.value?.close(),
    undo: () =>
      attempt(async () => {
        const said = toast.value;
        if (!said || !('undoId' in said) || said.undoId === null) return;
        const { isTakenBack } = await page.undoSend({ undoId: said.undoId });
        say({ kind: isTakenBack ? 'undone' : 'too-late' });
        changed();
        await readOpenState();
      }),
    holdToast,
  };

  return {
    model,
    stop() {
      stopFollowing();
      clearTimeout(toastTimer);
      picker.value?.close();
    },
  };
}
