import { effect, type ReadonlySignal, signal, type Signal } from '@preact/signals';
import type { PictureRef } from '../../domain/picture/small-picture.ts';
import type { ComparedFile, PreviewAnswer } from '../../domain/picture/preview.ts';
import { retryTable } from '../../domain/retry/retry-table.ts';

/** Jottacloud's preview of a photo. `asking`: not known yet. `address` is an object URL of this page. */
export type Preview =
  | { kind: 'asking' | 'later' }
  | { kind: 'picture'; address: string; sizeBytes: number }
  | { kind: 'none' | 'empty' | 'broken' | 'missing'; sizeBytes: number };

/** A file is not there, or not as it was sent. */
export type Loss = Exclude<ComparedFile, 'same'>;

/** Jottacloud's previews on one page. */
export interface PagePreviews {
  /** Photos whose file is not at Jottacloud, or not as it was sent, as far as this page has found out. */
  lost: ReadonlySignal<ReadonlyMap<PictureRef, Loss>>;
  of(photo: PictureRef): ReadonlySignal<Preview>;
  /** Notes that a preview is on the screen. Call the returned function once it is not. */
  show(photo: PictureRef): () => void;
  /** Downloads the file once more and compares it. @throws {TransferError} errors of the download */
  compare(photo: PictureRef): Promise<ComparedFile>;
  /** Forgets what was lost, and asks for it again: a copy may have brought it back. */
  askAgain(): void;
}

/** Dependencies of the previews of a page. */
export interface PreviewPorts {
  read(photo: PictureRef): Promise<PreviewAnswer>;
  compare(photo: PictureRef): Promise<ComparedFile>;
  /** Whether somebody can see the page. */
  isVisible: ReadonlySignal<boolean>;
}

const { maxTries, waitMs } = retryTable.preview;

/** Answers after which it helps to ask again: Jottacloud may be making the preview. */
const passing: ReadonlySet<Preview['kind']> = new Set(['asking', 'later', 'none', 'empty']);

/** A preview that was asked for. */
interface Entry {
  preview: Signal<Preview>;
  shown: number;
  tries: number;
  /** Not asked for before this time, in ms. */
  askAfter: number;
}

const newEntry = (): Entry => ({
  preview: signal<Preview>({ kind: 'asking' }),
  shown: 0,
  tries: 0,
  askAfter: 0,
});

/** Creates the previews of a page. It asks for one after the other, only for those on the screen. */
export function createPagePreviews({ read, compare, isVisible }: PreviewPorts): PagePreviews {
  const entries = new Map<PictureRef, Entry>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  const { lost, note } = createLosses();

  const entryOf = (photo: PictureRef): Entry => {
    const entry = entries.get(photo) ?? newEntry();
    entries.set(photo, entry);
    return entry;
  };
  const wanted = (): [PictureRef, Entry][] =>
    [...entries].filter(
      ([, { shown, tries, preview }]) => shown > 0 && tries < maxTries && passing.has(preview.value.kind),
    );
  const askAll = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    for (;;) {
      const next = isVisible.value ? wanted().find(([, { askAfter }]) => askAfter <= Date.now()) : undefined;
      if (!next) break;
      const [photo, entry] = next;
      entry.tries += 1;
      entry.askAfter = Date.now() + waitMs;
      take(entry, await read(photo).catch((): PreviewAnswer => ({ kind: 'later' })));
      if (entry.preview.value.kind === 'missing') note(photo, 'missing');
    }
    isAsking = false;
    if (isVisible.value && wanted().length > 0) timer = setTimeout(() => void askAll(), waitMs);
  };
  effect(() => {
    if (isVisible.value) void askAll();
  });

  return {
    lost,
    of: (photo) => entryOf(photo).preview,
    show(photo) {
      const entry = entryOf(photo);
      entry.shown += 1;
      void askAll();
      return () => void (entry.shown -= 1);
    },
    async compare(photo) {
      const result = await compare(photo);
      note(photo, result);
      return result;
    },
    askAgain() {
      for (const photo of lost.value.keys()) {
        const entry = entryOf(photo);
        [entry.tries, entry.askAfter, entry.preview.value] = [0, 0, { kind: 'asking' }];
      }
      lost.value = new Map();
      void askAll();
    },
  };
}

/** Keeps which photos are lost. */
function createLosses() {
  const lost = signal<ReadonlyMap<PictureRef, Loss>>(new Map());
  const note = (photo: PictureRef, found: ComparedFile): void => {
    const others = [...lost.value].filter(([other]) => other !== photo);
    lost.value = new Map(found === 'same' ? others : [...others, [photo, found]]);
  };
  return { lost, note };
}

function take({ preview }: Entry, answer: PreviewAnswer): void {
  if (answer.kind !== 'picture') {
    preview.value = answer;
    return;
  }
  const { kind, base64, sizeBytes } = answer;
  const address = URL.createObjectURL(new Blob([Uint8Array.fromBase64(base64)]));
  preview.value = { kind, address, sizeBytes };
}

const asking = signal<Preview>({ kind: 'asking' });

/** The previews of a page without any. */
export const noPagePreviews: PagePreviews = {
  lost: signal(new Map()),
  of: () => asking,
  show: () => () => undefined,
  compare: () => Promise.reject(new Error('a page without previews')),
  askAgain: () => undefined,
};
