// The photos application in its frame: a grid that holds only the tiles in view, a selection, one photo open.
import { openLibrary } from './listing.js';

const { variant, pictures, preview } = document.documentElement.dataset;
const TILE = 156;
const scrollBox = document.querySelector('.grid-scroll');
const grid = document.querySelector('.grid-items');
const placard = document.querySelector('.placard-count');

const photos = [];
const selected = new Set();
const nextPage = await openLibrary();
let isLoading = false;
let isComplete = false;

/** The edited picture's preview if there is one, else the master's. */
function previewUrl({ asset, master }, size) {
  const resource = asset.fields[size] ?? master?.fields[size];
  return resource?.value.downloadURL.replace('${f}', 'preview.jpg') ?? '';
}

function render() {
  const columns = Math.max(1, Math.floor(scrollBox.clientWidth / TILE));
  const firstRow = Math.max(0, Math.floor(scrollBox.scrollTop / TILE) - 1);
  const lastRow = Math.ceil((scrollBox.scrollTop + scrollBox.clientHeight) / TILE) + 1;
  grid.style.height = `${Math.ceil(photos.length / columns) * TILE}px`;
  const wanted = new Map();
  for (let index = firstRow * columns; index < Math.min(photos.length, lastRow * columns); index += 1)
    wanted.set(index, photos[index]);
  for (const cell of Array.from(grid.children)) {
    if (wanted.delete(cell.photoIndex)) place(cell, columns);
    else cell.remove();
  }
  for (const [index, photo] of wanted) grid.append(place(createCell(index, photo), columns));
}

function place(cell, columns) {
  const left = (cell.photoIndex % columns) * TILE;
  const top = Math.floor(cell.photoIndex / columns) * TILE;
  Object.assign(cell.style, { left: `${left}px`, top: `${top}px`, width: `${TILE}px`, height: `${TILE}px` });
  cell.firstChild.classList.toggle('is-selected', selected.has(cell.photoIndex));
  if (variant === 'renamed') cell.firstChild.setAttribute('aria-selected', selected.has(cell.photoIndex));
  return cell;
}

function createCell(index, photo) {
  const cell = document.createElement('div');
  cell.className = 'grid-item';
  cell.photoIndex = index;
  const tile = document.createElement('div');
  tile.className = 'PhotoItemView has-asset';
  const picture = new Image();
  void showPreview(picture, photo);
  tile.append(variant === 'drawn' ? paint(picture) : picture);
  const seconds = Math.round(photo.asset.fields.duration.value / 1000);
  if (seconds > 0) {
    const badge = document.createElement('span');
    badge.className = 'video-text-badge';
    badge.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    tile.append(badge);
  }
  tile.addEventListener('click', (event) => select(index, event.metaKey || event.ctrlKey || event.shiftKey));
  tile.addEventListener('dblclick', () => {
    parent.location.hash = `#/i,pz,${photo.asset.recordName},${index}/`;
  });
  cell.append(tile);
  return cell;
}

/** Object URLs of pictures that were fetched, by photo: one that is shown again is not fetched again. */
const objectUrls = new Map();

async function showPreview(picture, photo) {
  const address = previewUrl(photo, `${preview}Res`) || previewUrl(photo, 'resJPEGThumbRes');
  const isFetched = pictures !== 'address';
  picture.src = isFetched
    ? (objectUrls.get(photo) ?? URL.createObjectURL(await fetchPicture(address)))
    : address;
  if (pictures === 'revoked-blob')
    picture.addEventListener('load', () => URL.revokeObjectURL(picture.src), { once: true });
  else if (isFetched) objectUrls.set(photo, picture.src);
}

function fetchPicture(address) {
  const call = new XMLHttpRequest();
  call.responseType = 'blob';
  call.open('GET', address);
  return new Promise((resolve, reject) => {
    call.addEventListener('load', () =>
      resolve(pictures === 'redrawn-blob' ? new Blob([call.response, 'redrawn']) : call.response),
    );
    call.addEventListener('error', reject);
    call.send();
  });
}

/** A picture as paint alone, of which no address is left. */
function paint(picture) {
  const canvas = document.createElement('canvas');
  picture.addEventListener('load', () => canvas.getContext('2d').drawImage(picture, 0, 0, 300, 150));
  return canvas;
}

function select(index, isAdding) {
  const wasSelected = selected.has(index);
  if (!isAdding) selected.clear();
  if (isAdding && wasSelected) selected.delete(index);
  else selected.add(index);
  placard.textContent = selected.size === 0 ? '' : `${selected.size} selected`;
  render();
}

function showRoute() {
  document.querySelector('.OneUp')?.remove();
  const recordName = /#\/i,[^,]*,([^,/]+)/.exec(parent.location.hash)?.[1];
  const photo = photos.find(({ asset }) => asset.recordName === recordName);
  if (!photo) return;
  const oneUp = document.createElement('div');
  oneUp.className = 'OneUp';
  oneUp.innerHTML =
    '<button type="button">Back</button><div class="OneUpCarouselItem is-center is-onscreen"><div class="OneUpCarouselItem-itemWrapper"><div class="ProgressiveImageElement"><img alt=""></div></div></div>';
  oneUp.querySelector('img').src = previewUrl(photo, 'resJPEGMedRes') || previewUrl(photo, 'resJPEGThumbRes');
  oneUp.querySelector('button').addEventListener('click', () => {
    parent.location.hash = '#/';
  });
  document.body.append(oneUp);
}

async function load() {
  if (isLoading || isComplete) return;
  isLoading = true;
  const page = await nextPage();
  isLoading = false;
  isComplete = page.length === 0;
  photos.push(...page);
  render();
}

scrollBox.addEventListener('scroll', () => {
  render();
  if (scrollBox.scrollTop + 2 * scrollBox.clientHeight > grid.clientHeight) void load();
});
addEventListener('resize', render);
parent.addEventListener('hashchange', showRoute);
await load();
showRoute();
