/** Pages kept at once: those in view and some around them, about a thousand photos. */
const MAX_PAGES = 12;

/** Pages of one list; the least recently used are dropped. */
export interface PickerPages {
  /** Returns the page if it is cached. */
  peek(page: number): readonly PickerPhoto[] | null;
  /** Returns the page, and reads it if needed. Simultaneous calls share one request. */
  read(page: number): Promise<readonly PickerPhoto[]>;
  readonly kept: number;
}

/** Creates the pages of the picker. */
export function createPickerPages(readPage: (page: number) => Promise<PickerPhoto[]>): PickerPages {
  const pages = new Map<number, readonly PickerPhoto[]>();
  const underWay = new Map<number, Promise<readonly PickerPhoto[]>>();

  const use = (page: number, photos: readonly PickerPhoto[]): readonly PickerPhoto[] => {
    pages.delete(page);
    pages.set(page, photos);
    return photos;
  };
  const load = async (page: number): Promise<readonly PickerPhoto[]> => {
    try {
      use(page, await readPage(page));
      for (const oldest of [...pages.keys()].slice(0, Math.max(0, pages.size - MAX_PAGES)))
        pages.delete(oldest);
      return pages.get(page) ?? [];
    } finally {
      underWay.delete(page);
    }
  };

  return {
    peek: (page) => pages.get(page) ?? null,
    async read(page) {
      const there = pages.get(page);
      if (there) return use(page, there);
      const loading = underWay.get(page) ?? load(page);
      underWay.set(page, loading);
      return loading;
    },
    get kept() {
      return pages.size;
    },
  };
}

/** One photo to choose. */
export interface PickerPhoto {
  assetName: string;
  /** ms since 1970; null if the photo has no date. */
  capturedAt: number | null;
  thumbUrl: string | null;
  durationMs: number;
}
