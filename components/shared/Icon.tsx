import './icon.css';
import { FOLDER_SHAPE, IconDrawing, PHOTO_SHAPE } from './picture/IconDrawing.tsx';

/** Drawn on 20 by 20, as strokes. */
const shapes = {
  circle: 'M10 17.5a7.5 7.5 0 1 0 0-15a7.5 7.5 0 1 0 0 15',
  done: 'M10 17.5a7.5 7.5 0 1 0 0-15a7.5 7.5 0 1 0 0 15M6.8 10.2l2.2 2.3 4.3-4.8',
  steps: 'M3 5.5l1.5 1.5L7 4.2M10 6h7M3 13.5L4.5 15 7 12.2M10 14h7',
  person: 'M10 10a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M3.5 17.5c.7-3 3.3-4.7 6.5-4.7s5.8 1.7 6.5 4.7',
  photo: PHOTO_SHAPE,
  video:
    'M3.5 5h9A1.5 1.5 0 0 1 14 6.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 13.5v-7A1.5 1.5 0 0 1 3.5 5M14 9l4-2.5v7L14 11',
  document: 'M5 2.5h6.5L15.5 6.5v11H5ZM11.5 2.5v4h4M7.5 10.5h5M7.5 13.5h5',
  search: 'M8.8 14.5a5.7 5.7 0 1 0 0-11.4a5.7 5.7 0 1 0 0 11.4M13 13l4.3 4.3',
  upload:
    'M10 13.5V3.5M5.8 7.5L10 3.3l4.2 4.2M3 13.5v1.8A1.7 1.7 0 0 0 4.7 17h10.6a1.7 1.7 0 0 0 1.7-1.7v-1.8',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15a7.5 7.5 0 1 0 0 15M10 5.8V10l2.8 1.8',
  warning: 'M10 3L18 16.5H2ZM10 8v4M10 14.2v.01',
  pause: 'M10 17.5a7.5 7.5 0 1 0 0-15a7.5 7.5 0 1 0 0 15M8 7.2v5.6M12 7.2v5.6',
  folder: FOLDER_SHAPE,
  chevron: 'M7.5 4.5L13 10l-5.5 5.5',
  checks: 'M1.8 10.8l3.4 3.6 7.3-8.2M9.3 13.2l1.2 1.2 7.5-8.2',
} as const;

/** Name of a shape that an icon can draw. */
export type IconName = keyof typeof shapes;

/** An icon beside a text that says the same; not read aloud. */
export const Icon = ({ name }: { name: IconName }) => <IconDrawing shape={shapes[name]} />;
