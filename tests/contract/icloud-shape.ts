import { existsSync, readFileSync } from 'node:fs';

/** Apple's recorded replies, beside the project; not part of the repository. */
const RECORDED = new URL('../../../shared/fixtures/icloud/', import.meta.url);

/** A recorded reply, as far as it is compared. */
export interface RecordedReply {
  response: { status: number; headers: Record<string, unknown>; body: unknown };
}

/** Whether the recorded replies are here; says so on the console when they are not. */
export function hasRecordings(): boolean {
  const isThere = existsSync(RECORDED);
  if (!isThere)
    console.info('Recorded iCloud replies are not here: the shape of the fake is not compared with them.');
  return isThere;
}

/** One recorded reply, e.g. `setup/validate-200.json`. */
export function readRecorded(name: string): RecordedReply {
  return JSON.parse(readFileSync(new URL(name, RECORDED), 'utf8')) as RecordedReply;
}

/**
 * The shape of a JSON value: each path with its type, sorted, once. List elements fall together; records are kept
 * apart by their `recordType`; a CloudKit field shows its CloudKit type.
 */
export function shapeOf(...values: unknown[]): string[] {
  const paths = new Set<string>();
  for (const value of values) collect(value, '', paths);
  return [...paths].toSorted();
}

/** What `ours` lacks and what it has beyond `apples`, but for paths that match one of the patterns left out on purpose. */
export function shapeDifference(
  apples: string[],
  ours: string[],
  leftOut: RegExp[] = [],
): { missing: string[]; invented: string[] } {
  return {
    missing: apples.filter((path) => !ours.includes(path) && !leftOut.some((pattern) => pattern.test(path))),
    invented: ours.filter((path) => !apples.includes(path)),
  };
}

function collect(value: unknown, path: string, paths: Set<string>): void {
  if (Array.isArray(value)) {
    if (value.length === 0) paths.add(`${path}[]`);
    for (const element of value) collect(element, `${path}[${recordTypeOf(element)}]`, paths);
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Record<string, unknown>;
    const isCloudKitField =
      typeof fields.type === 'string' && 'value' in fields && Object.keys(fields).length === 2;
    if (isCloudKitField) return collect(fields.value, `${path}<${String(fields.type)}>`, paths);
    if (Object.keys(fields).length === 0) paths.add(`${path}{}`);
    for (const [name, inner] of Object.entries(fields)) collect(inner, `${path}.${name}`, paths);
  } else {
    paths.add(`${path}: ${value === null ? 'null' : typeof value}`);
  }
}

function recordTypeOf(element: unknown): string {
  const isRecord = typeof element === 'object' && element !== null && 'recordType' in element;
  return isRecord ? String(element.recordType) : '';
}
