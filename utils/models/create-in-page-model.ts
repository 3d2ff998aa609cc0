import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { toErrorRecord } from '../errors.ts';
import type { PageProtocol, WantedPhotos } from '../messaging/protocol.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import { createPhotoPickerModel } from './picker/create-photo-picker-model.ts';
import type { InPageModel, InPageToast, PageSight } from './in-page-model.ts';
import type { PhotoLists, PhotoPickerModel, PickerReason } from './picker/photo-picker-model.ts';

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
