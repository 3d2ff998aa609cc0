import { type ReadonlySignal, signal, type Signal } from '@preact/signals';
import { type ErrorRecord, isAbort, toErrorRecord } from '../../errors.ts';
import type { PhotoLists, PickerList } from './photo-lists.ts';
import { type PickerPages, createPickerPages, type PickerPhoto } from './picker-pages.ts';

/** The list that is shown, with its pages. */
export type ListView = ReturnType<typeof createListView>;

/** The list that is shown, with the pages that were read of it. @param changed called after each change */
export function createListView(lists: PhotoLists, life: AbortSignal, changed: () => void) {
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
