/** A picture of hills and a sun: a photo, or an album without a cover. */
export const PHOTO_SHAPE =
  'M4 3.5h12a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V5A1.5 1.5 0 0 1 4 3.5M3 14l4-4.5 3.5 3.7 2.5-2.5 4 4M13 7.2h.01';
/** A folder of albums or files. */
export const FOLDER_SHAPE =
  'M2.5 6V5A1.5 1.5 0 0 1 4 3.5h3.5l2 2H16A1.5 1.5 0 0 1 17.5 7v8a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15Z';

/** A shape of 20 by 20, without its style: on iCloud Photos that belongs into our closed root. */
export const IconDrawing = ({ shape }: { shape: string }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={shape} />
  </svg>
);
