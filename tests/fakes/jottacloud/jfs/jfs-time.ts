/** `2024-06-01-T07:30:00Z`: JFS' own form, with its extra dash. Source: docs/jottacloud.md 2.7. */
export function formatDashed(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace('T', '-T')
    .replace(/\.\d+Z$/, 'Z');
}

/** Reads `JCreated` and `JModified`: dashed, offset without colon; undefined for anything else. Source: docs/jottacloud.md 2.7. */
export function parseDashed(text: string | undefined): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)-T(\d\d:\d\d:\d\d)(Z|[+-]\d{4})$/.exec(text ?? '');
  if (!match) return undefined;
  const [, date = '', time = '', offset = ''] = match;
  return wholeSecond(Date.parse(`${date}T${time}${offset.replace(/(\d\d)(\d\d)$/, '$1:$2')}`));
}

/** Reads allocate's times: RFC 3339, or a number of Unix milliseconds; undefined for anything else. Source: docs/jottacloud.md 2.7. */
export function parseAllocateTime(value: unknown): number | undefined {
  if (typeof value === 'number') return wholeSecond(value);
  const isRfc3339 =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
  return isRfc3339 ? wholeSecond(Date.parse(value)) : undefined;
}

/** The service keeps whole seconds. Source: docs/jottacloud.md 2.7. */
function wholeSecond(ms: number): number | undefined {
  return Number.isFinite(ms) ? Math.floor(ms / 1000) * 1000 : undefined;
}
