/** Counts the words that are to be seen in an element before anybody unfolds anything. */
export function wordsOnScreen(root: Element): number {
  const copy = document.createElement('div');
  copy.append(root.cloneNode(true));
  for (const fold of copy.querySelectorAll('details:not([open])'))
    for (const child of [...fold.children].filter(({ tagName }) => tagName !== 'SUMMARY')) child.remove();
  const texts: string[] = [];
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  return texts
    .join(' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\d]/u.test(word)).length;
}
