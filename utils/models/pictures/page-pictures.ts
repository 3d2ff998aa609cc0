import { effect, type ReadonlySignal, signal, type Signal } from '@preact/signals';
import type { PictureAnswer, PictureRef } from '../../domain/picture/small-picture.ts';
import { retryTable } from '../../domain/retry/retry-table.ts';
import { MAX_PICTURES_ASKED } from '../../messaging/protocol.ts';

/**
 * A small picture as a page shows it. `unknown`: not read yet, or not now. `none`: Apple has none. `address` is an object
 * URL of this page.
 */
export type SmallPicture =
  { kind: 'unknown' } | { kind: 'none' } | { kind: 'shown'; address: string; durationMs: number };

/** The small pictures of one page. Only pictures that somebody can see are asked for. */
export interface PagePictures {
  of(ref: PictureRef): ReadonlySignal<SmallPicture>;
  /** Notes that a picture is on the screen. Call the returned function once it is not. */
  show(ref: PictureRef): () => void;
}

/** Dependencies of the pictures of a page. */
export interface PicturePorts {
  /** @param refs at most {@link MAX_PICTURES_ASKED} */
  ask(refs: PictureRef[]): Promise<PictureAnswer[]>;
  /** Whether somebody can see the page. */
  isVisible: ReadonlySignal<boolean>;
}

/** Pictures that a page keeps besides those on the screen, so that scrolling back shows them at once. */
const MAX_SPARE = 60;
/** Shortest time between two requests, in ms: during a fast copy most pictures pass unseen. */
const ASK_EVERY_MS = 300;

const { pageMs, soonMs } = retryTable.picture;

const unknown: SmallPicture = { kind: 'unknown' };

/** A picture that was asked for. */
interface Entry {
  picture: Signal<SmallPicture>;
  /** Times that it is on the screen. */
  shown: number;
  /** Not asked for before this time, in ms. */
  askAfter: number;
}

/** Creates the pictures of a page. They are asked for a few at a time, in the order in which they came into view. */
export function createPagePictures({ ask, isVisible }: PicturePorts): PagePictures {
  /** The least recently shown first. */
  const entries = new Map<PictureRef, Entry>();
  let planned: { timer: ReturnType<typeof setTimeout>; at: number } | null = null;
  let isAsking = false;

  const entryOf = (ref: PictureRef): Entry => {
    const entry = entries.get(ref) ?? { picture: signal(unknown), shown: 0, askAfter: 0 };
    entries.set(ref, entry);
    return entry;
  };
  const dropSpare = (): void => {
    const spare = [...entries].filter(([, { shown }]) => shown === 0);
    for (const [ref, { picture }] of spare.slice(0, Math.max(0, spare.length - MAX_SPARE))) {
      if (picture.value.kind === 'shown') URL.revokeObjectURL(picture.value.address);
      picture.value = unknown;
      entries.delete(ref);
    }
  };
  const wanted = (): [PictureRef, Entry][] =>
    [...entries].filter(([, { shown, picture }]) => shown > 0 && picture.value.kind === 'unknown');

  const plan = (waitMs: number): void => {
    const at = Date.now() + waitMs;
    if (isAsking || (planned && planned.at <= at)) return;
    if (planned) clearTimeout(planned.timer);
    planned = { timer: setTimeout(() => void askNow(), waitMs), at };
  };
  const askNow = async (): Promise<void> => {
    planned = null;
    isAsking = true;
    const due = (isVisible.value ? wanted() : [])
      .filter(([, { askAfter }]) => askAfter <= Date.now())
      .slice(0, MAX_PICTURES_ASKED);
    if (due.length > 0) {
      const answers = await ask(due.map(([ref]) => ref)).catch((): PictureAnswer[] => []);
      const byRef = new Map(answers.map((answer) => [answer.ref, answer]));
      for (const [ref, entry] of due) take(entry, byRef.get(ref));
    }
    isAsking = false;
    const next = isVisible.value ? wanted().map(([, { askAfter }]) => askAfter) : [];
    if (next.length > 0) plan(Math.max(ASK_EVERY_MS, Math.min(...next) - Date.now()));
  };
  effect(() => {
    if (isVisible.value) plan(0);
  });

  return {
    of: (ref) => entryOf(ref).picture,
    show(ref) {
      const entry = entryOf(ref);
      entry.shown += 1;
      entries.delete(ref);
      entries.set(ref, entry);
      if (entry.picture.value.kind === 'unknown') plan(0);
      return () => {
        entry.shown -= 1;
        dropSpare();
      };
    },
  };
}

function take(entry: Entry, answer: PictureAnswer | undefined): void {
  if (!answer || answer.kind === 'later') entry.askAfter = Date.now() + (answer?.isSoon ? soonMs : pageMs);
  else if (answer.kind === 'none') entry.picture.value = { kind: 'none' };
  else {
    const { base64, durationMs } = answer;
    const bytes = Uint8Array.fromBase64(base64);
    const address = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    entry.picture.value = { kind: 'shown', address, durationMs };
  }
}

/** A picture that nobody has asked for. */
export const unknownPicture: ReadonlySignal<SmallPicture> = signal(unknown);

/** The pictures of a page without any: nothing is known, and nothing is asked. */
export const noPagePictures: PagePictures = { of: () => unknownPicture, show: () => () => undefined };
