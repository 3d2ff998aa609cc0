/** RFC 3339 without a fraction, as `allocate` wants it; Jottacloud keeps whole seconds. Source: docs/jottacloud.md 2.7. */
export const rfc3339 = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
