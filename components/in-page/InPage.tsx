import type { ReadonlySignal } from '@preact/signals';
import type { InPageModel } from '../../utils/models/in-page-model.ts';
import { PageToast } from './PageToast.tsx';
import { PhotoPicker } from './PhotoPicker.tsx';
import { SendControl } from './SendControl.tsx';
import { SetupBar } from './SetupBar.tsx';

/** Position of the button: distances from the upper or lower edge, and from the right one. */
export interface ButtonPosition {
  edge: 'top' | 'bottom';
  blockPx: number;
  rightPx: number;
}

/** Everything we show on iCloud Photos. */
export function InPage({
  model,
  position,
}: {
  model: InPageModel;
  position: ReadonlySignal<ButtonPosition>;
}) {
  const { edge, blockPx, rightPx } = position.value;
  const picker = model.picker.value;
  const setup = model.setup.value;
  return (
    <>
      <div
        class={setup === null ? 'in-page' : 'in-page in-page--wide'}
        data-edge={edge}
        style={{ [edge]: `${blockPx}px`, right: `${rightPx}px` }}
      >
        {setup === null ? <SendControl model={model} /> : <SetupBar model={model} setup={setup} />}
        <PageToast model={model} />
      </div>
      {picker && <PhotoPicker model={picker} />}
    </>
  );
}
