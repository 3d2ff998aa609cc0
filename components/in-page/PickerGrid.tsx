import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../utils/format.ts';
import { t, textLanguage, tn } from '../../utils/i18n.ts';
import type { PhotoPickerModel } from '../../utils/models/picker/photo-picker-model.ts';
import { useBoxSize } from '../shared/hooks/use-box-size.ts';
import { PickerTile } from './PickerTile.tsx';
import { stepOf } from './picker-keys.ts';
import { TILE_PX, tilesInView } from './picker-window.ts';

/** Photos may be taken a day ahead of this computer's time zone. */
const DAY_MS = 86_400_000;

/** The photos of a list; only those in view have elements. Works with the pointer, and with the keyboard alone. */
export function PickerGrid({ model }: { model: PhotoPickerModel }) {
  const box = useRef<HTMLDivElement>(null);
  const { view, heightPx, scrollTop } = useGridView(model, box);
  const active = useSignal(0);
  const anchor = useSignal(0);
  const count = model.count.value;
  const moveTo = (index: number): void => {
    active.value = Math.max(0, Math.min((count ?? 1) - 1, index));
    if (box.current) showRow(box.current, Math.floor(active.value / view.columns) * TILE_PX, heightPx);
  };
  const pick = (index: number, isRange: boolean): void => {
    active.value = index;
    if (isRange) return void model.pickRange(anchor.value, index);
    anchor.value = index;
    model.toggle(index);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      return pick(active.value, event.shiftKey);
    }
    const rows = Math.max(1, Math.floor(heightPx / TILE_PX));
    const step = stepOf(event.key, view.columns, rows);
    if (step === null) return;
    event.preventDefault();
    const from = active.value;
    moveTo(from + step);
    if (event.shiftKey) void model.pickRange(from, active.value);
    else anchor.value = active.value;
  };
  const goTo = async (at: number) => {
    const index = await model.findDate(at);
    if (index === null || !box.current) return;
    active.value = anchor.value = index;
    box.current.scrollTop = Math.floor(index / view.columns) * TILE_PX;
  };
  useStartInPast(model, goTo);
  return (
    <>
      <GridHead count={count} firstDate={model.photoAt(view.first)?.capturedAt ?? null} goTo={goTo} />
      <div
        class="picker-grid"
        ref={box}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select holds no pictures, and all its options
        role="listbox"
        tabIndex={0}
        aria-label={t('pickerTitle')}
        aria-multiselectable
        aria-busy={count === null}
        aria-activedescendant={view.indexes.includes(active.value) ? `picker-${active.value}` : undefined}
        onScroll={({ currentTarget }) => (scrollTop.value = currentTarget.scrollTop)}
        onKeyDown={press}
      >
        <GridRows model={model} view={view} active={active.value} pick={pick} />
      </div>
    </>
  );
}

/** The tiles in view as the box scrolls; reads their pages. */
function useGridView(model: PhotoPickerModel, box: RefObject<HTMLDivElement | null>) {
  const { widthPx, heightPx } = useBoxSize(box);
  const scrollTop = useSignal(0);
  const count = model.count.value;
  // Subscribes: the first photo in view gives the month.
  void model.version.value;
  const view = tilesInView({ count: count ?? 0, widthPx, heightPx, scrollTop: scrollTop.value });
  useEffect(() => {
    if (view.last >= view.first) model.show(view.first, view.last);
  }, [model, view.first, view.last, count]);
  return { view, heightPx, scrollTop };
}

/** A wrong date in the future puts a photo on top: the list opens at the newest photo of the past. */
function useStartInPast(model: PhotoPickerModel, goTo: (at: number) => Promise<void>): void {
  const opened = useRef<string | null>(null);
  const id = model.list.value?.id ?? null;
  const newest = model.photoAt(0)?.capturedAt ?? null;
  useEffect(() => {
    if (id === null || newest === null || opened.current === id) return;
    opened.current = id;
    const soon = Date.now() + DAY_MS;
    if (newest > soon) void goTo(soon);
  }, [id, newest, goTo]);
}

/** Scrolls as little as needed to show the row at `top`. */
function showRow(box: HTMLElement, top: number, heightPx: number): void {
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + TILE_PX > box.scrollTop + heightPx) box.scrollTop = top + TILE_PX - heightPx;
}

/** A field that scrolls to a date, the number of photos, and the month in view. */
const GridHead = (props: {
  count: number | null;
  firstDate: number | null;
  goTo: (at: number) => Promise<void>;
}) => (
  <p class="picker-grid__head">
    <label class="picker__field">
      {t('pickerGoTo')}
      <input
        type="date"
        onChange={({ currentTarget: { value } }) => value && void props.goTo(endOfDay(value))}
      />
    </label>
    <span>{props.count !== null && tn('pickerPhotos', props.count, formatCount(props.count))}</span>
    <span>{props.firstDate !== null && monthOf(props.firstDate)}</span>
  </p>
);

/** The tiles in view. */
function GridRows(props: {
  model: PhotoPickerModel;
  view: ReturnType<typeof tilesInView>;
  active: number;
  pick: (index: number, isRange: boolean) => void;
}) {
  const { model, view } = props;
  // Subscribes: an index may show another photo, or none, after each change.
  const version = model.version.value;
  return (
    <div class="picker-grid__rows" role="presentation" style={{ blockSize: `${view.totalPx}px` }}>
      {view.indexes.map((index) => {
        const photo = model.photoAt(index);
        return (
          <PickerTile
            key={index}
            index={index}
            total={model.count.value ?? 0}
            photo={photo}
            state={photo === null ? 'unknown' : model.stateOf(photo.assetName)}
            isPicked={version >= 0 && photo !== null && model.isPicked(photo.assetName)}
            isActive={index === props.active}
            leftPx={(index % view.columns) * TILE_PX}
            topPx={Math.floor(index / view.columns) * TILE_PX}
            press={(isRange) => props.pick(index, isRange)}
          />
        );
      })}
    </div>
  );
}

/** The end of a day in the user's time zone. */
const endOfDay = (date: string): number => new Date(`${date}T23:59:59`).getTime();

const monthOf = (at: number): string =>
  new Intl.DateTimeFormat(textLanguage(), { month: 'long', year: 'numeric' }).format(at);
