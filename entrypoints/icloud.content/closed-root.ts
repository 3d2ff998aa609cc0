/** What a person does; each of them must come from a person. */
const GESTURES = [
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'pointerdown', 'pointerup'],
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'submit', 'wheel'],
];

/**
 * A closed shadow root at the end of the page. The page's scripts can neither reach into it nor style it; what they
 * make up as a gesture reaches nothing in it, and of a person's gestures in it they hear nothing.
 */
export function createClosedRoot(css: string): { host: HTMLElement; root: ShadowRoot; attach(): void } {
  const host = document.createElement('fotoflytt-page');
  const root = host.attachShadow({ mode: 'closed' });
  addStyles(root, css);
  for (const gesture of GESTURES) {
    root.addEventListener(gesture, refuseForged, { capture: true });
    root.addEventListener(gesture, (event) => event.stopPropagation());
  }
  // The page's framework may clear its own document: the host comes back at the next look.
  const attach = (): void => {
    if (!host.isConnected) document.documentElement.append(host);
  };
  attach();
  return { host, root, attach };
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
