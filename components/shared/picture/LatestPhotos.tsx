import { latestPhotos } from '../../../utils/domain/picture/small-picture.ts';
import { PhotoPicture } from './PhotoPicture.tsx';
import './latest-photos.css';

/** Photos that identify a person's library. */
const COUNT = 3;

/**
 * The newest photos of the account that is signed in at iCloud, to recognise one's own. They need no log.
 *
 * @param props.account as the page shows it: another account has other photos
 */
export const LatestPhotos = ({ account }: { account: string }) => (
  <span class="latest-photos" aria-hidden="true">
    {latestPhotos(COUNT, account).map((photo) => (
      <PhotoPicture key={photo} photo={photo} name="" size="tile" />
    ))}
  </span>
);
