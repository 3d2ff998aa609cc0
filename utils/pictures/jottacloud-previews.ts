import type { PictureRef } from '../domain/picture/small-picture.ts';
import { canBeDrawn, type ComparedFile, isXml, type PreviewAnswer } from '../domain/picture/preview.ts';
import { TransferError } from '../errors.ts';
import type { JottacloudClient } from '../jottacloud/client.ts';
import type { Md5 } from '../units.ts';
import { createContentHash } from '../engine/transfer/content-hash.ts';

/** The original of a photo at Jottacloud, as the log has it. */
interface FileAtJottacloud {
  /** Names below the mountpoint. */
  segments: string[];
  sizeBytes: number;
  md5: Md5;
}

/** Dependencies of looking at copied files. */
export interface PreviewTools {
  /** @returns null for a photo whose original is not copied */
  find(photo: PictureRef): Promise<FileAtJottacloud | null>;
  client: Pick<JottacloudClient, 'readPreview' | 'readStored' | 'readFile'>;
}

/** Jottacloud's previews of copied photos, for our pages. */
export interface JottacloudPreviews {
  /** Reads one preview. Tokens and errors stay inside. */
  read(photo: PictureRef): Promise<PreviewAnswer>;
  /**
   * Downloads the original of a photo once more and compares its MD5. Nothing of it is kept.
   *
   * @throws {TransferError} errors of the download
   */
  compare(photo: PictureRef): Promise<ComparedFile>;
}

/** Creates the reader. It asks for one preview at a time. */
export function createJottacloudPreviews({ find, client }: PreviewTools): JottacloudPreviews {
  const never = new AbortController().signal;
  let turn: Promise<unknown> = Promise.resolve();

  const look = async (photo: PictureRef): Promise<PreviewAnswer> => {
    const file = await find(photo);
    if (!file) return { kind: 'later' };
    const { segments, sizeBytes } = file;
    try {
      const bytes = await client.readPreview(segments, never).catch(nullWithoutPreview);
      if (bytes === null || isXml(bytes)) {
        const stored = await client.readStored(segments, never);
        return { kind: stored ? 'none' : 'missing', sizeBytes };
      }
      if (bytes.length === 0) return { kind: 'empty', sizeBytes };
      return canBeDrawn(bytes)
        ? { kind: 'picture', base64: bytes.toBase64(), sizeBytes }
        : { kind: 'broken', sizeBytes };
    } catch {
      return { kind: 'later' };
    }
  };

  return {
    read(photo) {
      const result = turn.then(() => look(photo));
      turn = result.catch(() => undefined);
      return result;
    },
    async compare(photo) {
      const file = await find(photo);
      // A file in the trash can still be downloaded.
      if (!file || !(await client.readStored(file.segments, never))) return 'missing';
      const hash = await createContentHash();
      let sizeBytes = 0;
      for await (const chunk of client.readFile(file.segments, never)) {
        hash.update(chunk);
        sizeBytes += chunk.length;
      }
      const { md5 } = await hash.finish();
      return sizeBytes === file.sizeBytes && md5 === file.md5 ? 'same' : 'different';
    },
  };
}

/** Returns null where the service answers a request for a preview in a way that we do not know: it makes none. */
function nullWithoutPreview(error: unknown): null {
  if (error instanceof TransferError && error.code === 'bad-response') return null;
  throw error;
}
