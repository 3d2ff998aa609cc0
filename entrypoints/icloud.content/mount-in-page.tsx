import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { InPage } from '../../components/in-page/InPage.tsx';
import { pageStyles } from '../../components/in-page/page-styles.ts';
import { createPictureSource } from '../../utils/icloud/session/picture-source.ts';
import { askFromPage } from '../../utils/messaging/message.ts';
import {
  isSameSight,
  type PageSight,
  createInPageModel,
  type PagePort,
} from '../../utils/models/in-page-model.ts';
import { createPhotoStates } from '../../utils/models/photo-states.ts';
import { createClosedRoot } from './button/closed-root.ts';
import { createPlaceKeeper } from './button/button-position.ts';
import { findTiles, readAddressNames, readOpenPhoto, readSelectionCount } from './marks/tiles.ts';
import { createMarkLayer } from './marks/mark-layer.ts';
import { createObjectUrlThumbs } from './marks/object-url-thumbs.ts';
import { sameOriginParent, watchPage } from './page-observer.ts';
import { createPhotoLists } from './photo-lists.ts';
import { createSelectionMemory } from './selection-memory.ts';
import { postAsPage } from './session.ts';

const nothing: PageSight = {
  openPhoto: null,
  addressNames: [],
  selection: { count: 0, thumbs: [], unrecognised: 0 },
};
/** How often the setting for marks is read. */
const ASK_AGAIN_MS = 15_000;

const port: PagePort = {
  pageState: () => askFromPage('pageState'),
  thumbStates: (request) => askFromPage('thumbStates', request),
  itemStates: (request) => askFromPage('itemStates', request),
  sendItems: (request) => askFromPage('sendItems', request),
  undoSend: (request) => askFromPage('undoSend', request),
  openSetup: (request) => askFromPage('openSetup', request),
};

/** Follows whether the user wants marks, at most every {@link ASK_AGAIN_MS}. @param changed called after a change */
function followMarking(changed: () => void): { isOn(): boolean; ask(): void } {
  let isOn = false;
  let askedAt = -Infinity;
  const ask = async (): Promise<void> => {
    if (performance.now() - askedAt < ASK_AGAIN_MS) return;
    askedAt = performance.now();
    const { isSetUp, marks } = await port.pageState();
    if (isOn === (isSetUp && marks)) return;
    isOn = !isOn;
    changed();
  };
  // Without an answer there are no marks.
  return { isOn: () => isOn, ask: () => void ask().catch(() => {}) };
}

/** Puts the button, the picker and the marks on iCloud Photos. @returns removes them */
export function mountInPage(): () => void {
  const sight = signal(nothing, { name: 'sight' });
  const states = createPhotoStates(port.thumbStates);
  const remember = createSelectionMemory();
  const lists = createPhotoLists(createPictureSource({ post: (call) => postAsPage(call) }));
  const root = createClosedRoot(pageStyles);
  const marks = createMarkLayer(root.marks);
  const { place, look: lookForPlace } = createPlaceKeeper(root);
  const objectUrls = createObjectUrlThumbs(() => look());
  const marking = followMarking(() => look());

  const look = (): void => {
    root.attach();
    const hashes = [sameOriginParent()?.location.hash ?? '', location.hash];
    const openPhoto = readOpenPhoto(hashes);
    const tiles = findTiles(document, objectUrls.thumbAt);
    const selection = remember(tiles, readSelectionCount(document));
    const seen: PageSight = { openPhoto, addressNames: readAddressNames(hashes), selection };
    const isOther = !isSameSight(seen, sight.value);
    if (isOther) sight.value = seen;
    lookForPlace(isOther);
    marking.ask();
    const toMark = marking.isOn() && openPhoto === null ? tiles : [];
    states.want(
      toMark.flatMap(({ thumb }) => thumb ?? []),
      performance.now(),
    );
    marks.draw(toMark, states.stateOf);
    objectUrls.follow(tiles, selection.count > 0 ? 'all' : toMark.length > 0 ? 'in-view' : 'none');
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
  render(<InPage model={model} place={place} />, root.controls);
  const stopWatching = watchPage({
    look,
    scrolled() {
      marks.hide();
      objectUrls.rest();
    },
  });
  const stopMarking = effect(() => {
    if (states.version.value > 0) marks.paint(states.stateOf);
  });

  return () => {
    stopWatching();
    objectUrls.rest();
    stopMarking();
    stop();
    render(null, root.controls);
    root.host.remove();
  };
}
