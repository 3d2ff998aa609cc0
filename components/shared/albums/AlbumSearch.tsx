import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AlbumOrder } from '../../../utils/domain/album/album-rows.ts';
import { t, type MessageKey } from '../../../utils/i18n.ts';

const orderTexts: Record<AlbumOrder, MessageKey> = {
  name: 'albumSortName',
  date: 'albumSortDate',
  items: 'albumSortItems',
};

/** The search, which has the focus at once, and the order. @param props.enterList moves the focus to the rows */
export function AlbumSearch(props: {
  search: Signal<string>;
  order: Signal<AlbumOrder>;
  orders: readonly AlbumOrder[];
  enterList: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div class="album-list__head">
      <div class="album-list__search">
        <input
          type="search"
          ref={field}
          aria-label={t('albumSearch')}
          placeholder={t('albumSearch')}
          autocomplete="off"
          spellcheck={false}
          value={props.search.value}
          onInput={({ currentTarget }) => (props.search.value = currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            props.enterList();
          }}
        />
      </div>
      <label class="album-list__order">
        <span>{t('albumSort')}</span>
        <select
          value={props.order.value}
          onChange={({ currentTarget }) =>
            (props.order.value = props.orders.find((order) => order === currentTarget.value) ?? 'name')
          }
        >
          {props.orders.map((order) => (
            <option key={order} value={order}>
              {t(orderTexts[order])}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
