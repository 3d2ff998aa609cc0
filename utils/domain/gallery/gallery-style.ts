/**
 * Styles of a gallery page, for light and dark, narrow and wide, screen and paper. Colours are those of the browser, so
 * that they have enough contrast in both themes.
 */
export const GALLERY_STYLE = `
:root { color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif; background: Canvas; color: CanvasText; }
body { margin: 0 auto; padding: 1rem; max-width: 90rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; overflow-wrap: anywhere; }
p { margin: 0 0 .5rem; }
ul { margin: 0 0 1.5rem; padding: 0; list-style: none; }
a { color: LinkText; overflow-wrap: anywhere; }
.folders { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: .5rem; }
.folders a { display: block; padding: .6rem .8rem; border: 1px solid GrayText; border-radius: .5rem; }
.pages { display: flex; flex-wrap: wrap; gap: .25rem; }
.pages a { display: block; min-width: 1.5rem; padding: .25rem .4rem; text-align: center; }
.pages a[aria-current] { font-weight: bold; outline: 1px solid GrayText; border-radius: .25rem; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(11rem, 45%), 1fr)); gap: 1rem; }
.photos > li { min-width: 0; }
figure { margin: 0; }
figcaption { display: flex; flex-direction: column; gap: .1rem; margin-top: .3rem; font-size: .85rem; overflow-wrap: anywhere; }
.text { white-space: pre-line; }
.tile { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: .3rem; aspect-ratio: 1;
  border: 1px solid GrayText; border-radius: .5rem; overflow: hidden; text-align: center; font-size: .85rem; }
.tile b { font-size: 1.3rem; }
.tile span { padding: 0 .5rem; }
.tile img { display: block; width: 100%; height: 100%; object-fit: cover; }
a:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
@media print {
  .photos { grid-template-columns: repeat(4, 1fr); }
  .photos > li, .folders a { break-inside: avoid; }
}
`;
