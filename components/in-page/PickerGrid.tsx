import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../utils/format.ts';
import { t, textLanguage, tn } from '../../utils/i18n.ts';
import type { PhotoPickerModel } from '../../utils/models/picker/photo-picker-model.ts';
import { PickerTile } from './PickerTile.tsx';
import { stepOf } from './picker-keys.ts';
import { TILE_PX, tilesInView, useBoxSize } from './picker-window.ts';

/** The photos of a list, of which only those in view exist. Works with the pointer and with the keyboard alone. */
export function PickerGrid({ model }: { model: PhotoPickerModel }) {
  const box = useRef<HTMLDivElement>(null);
  const { widthPx, heightPx } = useBoxSize(box);
  const scrollTop = useSignal(0);
  const active = useSignal(0);
  const anchor = useSignal(0);
  const count = model.count.value;
  // read for its own sake: photos come and go under the same places
  const version = model.version.value;
  const view = tilesInView({ count: count ?? 0, widthPx, heightPx, scrollTop: scrollTop.value });

  useEffect(() => {
    if (view.last >= view.first) model.show(view.first, view.last);
  }, [model, view.first, view.last, count]);

  const moveTo = (index: number): void => {
    active.value = Math.max(0, Math.min((count ?? 1) - 1, index));
    const top = Math.floor(active.value / view.columns) * TILE_PX;
    if (!box.current) return;
    if (top < box.current.scrollTop) box.current.scrollTop = top;
    else if (top + TILE_PX > box.current.scrollTop + heightPx)
      box.current.scrollTop = top + TILE_PX - heightPx;
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
  const goTo = async (date: string): Promise<void> => {
    // the end of that day, where the user is
    const place = await model.findDate(new Date(`${date}T23:59:59`).getTime());
    if (place !== null && box.current) box.current.scrollTop = Math.floor(place / view.columns) * TILE_PX;
  };

  const firstDate = model.photoAt(view.first)?.capturedAt ?? null;
  return (
    <>
      <p class="picker-grid__head">
        <label class="picker__field">
          {t('pickerGoTo')}
          <input type="date" onChange={({ currentTarget: { value } }) => value && void goTo(value)} />
        </label>
        <span>{count !== null && tn('pickerPhotos', count, formatCount(count))}</span>
        <span>{firstDate !== null && monthOf(firstDate)}</span>
      </p>
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
        <div class="picker-grid__rows" role="presentation" style={{ blockSize: `${view.totalPx}px` }}>
          {view.indexes.map((index) => {
            const photo = model.photoAt(index);
            return (
              <PickerTile
                key={index}
                index={index}
                total={count ?? 0}
                photo={photo}
                isPicked={version >= 0 && photo !== null && model.isPicked(photo.assetName)}
                isActive={index === active.value}
                leftPx={(index % view.columns) * TILE_PX}
                topPx={Math.floor(index / view.columns) * TILE_PX}
                press={(isRange) => pick(index, isRange)}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

const monthOf = (at: number): string =>
  new Intl.DateTimeFormat(textLanguage(), { month: 'long', year: 'numeric' }).format(at);
