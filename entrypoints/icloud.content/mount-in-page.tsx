import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { type ButtonPlace, InPage } from '../../components/page/InPage.tsx';
import { pageStyles } from '../../components/page/page-styles.ts';
import { createPictureSource } from '../../utils/icloud/picture-source.ts';
import { askFromPage } from '../../utils/messaging/message.ts';
import { createInPageModel, type PagePort } from '../../utils/state/create-in-page-model.ts';
import type { PageSight } from '../../utils/state/in-page-model.ts';
import { createPhotoStates } from '../../utils/state/photo-states.ts';
import { findPlace } from './button-place.ts';
import { createClosedRoot } from './closed-root.ts';
import { findTiles, readAddressNames, readOpenPhoto, readSelectionCount } from './look-at-page.ts';
import { createMarkLayer, type MarkLayer } from './mark-layer.ts';
import { sameOriginParent, watchPage } from './page-watch.ts';
import { createPhotoLists } from './picture-lists.ts';
import { createSelectionMemory } from './selection-memory.ts';
import { postAsPage } from './session.ts';

const nothing: PageSight = {
  openPhoto: null,
  addressNames: [],
  selection: { count: 0, thumbs: [], unrecognised: 0 },
};
/** Apple's controls do not move about: in what they may have moved, the button's place is looked at again so often. */
const PLACE_AGAIN_MS = 3_000;
/** How often it is asked whether marks are wanted. */
const ASK_AGAIN_MS = 15_000;

const port: PagePort = {
  pageState: () => askFromPage('pageState'),
  findItems: (request) => askFromPage('findItems', request),
  itemStates: (request) => askFromPage('itemStates', request),
  sendItems: (request) => askFromPage('sendItems', request),
  undoSend: (request) => askFromPage('undoSend', request),
  openSetup: (request) => askFromPage('openSetup', request),
};

/** Puts the button, the window and the marks on iCloud Photos. @returns what takes them away again */
export function mountInPage(): () => void {
  const sight = signal(nothing, { name: 'sight' });
  const place = signal<ButtonPlace>({ edge: 'bottom', blockPx: 16, rightPx: 16 });
  const states = createPhotoStates(port);
  const remember = createSelectionMemory();
  const lists = createPhotoLists(createPictureSource({ post: (call) => postAsPage(call) }));
  const { host, root, attach } = createClosedRoot(pageStyles);
  let marks: MarkLayer | null = null;
  let askedAt = -Infinity;
  let placedAt = -Infinity;
  let placeTimer: ReturnType<typeof setTimeout> | undefined;

  const lookForMarks = async (): Promise<void> => {
    if (performance.now() - askedAt < ASK_AGAIN_MS) return;
    askedAt = performance.now();
    const { isSetUp, marks: wanted } = await port.pageState();
    if (isSetUp && wanted) marks ??= createMarkLayer();
    else {
      marks?.remove();
      marks = null;
    }
  };
  const look = (): void => {
    attach();
    const hashes = [sameOriginParent()?.location.hash ?? '', location.hash];
    const openPhoto = readOpenPhoto(hashes);
    const tiles = findTiles(document);
    const selection = remember(tiles, readSelectionCount(document));
    const seen: PageSight = { openPhoto, addressNames: readAddressNames(hashes), selection };
    const isOther = JSON.stringify(seen) !== JSON.stringify(sight.value);
    if (isOther) sight.value = seen;
    putButton(isOther);
    // where nobody answers there are no marks
    void lookForMarks().catch(() => {});
    const inGrid = openPhoto === null ? tiles : [];
    if (marks)
      states.want(
        inGrid.flatMap(({ thumb }) => thumb ?? []),
        performance.now(),
      );
    marks?.draw(inGrid, states.stateOf);
  };
  const putButton = (isOther: boolean): void => {
    const leftMs = placedAt + PLACE_AGAIN_MS - performance.now();
    if (!isOther && leftMs > 0) {
      placeTimer ??= setTimeout(() => putButton(true), leftMs);
      return;
    }
    clearTimeout(placeTimer);
    placeTimer = undefined;
    placedAt = performance.now();
    const button = root.querySelector('.in-page > :first-child');
    if (!button || button.contains(root.activeElement) || button.matches(':hover')) return; // it does not move away under a person's hand
    const found = findPlace(document, button.getBoundingClientRect(), host);
    if (JSON.stringify(found) !== JSON.stringify(place.value)) place.value = found;
  };

  const { model, stop } = createInPageModel({
    page: port,
    lists,
    sight,
    changed() {
      states.forget();
      look();
    },
  });
  render(<InPage model={model} place={place} />, root);
  const stopWatching = watchPage({ look, scrolled: () => marks?.hide() });
  const stopMarking = effect(() => {
    if (states.version.value > 0) marks?.paint(states.stateOf);
  });

  return () => {
    stopWatching();
    clearTimeout(placeTimer);
    stopMarking();
    stop();
    render(null, root);
    host.remove();
    marks?.remove();
  };
}
