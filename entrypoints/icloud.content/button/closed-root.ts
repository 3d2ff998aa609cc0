/** Events that must come from a person. */
const GESTURES = [
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'keydown',
  'keyup',
  'keypress',
  'beforeinput',
  'input',
  'change',
  'submit',
  'wheel',
];

/** The one element that we add to the page, with two layers that the page's scripts cannot reach. */
export interface ClosedRoot {
  host: HTMLElement;
  /** Layer for marks, which let the pointer through. */
  marks: HTMLElement;
  /** Layer for controls. */
  controls: HTMLElement;
  /** Returns the focused element inside. */
  focused(): Element | null;
  /** Returns the host to the end of the page: the page's framework may clear its own document. */
  attach(): void;
}

/**
 * Creates a closed shadow root at the end of the page. The page's scripts can neither reach nor style it, and their
 * synthetic events have no effect in it. The host is a plain `div`: the page could define the class of an element with a
 * hyphen in its name, and read the closed root by `attachInternals`. Source: DOM standard, `attachShadow`. A page that
 * listens before us learns that a person pressed something, but not what. The element and its size do not depend on what
 * the user has stored.
 */
export function createClosedRoot(css: string): ClosedRoot {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  addStyles(root, css);
  const [marks, controls] = [document.createElement('div'), document.createElement('div')];
  marks.setAttribute('aria-hidden', 'true');
  root.append(marks, controls);
  for (const gesture of GESTURES) {
    root.addEventListener(gesture, refuseForged, { capture: true });
    root.addEventListener(gesture, (event) => event.stopPropagation());
  }
  const attach = (): void => {
    // Inside an element of the page it would inherit styles.
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
  };
  attach();
  return { host, marks, controls, focused: () => root.activeElement, attach };
}

/** Cancels synthetic events. Only the browser sets `isTrusted`. */
const refuseForged = (event: Event): void => {
  if (event.isTrusted) return;
  event.stopImmediatePropagation();
  event.preventDefault();
};

/** Adds styles. The page's policy does not apply to constructed sheets; Firefox content scripts lack them and use an element. */
function addStyles(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}
