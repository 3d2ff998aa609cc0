import type { RefObject } from 'preact';
import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { Arrangement } from '../../../utils/domain/layout/arrangement.ts';
import { latestPhotos } from '../../../utils/domain/picture/small-picture.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { SheetModel } from '../../../utils/models/settings/sheet-model.ts';
import { CheckField } from '../../shared/CheckField.tsx';
import { Icon } from '../../shared/Icon.tsx';
import { PhotoPicture } from '../../shared/picture/PhotoPicture.tsx';
import { namedChoiceText } from '../choice-text.ts';

/** Latest photos that are shown, so that a person recognises the account. */
const LATEST = 3;

/**
 * Whose photos are copied, and which of them.
 *
 * @param props.albumNames names of the first chosen albums
 * @param props.choose opens the choice
 */
export function FromSide(props: {
  sheet: SheetModel;
  run: Run;
  albumNames: readonly (string | null)[];
  heading: RefObject<HTMLHeadingElement | null>;
  choose: () => void;
}) {
  const { sheet, run, albumNames, heading, choose } = props;
  const { hidden, recentlyDeleted } = sheet.facts.value;
  return (
    <section class="plan-sheet__side plan-sheet__side--from" aria-labelledby="sheet-from">
      <h2 class="plan-sheet__title" id="sheet-from" ref={heading} tabIndex={-1}>
        {t('sheetFrom')}
      </h2>
      <Owner sheet={sheet} />
      <div class="plan-sheet__part">
        <p class="plan-sheet__choice">{namedChoiceText(run.choice, albumNames)}</p>
        <button type="button" class="action-button" onClick={choose}>
          {t('choiceOpen')}
        </button>
      </div>
      <fieldset class="plan-sheet__lists">
        <legend class="visually-hidden">{t('sheetAlsoCopy')}</legend>
        <ListTick sheet={sheet} list="hidden" name={t('hiddenPhotos')} count={hidden} />
        <ListTick
          sheet={sheet}
          list="recentlyDeleted"
          name={t('recentlyDeletedPhotos')}
          count={recentlyDeleted}
        />
        <CheckField
          label={t('compatibleCopies')}
          hint={t('compatibleCopiesShort')}
          checked={sheet.arrangement.value?.compatible ?? false}
          change={(compatible) => void sheet.arrange({ compatible })}
        />
      </fieldset>
    </section>
  );
}

function Owner({ sheet }: { sheet: SheetModel }) {
  // Apple shows the latest photos of whoever is signed in, who may be somebody else.
  const { account, name, isSignedIn } = sheet.owner.value;
  return (
    <div class="plan-sheet__owner">
      <p>
        <Icon name="person" />
        <span>
          <strong>{name ?? t('sheetIcloud')}</strong>
          {account !== null && <span class="plan-sheet__address">{account}</span>}
        </span>
      </p>
      {account !== null && isSignedIn && (
        <figure class="plan-sheet__latest">
          <div>
            {latestPhotos(LATEST, account).map((photo) => (
              <PhotoPicture key={photo} photo={photo} name="latest.jpg" size="tile" />
            ))}
          </div>
          <figcaption class="soft">{t('sheetLatest')}</figcaption>
        </figure>
      )}
    </div>
  );
}

/** A list that is left out unless it is ticked, with its number of photos. */
function ListTick(props: {
  sheet: SheetModel;
  list: keyof Pick<Arrangement, 'hidden' | 'recentlyDeleted'>;
  name: string;
  count: number | null;
}) {
  const { sheet, list, name, count } = props;
  return (
    <CheckField
      label={count === null ? name : t('sheetListCount', name, formatCount(count))}
      checked={sheet.arrangement.value?.[list] ?? false}
      change={(isOn) => void sheet.arrange({ [list]: isOn })}
    />
  );
}
