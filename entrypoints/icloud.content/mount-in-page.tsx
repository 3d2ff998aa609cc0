import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { InPage } from '../../components/in-page/InPage.tsx';
import { pageStyles } from '../../components/in-page/page-styles.ts';
import { PicturesContext } from '../../components/shared/picture/pictures-context.ts';
import { createPictureSource } from '../../utils/icloud/session/picture-source.ts';
import { askFromContent } from '../../utils/messaging/message.ts';
import type { SetupOnPage } from '../../utils/domain/run/first-run.ts';
import {
  isSameContents,
  type PageContents,
  createInPageModel,
  type InPagePort,
} from '../../utils/models/in-page-model.ts';
import { pageVisibility } from '../../utils/models/page-visibility.ts';
import { createPhotoStates } from '../../utils/models/photo-states.ts';
import { createAskCovers } from '../../utils/models/picker/album-covers.ts';
import { createPagePictures, type PagePictures } from '../../utils/models/pictures/page-pictures.ts';
import { createClosedRoot } from './button/closed-root.ts';
import { createPositionKeeper } from './button/button-position.ts';
import { findTiles, readAddressNames, readOpenPhoto, readSelectionCount } from './marks/tiles.ts';
import { createMarkLayer } from './marks/mark-layer.ts';
import { createObjectUrlThumbs } from './marks/object-url-thumbs.ts';
import { sameOriginParent, watchPage } from './page-observer.ts';
import { createPhotoLists } from './photo-lists.ts';
import { createSelectionMemory } from './selection-memory.ts';
import { postAsPage } from './session.ts';

const nothing: PageContents = {
  openPhoto: null,
  addressNames: [],
  selection: { count: 0, thumbs: [], unrecognised: 0 },
};
/** How often the setting for marks is read. */
const STATE_INTERVAL_MS = 15_000;
/** The same while a first run waits, so that its end is soon seen. */
const SETUP_INTERVAL_MS = 2_000;

const port: InPagePort = {
  pageState: () => askFromContent('pageState'),
  thumbStates: (request) => askFromContent('thumbStates', request),
  itemStates: (request) => askFromContent('itemStates', request),
  albumFigures: (request) => askFromContent('albumFigures', request),
  albumCovers: (request) => askFromContent('albumCovers', request),
  sendItems: (request) => askFromContent('sendItems', request),
  undoSend: (request) => askFromContent('undoSend', request),
  openSetup: (request) => askFromContent('openSetup', request),
  openDetails: () => askFromContent('openDetails'),
  continueSetup: () => askFromContent('continueSetup'),
};

let covers: PagePictures | null = null;

/** Returns the covers of albums, which stay while the button comes and goes. */
const giveCovers = (): PagePictures =>
  (covers ??= createPagePictures({
    ask: createAskCovers((albumNames) => port.albumCovers({ albumNames })),
    isVisible: pageVisibility(document),
  }));

/** The controls, which show covers. */
const WithCovers = (props: Parameters<typeof InPage>[0]) => (
  <PicturesContext.Provider value={giveCovers()}>
    <InPage {...props} />
  </PicturesContext.Provider>
);

/** Follows whether the user wants marks and whether a first run waits. @param changed called after a change */
function followState(changed: () => void) {
  let isOn = false;
  const setup = signal<SetupOnPage | null>(null);
  let askedAt = -Infinity;
  const ask = async (): Promise<void> => {
    if (performance.now() - askedAt < (setup.value ? SETUP_INTERVAL_MS : STATE_INTERVAL_MS)) return;
    askedAt = performance.now();
    const { isSetUp, marks, setup: waiting } = await port.pageState();
    const isSame = isOn === (isSetUp && marks) && isSameSetup(setup.value, waiting);
    isOn = isSetUp && marks;
    if (isSame) return;
    setup.value = waiting;
    changed();
  };
  // Without an answer there are no marks.
  return { isOn: () => isOn, setup, ask: () => void ask().catch(() => {}) };
}

const isSameSetup = (one: SetupOnPage | null, other: SetupOnPage | null): boolean =>
  one?.name === other?.name && one?.isOffered === other?.isOffered;

/** Puts the button, the picker and the marks on iCloud Photos. @returns removes them */
export function mountInPage(): () => void {
  const contents = signal(nothing, { name: 'sight' });
  const states = createPhotoStates(port.thumbStates);
  const remember = createSelectionMemory();
  const lists = createPhotoLists(createPictureSource({ post: (call) => postAsPage(call) }));
  const root = createClosedRoot(pageStyles);
  const marks = createMarkLayer(root.marks);
  const { position, check: checkPosition } = createPositionKeeper(root);
  const objectUrls = createObjectUrlThumbs(() => readPage());
  const state = followState(() => readPage());

  const readPage = (): void => {
    root.attach();
    const hashes = [sameOriginParent()?.location.hash ?? '', location.hash];
    const openPhoto = readOpenPhoto(hashes);
    const tiles = findTiles(document, objectUrls.thumbAt);
    const selection = remember(tiles, readSelectionCount(document));
    const seen: PageContents = { openPhoto, addressNames: readAddressNames(hashes), selection };
    const isOther = !isSameContents(seen, contents.value);
    if (isOther) contents.value = seen;
    checkPosition(isOther);
    state.ask();
    const toMark = state.isOn() && openPhoto === null ? tiles : [];
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
    contents,
    setup: state.setup,
    changed() {
      states.forget();
      readPage();
    },
  });
  render(<WithCovers model={model} position={position} />, root.controls);
  const stopWatching = watchPage({
    check: readPage,
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
