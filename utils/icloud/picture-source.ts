import type { RecordName } from '../units.ts';
import { isSessionRefused, readReply } from './errors.ts';
import { buildAlbums, buildPictureCount, buildPictures, type PictureList } from './picture-requests.ts';
import { type AlbumEntry, parseAlbums, parsePictures, type Picture } from './picture-responses.ts';
import { buildValidate, buildZones } from './requests.ts';
import { parseCounts, parseSession, parseZones } from './account-responses.ts';
import type { IcloudCall, IcloudTransport } from './transport.ts';
import type { LibraryZone } from './zone.ts';

/** Answers of one list of albums that are asked for; 200 albums each. */
const MOST_ANSWERS = 25;

/** Photos to choose from, read with the sign-in of the page that shows them. All calls throw {@link TransferError}. */
export interface PictureSource {
  /** Libraries of the account's own database: the personal one, and a Shared Library of which the user is the owner. */
  readLibraries(signal: AbortSignal): Promise<LibraryZone[]>;
  /** @param folder null: at the top */
  readAlbums(zone: LibraryZone, folder: RecordName | null, signal: AbortSignal): Promise<AlbumEntry[]>;
  countPictures(list: PictureList, signal: AbortSignal): Promise<number>;
  readPictures(list: PictureList, rank: number, signal: AbortSignal): Promise<Picture[]>;
}

/** Asks once who is signed in, and again when the session is refused, as the engine's client does. */
export function createPictureSource(transport: IcloudTransport): PictureSource {
  let serviceUrl: string | null = null;

  const renew = async (signal: AbortSignal): Promise<string> => {
    const session = parseSession(readReply(await transport.post(buildValidate(), signal)));
    return (serviceUrl = session.serviceUrl);
  };
  const call = async (build: (url: string) => IcloudCall, signal: AbortSignal): Promise<unknown> => {
    const url = serviceUrl ?? (await renew(signal));
    try {
      return readReply(await transport.post(build(url), signal));
    } catch (error) {
      if (!isSessionRefused(error)) throw error;
      const renewed = await renew(signal);
      return readReply(await transport.post(build(renewed), signal));
    }
  };

  return {
    readLibraries: async (signal) =>
      parseZones(await call((url) => buildZones(url, 'private', null), signal), 'private').libraries,
    async readAlbums(zone, folder, signal) {
      const all: AlbumEntry[] = [];
      let marker: string | null = null;
      for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
        const after: string | null = marker;
        const page = parseAlbums(await call((url) => buildAlbums(url, zone, folder, after), signal));
        all.push(...page.albums);
        marker = page.marker;
        if (marker === null || marker === after) break;
      }
      return all;
    },
    countPictures: async (list, signal) =>
      parseCounts(await call((url) => buildPictureCount(url, list), signal), 1)[0] ?? 0,
    readPictures: async (list, rank, signal) =>
      parsePictures(await call((url) => buildPictures(url, list, rank), signal)),
  };
}
