/** Reads RFC 4180, as an independent witness: rows by the names of the first line. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted && sign === '"' && text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === ',') [cell] = ['', rows.at(-1)?.push(cell)];
    else if (!isQuoted && text.startsWith('\r\n', at)) {
      rows.at(-1)?.push(cell);
      rows.push([]);
      [cell, at] = ['', at + 1];
    } else cell += sign;
  }
  const [head = [], ...lines] = rows.slice(0, -1);
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ''])));
}
