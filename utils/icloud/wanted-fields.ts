import { RENDITION_KEYS, resourceKeys } from './desired-keys.ts';
import { withRenditions } from './responses/renditions.ts';
import type { RecordPage } from './responses/responses.ts';

/** Fields that a client requests besides the usual ones. */
export interface WantedFields {
  askFor(fileNames: readonly string[]): void;
  askForRenditions(areWanted: boolean): void;
  keys(): string[];
  /** Reads the renditions of a page, if they are wanted. A page of all fields has them anyway. */
  complete(page: RecordPage): RecordPage;
}

/** Creates a set without any field. */
export function createWantedFields(): WantedFields {
  const fileKeys = new Set<string>();
  let hasRenditions = false;
  return {
    askFor(fileNames) {
      for (const key of fileNames.flatMap(resourceKeys)) fileKeys.add(key);
    },
    askForRenditions: (areWanted) => void (hasRenditions = areWanted),
    keys: () => [...fileKeys, ...(hasRenditions ? RENDITION_KEYS : [])],
    complete: (page) => (hasRenditions ? withRenditions(page) : page),
  };
}
