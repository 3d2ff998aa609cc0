import { t, textLanguage } from '../../utils/i18n.ts';
import type { PickerPhoto } from '../../utils/models/picker/picker-pages.ts';

/** One photo of our own window. */
export function PickerTile(props: {
  index: number;
  total: number;
  photo: PickerPhoto | null;
  isPicked: boolean;
  isActive: boolean;
  leftPx: number;
  topPx: number;
  /** @param isRange everything from the last one that was pressed */
  press(isRange: boolean): void;
}) {
  const { index, photo } = props;
  return (
    // The listbox around it hears the keys.
    <div
      id={`picker-${index}`}
      class={props.isActive ? 'picker-tile picker-tile--active' : 'picker-tile'}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option tag shows no picture
      role="option"
      tabIndex={-1}
      aria-selected={props.isPicked}
      aria-posinset={index + 1}
      aria-setsize={props.total}
      aria-label={labelOf(photo)}
      style={{ transform: `translate(${props.leftPx}px, ${props.topPx}px)` }}
      onClick={(event) => props.press(event.shiftKey)}
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={() => {}}
    >
      {photo?.thumbUrl && <img src={photo.thumbUrl} alt="" draggable={false} />}
    </div>
  );
}

function labelOf(photo: PickerPhoto | null): string {
  if (!photo) return t('pickerReading');
  const kind = photo.durationMs > 0 ? t('pickerVideo') : t('pickerPhoto');
  if (photo.capturedAt === null) return kind;
  return `${kind}, ${new Intl.DateTimeFormat(textLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(photo.capturedAt)}`;
}
