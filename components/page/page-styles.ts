import tokens from '../shared/tokens.css?inline';
import base from '../shared/base.css?inline';
import inPage from './in-page.css?inline';
import openPhoto from './open-photo.css?inline';
import pageToast from './page-toast.css?inline';
import picker from './picker.css?inline';
import pickerGrid from './picker-grid.css?inline';
import sendButton from './send-button.css?inline';
import sendMenu from './send-menu.css?inline';

/**
 * The host, which stands in the page: what is important in a shadow root outranks what the page says, important or not.
 * Source: CSS Cascading and Inheritance 5, 6.1 (context).
 */
const host = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  inline-size: 0 !important;
  block-size: 0 !important;
  z-index: 2147483647 !important;
}
/* the page's root font size is not ours */
:host { --text-small: 13px; --text: 15px; --text-title: 19px; --text-page: 28px; }
`;

/** Everything that is drawn on iCloud Photos, for one closed shadow root; what stands on the page's own root is set on the host. */
export const pageStyles: string = [
  tokens.replaceAll(':root', ':host'),
  base,
  host,
  ...[sendButton, sendMenu, openPhoto, pageToast, inPage, picker, pickerGrid],
].join('\n');
