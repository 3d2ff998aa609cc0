import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import type { PhotoLists } from './picker/photo-lists.ts';
import type { PhotoPickerModel, PickerReason } from './picker/photo-picker-model.ts';
import type { SetupOnPage } from '../domain/run/first-run.ts';
import type { InPageProtocol, WantedPhotos } from '../messaging/protocol.ts';
import { signal, computed, effect, type Signal } from '@preact/signals';
import { toErrorRecord } from '../errors.ts';
import { createPhotoPickerModel } from './picker/photo-picker-model.ts';

/** The selection on the page, as far as we recognise it. */
export interface PageSelection {
  /** All selected photos, recognised or not. */
  count: number;
  /** Previews of the recognised photos. Two photos with equal bytes share one. */
  thumbs: string[];
  unrecognised: number;
}

/** Everything we read from the page. */
export interface PageContents {
  /** Asset record name of the open photo. */
  openPhoto: string | null;
  /** Names in the address; one of them may be the open album's. */
  addressNames: string[];
  selection: PageSelection;
}

/** Returns whether both would look the same. */
export const isSameContents = (one: PageContents, other: PageContents): boolean =>
  one.openPhoto === other.openPhoto &&
  isSameSelection(one.selection, other.selection) &&
  isSameList(one.addressNames, other.addressNames);

const isSameSelection = (one: PageSelection, other: PageSelection): boolean =>
  one.count === other.count &&
  one.unrecognised === other.unrecognised &&
  isSameList(one.thumbs, other.thumbs);

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, index) => word === other[index]);

/** A message that is shown for some seconds after a press. */
export type InPageToast =
  | { kind: 'added'; count: number; undoId: string | null }
  /** A plan was made; nothing is sent before "Start". */
  | { kind: 'planned'; undoId: string | null }
  | { kind: 'undone' }
  /** The copy had already begun when "Undo" was pressed. */
  | { kind: 'too-late' }
  | { kind: 'setup' }
  /** A newer version of the extension runs: this page must be loaded again. */
  | { kind: 'stale' }
  | { kind: 'failed'; error: ErrorRecord };

/** Our button on iCloud Photos and its actions. Actions never throw: the toast shows what went wrong. */
export interface InPageModel {
  /** The open photo; its state is null until known. */
  openPhoto: ReadonlySignal<{ state: PhotoState | null } | null>;
  selectedCount: ReadonlySignal<number>;
  /** The whole selection was sent, and is still the same. */
  isSelectionSent: ReadonlySignal<boolean>;
  /** The address contains a name that may be an album's. */
  hasAlbum: ReadonlySignal<boolean>;
  toast: ReadonlySignal<InPageToast | null>;
  /** A first run that waits; nothing can be sent before. */
  setup: ReadonlySignal<SetupOnPage | null>;
  /** Our own photo picker, while it is open. */
  picker: ReadonlySignal<PhotoPickerModel | null>;
  sendSelection(): Promise<void>;
  sendOpenPhoto(): Promise<void>;
  /** Sends the album named in the address; opens the picker if that is no album. */
  sendAlbum(): Promise<void>;
  sendLibrary(): Promise<void>;
  choosePhotos(): void;
  closePicker(): void;
  undo(): Promise<void>;
  /** "Continue the setup". The way back is shown once. */
  continueSetup(): Promise<void>;
  /** Opens the details, after a press that failed. */
  openDetails(): Promise<void>;
  /** Keeps the toast while somebody points at it or has the focus in it. */
  holdToast(held: boolean): void;
}

/** How long a toast with its "Undo" is shown. */
export const TOAST_MS = 10_000;

/** How often the state of the open photo is read. */
const STATE_EVERY_MS = 10_000;

/** Timeout for reading all albums. */
const ALBUMS_TIMEOUT_MS = 30_000;

/** The background, as seen by the content script. */
export type InPagePort = {
  [Name in keyof InPageProtocol]: (
    ...parameters: Parameters<InPageProtocol[Name]>
  ) => Promise<ReturnType<InPageProtocol[Name]>>;
};

/** Everything the model reads and asks. */
export interface InPagePorts {
  page: InPagePort;
  lists: PhotoLists;
  contents: ReadonlySignal<PageContents>;
  setup: ReadonlySignal<SetupOnPage | null>;
  /** Called after a send or an undo. */
  changed(): void;
}

/** Returns a function that opens the picker, unless it is open. */
function createOpener(
  picker: Signal<PhotoPickerModel | null>,
  { page, lists }: Pick<InPagePorts, 'page' | 'lists'>,
  send: (wanted: WantedPhotos) => Promise<void>,
): (reason: PickerReason | null) => void {
  const ports = {
    lists,
    send,
    askStates: (assetNames: string[]) => page.itemStates({ assetNames }),
    askAlbums: (albumNames: string[]) => page.albumFigures({ albumNames }),
    closed: (): void => void (picker.value = null),
  };
  return (reason) => (picker.value ??= createPhotoPickerModel(ports, reason));
}

/** Creates the model of our controls on iCloud Photos. @returns the model, and a function that stops it */
export function createInPageModel(ports: InPagePorts): { model: InPageModel; stop(): void } {
  const { page, contents, setup } = ports;
  const toast = createToast();
  const openPhoto = followOpenPhoto(page, contents);
  const { attempt, send, undo } = createSends(ports, toast, openPhoto.read);
  const sentSelection = followSentSelection(contents);
  const wayBack = followSetup(page, setup);
  const picker = signal<PhotoPickerModel | null>(null);
  const openPicker = createOpener(picker, ports, send);

  const model: InPageModel = {
    openPhoto: openPhoto.shown,
    selectedCount: computed(() => contents.value.selection.count),
    isSelectionSent: sentSelection.isSent,
    hasAlbum: computed(() => contents.value.addressNames.length > 0),
    toast: toast.shown,
    setup: wayBack.shown,
    picker,
    async sendSelection() {
      const { selection } = contents.value;
      const { thumbs, count, unrecognised } = selection;
      if (thumbs.length > 0) await send({ assetNames: [], thumbs });
      if (unrecognised === 0 && toast.shown.value?.kind === 'added') sentSelection.set(selection);
      if (unrecognised > 0 && (thumbs.length === 0 || toast.shown.value?.kind === 'added'))
        openPicker({ kind: 'unrecognised', unrecognised, count });
    },
    async sendOpenPhoto() {
      const name = contents.value.openPhoto;
      if (name !== null) await send({ assetNames: [name], thumbs: [] });
    },
    sendAlbum: () =>
      attempt(async () => {
        const albumName = await findAlbum(ports);
        if (albumName) await send({ albumName });
        else openPicker({ kind: 'album' });
      }),
    sendLibrary: () => send({ everything: true }),
    choosePhotos: () => openPicker(null),
    closePicker: () => picker.value?.close(),
    async undo() {
      await undo();
      sentSelection.set(null);
    },
    openDetails: () => attempt(() => page.openDetails()),
    continueSetup: () => attempt(wayBack.follow),
    holdToast: toast.hold,
  };
  return {
    model,
    stop() {
      openPhoto.stop();
      toast.stop();
      picker.value?.close();
    },
  };
}

/** Follows whether the selection is the one that was sent last. */
function followSentSelection(contents: ReadonlySignal<PageContents>) {
  const sent = signal<PageSelection | null>(null);
  return {
    isSent: computed(() => sent.value !== null && isSameSelection(sent.value, contents.value.selection)),
    set: (selection: PageSelection | null) => void (sent.value = selection),
  };
}

/** Follows a first run that waits. The way back to it is shown until it is followed. */
function followSetup(page: InPagePort, setup: ReadonlySignal<SetupOnPage | null>) {
  const isFollowed = signal(false);
  return {
    shown: computed(
      () => setup.value && { ...setup.value, isOffered: setup.value.isOffered && !isFollowed.value },
    ),
    async follow() {
      await page.continueSetup();
      isFollowed.value = true;
    },
  };
}

/** Finds the album whose record name is in the address; undefined if none of the names is an album's. */
async function findAlbum({ lists, contents }: InPagePorts): Promise<string | null | undefined> {
  const names = contents.value.addressNames;
  const albums = names.length > 0 ? await lists.readAlbums(AbortSignal.timeout(ALBUMS_TIMEOUT_MS)) : [];
  return albums.find((album) => names.includes(album.albumName ?? ''))?.albumName;
}

/**
 * Whether the browser has cut this script off from the extension, as after an update. Source: Chromium,
 * native_extension_bindings_system.cc.
 */
const isStale = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Extension context invalidated');

/** Sends photos and undoes it; the toast shows each result. */
function createSends({ page, changed }: InPagePorts, toast: Toast, readOpenPhoto: () => Promise<void>) {
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      toast.show(isStale(error) ? { kind: 'stale' } : { kind: 'failed', error: toErrorRecord(error) });
    }
  };
  const send = (wanted: WantedPhotos): Promise<void> =>
    attempt(async () => {
      const { added, undoId, needsSetup, isPlan } = await page.sendItems(wanted);
      if (needsSetup) {
        await page.openSetup({ keep: wanted });
        return toast.show({ kind: 'setup' });
      }
      toast.show(isPlan ? { kind: 'planned', undoId } : { kind: 'added', count: added, undoId });
      changed();
      await readOpenPhoto();
    });
  const undo = (): Promise<void> =>
    attempt(async () => {
      const last = toast.shown.value;
      if (!last || !('undoId' in last) || last.undoId === null) return;
      const { isTakenBack } = await page.undoSend({ undoId: last.undoId });
      toast.show({ kind: isTakenBack ? 'undone' : 'too-late' });
      changed();
      await readOpenPhoto();
    });
  return { attempt, send, undo };
}

type Toast = ReturnType<typeof createToast>;

/** The toast and its timer. */
function createToast() {
  const shown = signal<InPageToast | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (held: boolean): void => {
    clearTimeout(timer);
    if (!held) timer = setTimeout(() => (shown.value = null), TOAST_MS);
  };
  const show = (next: InPageToast): void => {
    shown.value = next;
    hold(false);
  };
  return { shown, show, hold, stop: () => clearTimeout(timer) };
}

/** Follows the state of the open photo. */
function followOpenPhoto(page: InPagePort, contents: ReadonlySignal<PageContents>) {
  const state = signal<PhotoState | null>(null);
  const name = computed(() => contents.value.openPhoto);
  const read = async (): Promise<void> => {
    const asked = name.value;
    if (asked === null) return;
    try {
      const states = await page.itemStates({ assetNames: [asked] });
      if (asked === name.value) state.value = (Object.hasOwn(states, asked) && states[asked]) || 'unknown';
    } catch {
      // Without an answer the state stays unknown. "Send" shows the reason when it is pressed.
    }
  };
  const stop = effect(() => {
    if (name.value === null) return undefined;
    state.value = null;
    void read();
    const timer = setInterval(() => void read(), STATE_EVERY_MS);
    return () => clearInterval(timer);
  });
  const shown = computed(() => (name.value === null ? null : { state: state.value }));
  return { shown, read, stop };
}
