import albumList from '../shared/albums/album-list.css?inline';
import icon from '../shared/icon.css?inline';
import photoPicture from '../shared/picture/photo-picture.css?inline';
import tokens from '../shared/tokens.css?inline';
import base from '../shared/base.css?inline';
import inPage from './in-page.css?inline';
import markLayer from './mark-layer.css?inline';
import openPhoto from './open-photo.css?inline';
import pageToast from './page-toast.css?inline';
import picker from './picker.css?inline';
import pickerGrid from './picker-grid.css?inline';
import sendButton from './send-button.css?inline';
import sendMenu from './send-menu.css?inline';

/**
 * Styles of the host, which is an element of the page. An important declaration in a shadow root outranks every one of
 * the page. `all` leaves out direction and custom properties. The design's values are set one level further in, out of
 * the page's reach: on the host, the page would outrank them. Source: CSS Cascading and Inheritance 5, 3.2 and 6.1.
 */
const host = `
:host {
  all: initial !important;
  direction: ltr !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  inline-size: 0 !important;
  block-size: 0 !important;
  z-index: 2147483647 !important;
}
/* the page's root font size is not ours */
:host > * { --text-small: 13px; --text: 15px; --text-title: 19px; --text-page: 28px; }
`;

/** Everything that is drawn on iCloud Photos, for one closed shadow root. */
export const pageStyles: string = [
  tokens.replaceAll(':root', ':host > *'),
  base,
  host,
  sendButton,
  sendMenu,
  openPhoto,
  pageToast,
  inPage,
  markLayer,
  picker,
  albumList,
  icon,
  photoPicture,
  pickerGrid,
].join('\n');
