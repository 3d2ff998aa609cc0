import { useRef, useState } from 'preact/hooks';
import type { PictureRef } from '../../utils/domain/picture/small-picture.ts';
import { IconDrawing, PHOTO_SHAPE } from '../shared/picture/IconDrawing.tsx';
import { usePicture } from '../shared/picture/pictures-context.ts';

/** The cover of an album, of which a row says the name; without one, an icon in the same place. */
export function AlbumCover({ photo }: { photo: PictureRef | null }) {
  const box = useRef<HTMLSpanElement>(null);
  const picture = usePicture(photo, box);
  const [brokenAddress, setBroken] = useState<string | null>(null);
  return (
    <span class="photo-picture" ref={box}>
      {picture.kind === 'shown' && picture.address !== brokenAddress ? (
        <img src={picture.address} alt="" draggable={false} onError={() => setBroken(picture.address)} />
      ) : (
        <IconDrawing shape={PHOTO_SHAPE} />
      )}
    </span>
  );
}
