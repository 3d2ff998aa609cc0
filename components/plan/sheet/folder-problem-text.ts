import { t, type MessageKey } from '../../../utils/i18n.ts';
import type { FolderProblem } from '../../../utils/domain/layout/destination-folder.ts';

/**
 * Control characters are refused too, but nobody types them. A slash is refused in a name, but separates two names
 * wherever one is typed. Source: docs/jottacloud.md, 2.8.
 */
const FORBIDDEN_CHARACTERS = '" * : < > ? | \\ %'.replaceAll(' ', '\u00a0');

const texts: Record<FolderProblem, MessageKey> = {
  empty: 'folderEmpty',
  'forbidden-character': 'folderForbiddenCharacter',
  'too-long': 'folderTooLong',
  'edge-space-or-dot': 'folderEdge',
  reserved: 'folderReserved',
};

/** Explains why a folder name was refused and what is allowed. */
export const folderProblemText = (problem: FolderProblem): string => t(texts[problem], FORBIDDEN_CHARACTERS);
