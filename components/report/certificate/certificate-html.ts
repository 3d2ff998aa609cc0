/** Draws an image that is on the page; null if it cannot be drawn. */
export type DrawImage = (image: HTMLImageElement) => string | null;

/** Looks of the saved page, which has no other file. */
const STYLE = `
:root { color-scheme: light; font: 15px/1.45 system-ui, sans-serif; color: #15242b; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2.certificate__title { font-size: 1.6rem; } h2 { font-size: 1.05rem; margin: 1.2rem 0 .4rem; }
.icon, .photo-picture svg { width: 1.2em; height: 1.2em; fill: none; stroke: currentColor; stroke-width: 1.7; vertical-align: -.2em; }
.verdict { padding: .7rem 1rem; border: 1px solid; border-radius: .6rem; color: #226340; font-size: 1.15rem; font-weight: 600; }
.numbers { display: flex; flex-wrap: wrap; gap: 2rem; margin: 1rem 0; } .numbers dd { margin: 0; font-size: 1.6rem; font-weight: 600; }
dt { color: #4b5e67; } .facts__row { display: flex; gap: 1rem; justify-content: space-between; padding: .3rem 0; border-bottom: 1px solid #cfdade; }
.facts dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.certificate__years { columns: 4 8rem; padding: 0; list-style: none; }
.certificate__years li { display: flex; justify-content: space-between; padding-right: 1rem; }
.sample-photos { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .8rem; padding: 0; list-style: none; font-size: .75rem; overflow-wrap: anywhere; }
.sample-photos p { margin: .2rem 0; } .photo-pair__pictures { display: grid; gap: .3rem; }
.photo-pair figure { margin: 0; text-align: center; } .photo-pair img { width: 100%; height: 6rem; object-fit: cover; border-radius: .3rem; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) { .sample-photos { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
`;

/**
 * Builds a page of its own from what a certificate shows: no script, no other file, its pictures inside.
 *
 * @param shown element of the certificate; parts with `data-screen` stay out
 */
export function certificateHtml(
  shown: HTMLElement,
  { title, language, draw }: { title: string; language: string; draw: DrawImage },
): string {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = language;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  const viewport = page.createElement('meta');
  viewport.name = 'viewport';
  viewport.content = 'width=device-width';
  const style = page.createElement('style');
  style.textContent = STYLE;
  page.head.prepend(charset, viewport);
  page.head.append(style);

  const copy = page.importNode(shown, true);
  const images = [...copy.querySelectorAll('img')];
  for (const [index, image] of [...shown.querySelectorAll('img')].entries()) {
    const data = draw(image);
    const twin = images[index];
    if (data === null) twin?.remove();
    else twin?.setAttribute('src', data);
  }
  for (const part of copy.querySelectorAll('[data-screen], script, button, output')) part.remove();
  // The saved page leads nowhere: an address outlives the account that it belongs to.
  for (const link of copy.querySelectorAll('a')) link.replaceWith(...link.childNodes);
  page.body.append(copy);
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

/** Draws an image as a JPEG inside an address. */
export function drawAsJpeg(image: HTMLImageElement): string | null {
  if (!image.complete || image.naturalWidth === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/jpeg', 0.85);
}
