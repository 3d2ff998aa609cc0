import {
  PROGRESS_PATH,
  type ProgressState,
  sealedText,
  unsealedText,
} from '../../domain/manifest/progress-file.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { md5OfText, readOwnText, saveOwnText } from './own-text.ts';
import type { ManifestTools } from './write-manifest.ts';

/**
 * Saves how far the copy is at its destination, if the person wants that. Needs at most three requests. A file there that
 * is not as we wrote it stays, and a file that cannot be saved stops nothing. Decision: docs/decisions/014-progress-file.md.
 */
export async function saveProgress(
  tools: ManifestTools & { ports: Pick<EnginePorts, 'readProgressText'> },
  state: ProgressState,
  signal: AbortSignal,
): Promise<void> {
  try {
    const text = await tools.ports.readProgressText(state);
    if (text === null) return;
    const there = await readOwnText(tools, PROGRESS_PATH, signal);
    if (there !== null && !(await isAsWritten(there))) return;
    const content = sealedText(text, await md5OfText(text));
    if (there === content) return;
    await saveOwnText(tools, { path: PROGRESS_PATH, text: content, replaces: there !== null }, signal);
  } catch {
    // The next one is due in a few minutes.
  }
}

async function isAsWritten(content: string): Promise<boolean> {
  const sealed = unsealedText(content);
  return sealed !== null && (await md5OfText(sealed.text)) === sealed.hash;
}
