import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { PhotoPickerModel } from '../../utils/models/picker/photo-picker-model.ts';
import { errorText } from '../shared/text/error-text.ts';
import { AlbumMenu } from './AlbumMenu.tsx';
import { listTitle } from './list-title.ts';
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
  const opener = useRef<HTMLButtonElement>(null);
  const isChoosing = useSignal(model.reason?.kind === 'album');
  const leaveMenu = (): void => {
    isChoosing.value = false;
    opener.current?.focus();
  };
  const list = model.list.value;

  return (
    <dialog
      class="picker"
      ref={dialog}
      aria-labelledby="picker-title"
      onClose={() => model.close()}
      onCancel={(event) => {
        if (!isChoosing.value) return;
        event.preventDefault();
        leaveMenu();
      }}
    >
      <header class="picker__head">
        <h2 id="picker-title">{t('pickerTitle')}</h2>
        <button
          type="button"
          class="send-button send-button--quiet picker__list"
          ref={opener}
          aria-expanded={isChoosing.value}
          onClick={() => (isChoosing.value = !isChoosing.value)}
        >
          {t('pickerShow', list ? listTitle(list) : '…')}
        </button>
        <button type="button" class="send-button send-button--quiet" onClick={() => model.close()}>
          {t('pickerClose')}
        </button>
      </header>
      <Notes model={model} />
      {isChoosing.value && <AlbumMenu model={model} chosen={leaveMenu} />}
      {list && !isChoosing.value && <PickerGrid key={list.id} model={model} />}
      <Foot model={model} />
    </dialog>
  );
}

/** Why the window opened, and what went wrong. */
function Notes({ model }: { model: PhotoPickerModel }) {
  const error = model.error.value;
  return (
    <>
      {model.reason && <p class="picker__note">{reasonText(model)}</p>}
      {error && (
        <p class="picker__note" role="alert">
          {errorText(error).title}{' '}
          <button type="button" class="send-button send-button--quiet" onClick={() => model.tryAgain()}>
            {t('pickerTryAgain')}
          </button>
        </p>
      )}
    </>
  );
}

/** The number of picked photos, with the buttons that send them. */
function Foot({ model }: { model: PhotoPickerModel }) {
  const picked = model.pickedCount.value;
  const list = model.list.value;
  return (
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
  );
}

function reasonText({ reason }: PhotoPickerModel): string {
  if (reason?.kind !== 'unrecognised') return t('pickerWhichAlbum');
  const { unrecognised, count } = reason;
  return tn('pickerUnrecognised', unrecognised, formatCount(unrecognised), formatCount(count));
}
