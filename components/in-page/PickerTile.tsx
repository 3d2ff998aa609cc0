import { type MessageKey, t, textLanguage } from '../../utils/i18n.ts';
import type { PhotoState } from '../../utils/domain/file/photo-state.ts';
import type { PickerPhoto } from '../../utils/models/picker/picker-pages.ts';

/** One photo of our own window. */
export function PickerTile(props: {
  index: number;
  total: number;
  photo: PickerPhoto | null;
  state: PhotoState;
  isPicked: boolean;
  isActive: boolean;
  leftPx: number;
  topPx: number;
  /** @param isRange everything from the last one that was pressed */
  press(isRange: boolean): void;
}) {
  const { index, photo, state } = props;
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
      aria-label={labelOf(photo, state)}
      style={{ transform: `translate(${props.leftPx}px, ${props.topPx}px)` }}
      onClick={(event) => props.press(event.shiftKey)}
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={() => {}}
    >
      {photo?.thumbUrl && <img src={photo.thumbUrl} alt="" draggable={false} />}
      {state !== 'unknown' && (
        <span class={`picker-tile__state picker-tile__state--${state}`}>{t(stateTexts[state])}</span>
      )}
    </div>
  );
}

const stateTexts: Record<Exclude<PhotoState, 'unknown'>, MessageKey> = {
  proved: 'pickerCopied',
  queued: 'pageStateQueued',
  problem: 'pageStateProblem',
};

function labelOf(photo: PickerPhoto | null, state: PhotoState): string {
  if (!photo) return t('pickerReading');
  const kind = photo.durationMs > 0 ? t('pickerVideo') : t('pickerPhoto');
  const parts = [
    kind,
    photo.capturedAt === null ? '' : formatMoment(photo.capturedAt),
    state === 'unknown' ? '' : t(stateTexts[state]),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const formatMoment = (at: number): string =>
  new Intl.DateTimeFormat(textLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(at);
