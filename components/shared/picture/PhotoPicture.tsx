import { useRef, useState } from 'preact/hooks';
import { formatClock } from '../../../utils/format.ts';
import { type FileAppearance, fileAppearance } from '../../../utils/domain/photo/file-appearance.ts';
import type { PictureRef } from '../../../utils/domain/picture/small-picture.ts';
import { Icon, type IconName } from '../Icon.tsx';
import './photo-picture.css';
import { usePicture } from './pictures-context.ts';

/** Icon of each kind of file. */
const icons: Record<FileAppearance, IconName> = { photo: 'photo', video: 'video', document: 'document' };

/** Returns the icon of the kind of a file. */
export const kindIcon = (name: string): IconName => icons[fileAppearance(name)];

interface PictureProps {
  /** null: a file without a photo. */
  photo: PictureRef | null;
  /** Name of the file, which also shows its kind. */
  name: string;
  /** `row`: beside a line of text; `tile`: in a grid; `large`: to be compared. */
  size?: 'row' | 'tile' | 'large';
  /** The name is beside the picture, so that it is not read aloud twice. Default true. */
  isDecorative?: boolean;
}

/** Apple's small picture of a photo or video; without one, an icon of its kind in the same place. */
export function PhotoPicture({ photo, name, size = 'row', isDecorative = true }: PictureProps) {
  const box = useRef<HTMLSpanElement>(null);
  const picture = usePicture(photo, box);
  const [brokenAddress, setBroken] = useState<string | null>(null);
  const isShown = picture.kind === 'shown' && picture.address !== brokenAddress;
  return (
    <span class={`photo-picture photo-picture--${size}`} ref={box}>
      {isShown ? (
        <img
          src={picture.address}
          alt={isDecorative ? '' : name}
          onError={() => setBroken(picture.address)}
        />
      ) : (
        <>
          <Icon name={kindIcon(name)} />
          {!isDecorative && <span class="visually-hidden">{name}</span>}
        </>
      )}
      {isShown && fileAppearance(name) === 'video' && <VideoMark durationMs={picture.durationMs} />}
    </span>
  );
}

/** The play mark of a video, with its duration if that is known. */
const VideoMark = ({ durationMs }: { durationMs: number }) => (
  <span class="photo-picture__video">
    <svg viewBox="0 0 10 10" aria-hidden="true">
      <path d="M2 1l7 4-7 4z" />
    </svg>
    {durationMs > 0 && <span class="photo-picture__time">{formatClock(durationMs / 1000)}</span>}
  </span>
);
