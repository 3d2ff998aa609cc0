import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { formatBytes, formatCount } from '../../../utils/format.ts';
import { t, type MessageKey } from '../../../utils/i18n.ts';
import type { ComparedFile } from '../../../utils/domain/picture/preview.ts';
import type { PictureRef } from '../../../utils/domain/picture/small-picture.ts';
import type { Preview } from '../../../utils/models/pictures/page-previews.ts';
import { ActionButton } from '../ActionButton.tsx';
import { Icon } from '../Icon.tsx';
import { kindIcon, PhotoPicture } from './PhotoPicture.tsx';
import './photo-pair.css';
import { lossTexts, useLost, usePreview } from './previews-context.ts';

/** Shortest edge, in pixels, below which nobody recognises a photo. */
const MIN_PX = 64;

/** Edges of a preview in pixels; `isUnreadable`: the browser cannot draw it. */
type Drawn = { width: number; height: number } | 'unreadable' | null;

interface PairProps {
  photo: PictureRef;
  /** Name of the file; it is also beside the pair. */
  name: string;
  /** The photo is in Jottacloud. */
  isCopied: boolean;
}

/**
 * A photo from both ends: Apple's small picture on the left, Jottacloud's own preview on the right. A preview that proves
 * nothing is named, and the file can be downloaded again and compared.
 */
export function PhotoPair({ photo, name, isCopied }: PairProps) {
  const box = useRef<HTMLDivElement>(null);
  const { preview, compare } = usePreview(photo, isCopied, box);
  const lost = useLost();
  const drawn = useSignal<Drawn>(null);
  const text = isCopied ? remarkOn(preview, drawn.value) : null;
  return (
    <div class="photo-pair" ref={box}>
      <div class="photo-pair__pictures">
        <figure>
          <PhotoPicture photo={photo} name={name} size="large" />
          <figcaption>iCloud</figcaption>
        </figure>
        <figure>
          <span class="photo-picture photo-picture--large">
            {preview.kind === 'picture' && drawn.value !== 'unreadable' ? (
              <img
                class={isSmall(drawn.value) ? 'photo-pair__small' : undefined}
                src={preview.address}
                alt=""
                onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
                  void (drawn.value = { width, height })
                }
                onError={() => void (drawn.value = 'unreadable')}
              />
            ) : (
              <Icon name={kindIcon(name)} />
            )}
          </span>
          <figcaption>Jottacloud</figcaption>
        </figure>
      </div>
      {text !== null && <p class="photo-pair__remark">{text}</p>}
      {text !== null && 'sizeBytes' in preview && preview.kind !== 'missing' && (
        <Comparison sizeBytes={preview.sizeBytes} compare={compare} before={lost.get(photo) ?? null} />
      )}
    </div>
  );
}

const isSmall = (drawn: Drawn): drawn is { width: number; height: number } =>
  drawn !== null && drawn !== 'unreadable' && Math.max(drawn.width, drawn.height) < MIN_PX;

const remarks: Record<Exclude<Preview['kind'], 'asking' | 'picture'>, MessageKey> = {
  none: 'previewNone',
  empty: 'previewEmpty',
  broken: 'previewBroken',
  missing: lossTexts.missing,
  later: 'previewLater',
};

/** Says why the preview proves nothing; null if it does, or is not there yet. */
function remarkOn(preview: Preview, drawn: Drawn): string | null {
  if (preview.kind === 'asking') return null;
  if (preview.kind !== 'picture') return t(remarks[preview.kind]);
  if (drawn === 'unreadable') return t('previewBroken');
  return isSmall(drawn) ? t('previewSmall', formatCount(drawn.width), formatCount(drawn.height)) : null;
}

const results: Record<ComparedFile, MessageKey> = { same: 'comparedSame', ...lossTexts };

interface ComparisonProps {
  sizeBytes: number;
  compare: () => Promise<ComparedFile>;
  /** Result of an earlier comparison. */
  before: ComparedFile | null;
}

/** Downloads the file once more and says whether it is the same. */
function Comparison({ sizeBytes, compare, before }: ComparisonProps) {
  const result = useSignal(before);
  return (
    <div class="photo-pair__comparison">
      {result.value !== 'same' && (
        <ActionButton
          label={t('compareAgain', formatBytes(sizeBytes))}
          press={async () => void (result.value = await compare())}
        />
      )}
      <output class={result.value === 'same' ? 'photo-pair__same' : 'photo-pair__other'}>
        {result.value !== null && (
          <>
            <Icon name={result.value === 'same' ? 'done' : 'warning'} />
            <span>{t(results[result.value])}</span>
          </>
        )}
      </output>
    </div>
  );
}
