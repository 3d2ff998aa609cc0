/** What a person does; each of them must come from a person. */
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

/** The one element that we put into the page, and two places in it that the page's scripts cannot reach. */
export interface ClosedRoot {
  host: HTMLElement;
  /** For what lies on the page and lets the pointer through. */
  marks: HTMLElement;
  /** For what is pressed. */
  controls: HTMLElement;
  /** What has the focus in it. */
  focused(): Element | null;
  /** Brings the host back to the end of the page: the page's framework may clear its own document. */
  attach(): void;
}

/**
 * A closed shadow root at the end of the page. The page's scripts can neither reach into it nor style it, and what they
 * make up as a gesture reaches nothing in it. Its host is a plain `div`: of an element whose name holds a hyphen the page
 * can define the class, and by `attachInternals` read the closed root. Source: DOM standard, `attachShadow`. Of a person's gesture a page that listens ahead of us hears that there was
 * one, and not on what. It is the same element, of the same size, whatever the user has stored.
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
    // in an element of the page's it would share that one's looks
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
  };
  attach();
  return { host, marks, controls, focused: () => root.activeElement, attach };
}

/** `isTrusted` cannot be forged: the browser says it. */
const refuseForged = (event: Event): void => {
  if (event.isTrusted) return;
  event.stopImmediatePropagation();
  event.preventDefault();
};

/** A sheet that is made, not loaded, is no concern of the page's policy; where content scripts have none (Firefox), an element. */
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
