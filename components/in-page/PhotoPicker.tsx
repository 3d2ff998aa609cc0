import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { PhotoPickerModel, PickerList } from '../../utils/models/picker/photo-picker-model.ts';
import { errorText } from '../shared/text/error-text.ts';
import { PickerGrid } from './PickerGrid.tsx';

/** Our own window to choose photos in: it works whatever the page around it looks like. */
export function PhotoPicker({ model }: { model: PhotoPickerModel }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // closed, not only taken away: the browser gives the focus back to where it was
    return () => element?.close();
  }, []);
  const picked = model.pickedCount.value;
  const error = model.error.value;
  const list = model.list.value;

  return (
    <dialog class="picker" ref={dialog} aria-labelledby="picker-title" onClose={() => model.close()}>
      <header class="picker__head">
        <h2 id="picker-title">{t('pickerTitle')}</h2>
        <label class="picker__field">
          {t('pickerShow')}
          <select
            value={list?.id ?? ''}
            onChange={({ currentTarget }) => model.showList(currentTarget.value)}
          >
            {model.lists.value.map((one) => (
              <option key={one.id} value={one.id}>
                {titleOf(one)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="send-button send-button--quiet" onClick={() => model.close()}>
          {t('pickerClose')}
        </button>
      </header>
      {model.reason && <p class="picker__note">{reasonText(model)}</p>}
      {error && (
        <p class="picker__note" role="alert">
          {errorText(error).title}{' '}
          <button type="button" class="send-button send-button--quiet" onClick={() => model.tryAgain()}>
            {t('pickerTryAgain')}
          </button>
        </p>
      )}
      {list && <PickerGrid key={list.id} model={model} />}
      <footer class="picker__foot">
        <output>
          {model.isPicking.value
            ? t('pickerReading')
            : model.isFull.value && t('pickerFull', formatCount(picked))}
        </output>
        {list && (model.count.value ?? 0) > 0 && (
          <button type="button" class="send-button send-button--quiet" onClick={() => void model.sendList()}>
            {list.kind === 'album' ? t('pickerSendAlbum') : t('pageWholeLibrary')}
          </button>
        )}
        <button type="button" class="send-button" disabled={picked === 0} onClick={() => void model.send()}>
          {picked === 0 ? t('pageSend') : t('pageSendSelected', formatCount(picked))}
        </button>
      </footer>
    </dialog>
  );
}

function titleOf({ kind, titles }: PickerList): string {
  if (kind === 'own-library') return t('pickerAllPhotos');
  return kind === 'shared-library' ? t('pickerSharedLibrary') : titles.join(' › ');
}

function reasonText({ reason }: PhotoPickerModel): string {
  if (reason?.kind !== 'unrecognised') return t('pickerWhichAlbum');
  const { unrecognised, count } = reason;
  return tn('pickerUnrecognised', unrecognised, formatCount(unrecognised), formatCount(count));
}
