import { createHash } from 'node:crypto';
import type { ByteSource } from './content/byte-source.ts';
import { fileChecksum, fileMd5 } from './content/file-checksum.ts';

/** The resources a record can have, by the beginning of their field names. Source: docs/icloud-photos.md 4.2, 4.3. */
export type ResourcePrefix =
  | 'resOriginal'
  | 'resOriginalVidCompl'
  | 'resOriginalAlt'
  | 'resSidecar'
  | 'resJPEGFull'
  | 'resVidFull'
  | 'resVidCompl'
  | 'resJPEGLarge'
  | 'resJPEGMed'
  | 'resJPEGThumb'
  | 'resVidMed'
  | 'resVidSmall'
  | FurtherPrefix;

/** Files that only some photos have, and that a copy leaves out unless they are wanted; the last one is invented. Source: docs/icloud-photos.md 4.3. */
export type FurtherPrefix =
  | 'resOriginalSpatialOverCapture'
  | 'resOriginalVidComplOverCapture'
  | 'resAudio'
  | 'resSidecarOther'
  | 'resAdjBaseJPEG'
  | 'resAdjBaseVid'
  | 'resAdjBaseNormalVid'
  | 'resAdjData'
  | 'resHologram';

/** Parts of a resource. */
export interface ResourceContent {
  source: ByteSource;
  /** Uniform type, e.g. `public.heic`. */
  fileType: string;
  width: number;
  height: number;
  /** True: lists leave `downloadURL` out, only a lookup has it. Source: docs/icloud-photos.md 4.1. */
  urlOnlyOnLookup?: boolean;
}

/** One file of a record. Checksums are computed on first use: reading 5 GB takes seconds. */
export class Resource {
  readonly source: ByteSource;
  readonly fileType: string;
  readonly width: number;
  readonly height: number;
  readonly urlOnlyOnLookup: boolean;
  #checksum: string | undefined;
  #md5: string | undefined;
  #reference: string | undefined;
  #key: string | undefined;

  constructor(content: ResourceContent) {
    this.source = content.source;
    this.fileType = content.fileType;
    this.width = content.width;
    this.height = content.height;
    this.urlOnlyOnLookup = content.urlOnlyOnLookup ?? false;
  }

  get sizeBytes(): number {
    return this.source.sizeBytes;
  }

  /** Equals the field `…Fingerprint`; of an original it is the master's record name. */
  get fileChecksum(): string {
    this.#checksum ??= fileChecksum(this.source);
    return this.#checksum;
  }

  /** The checksum under Advanced Data Protection: of a kind that the bytes do not give, and longer. Source: docs/icloud-photos.md 5.2. */
  get protectedChecksum(): string {
    const digest = createHash('sha256').update(`protected ${this.fileChecksum}`).digest();
    return Buffer.concat([Buffer.of(0x81), digest]).toString('base64');
  }

  /** Lower-case hex. */
  get md5(): string {
    this.#md5 ??= fileMd5(this.source);
    return this.#md5;
  }

  /** 0x01 and 20 bytes that cannot be computed from the content; here drawn from the checksum. Source: docs/icloud-photos.md 5.2. */
  get referenceChecksum(): string {
    this.#reference ??= Buffer.concat([
      Buffer.of(1),
      derive(`reference ${this.fileChecksum}`).subarray(0, 20),
    ]).toString('base64');
    return this.#reference;
  }

  /** 16 bytes, base64; comes again as `k` in the address. */
  get wrappingKey(): string {
    this.#key ??= derive(`key ${this.fileChecksum}`).subarray(0, 16).toString('base64');
    return this.#key;
  }
}

function derive(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
