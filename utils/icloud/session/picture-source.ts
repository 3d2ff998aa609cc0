import { TransferError } from '../../errors.ts';
import type { Album } from '../../domain/album/album.ts';
import type { RecordName } from '../../units.ts';
import { parseSession } from '../responses/session-responses.ts';
import { parseCounts, parseZones } from '../responses/zone-responses.ts';
import { readReply } from '../errors.ts';
import { parsePictures, type Picture } from '../responses/picture-responses.ts';
import {
  buildAlbums,
  buildCounts,
  buildPictureLookup,
  buildPictures,
  buildValidate,
  buildZoneList,
  buildZones,
  type PhotoList,
  RESULTS_LIMIT,
} from '../requests.ts';
import { renewOnce } from './renew-once.ts';
import type { IcloudCall, IcloudTransport } from '../transport.ts';
import { holdsLibrary, type LibraryZone } from '../zone.ts';
import { readAlbumPages } from '../responses/album-responses.ts';

/** A list of photos to choose from: a library by date of capture, newest first, or one of its albums. */
export interface PictureList {
  zone: LibraryZone;
  list: 'main' | Extract<PhotoList, object>;
}

/** Records of one photo in a response. An album adds a relation. Source: docs/icloud-photos.md 3.4. */
const RECORDS_IN_LIBRARY = 2;
const RECORDS_IN_ALBUM = 3;

/** Returns the number of photos that one response is sure to hold. */
export const picturesInAnswer = (list: PictureList['list']): number =>
  Math.floor(RESULTS_LIMIT / (list === 'main' ? RECORDS_IN_LIBRARY : RECORDS_IN_ALBUM));

/** Reads photos to choose from, with the sign-in of the page that shows them. All calls throw {@link TransferError}. */
export interface PictureSource {
  /** Lists the libraries of the private database: the personal one, and a Shared Library that the user owns. */
  readLibraries(signal: AbortSignal): Promise<LibraryZone[]>;
  /** @param folder null for the top */
  readAlbums(zone: LibraryZone, folder: RecordName | null, signal: AbortSignal): Promise<Album[]>;
  countPictures(list: PictureList, signal: AbortSignal): Promise<number>;
  /** Counts several lists of one library in one call; null where Apple gives no count. */
  countEach(
    zone: LibraryZone,
    lists: readonly PictureList['list'][],
    signal: AbortSignal,
  ): Promise<(number | null)[]>;
  readPictures(list: PictureList, rank: number, signal: AbortSignal): Promise<Picture[]>;
  /** Reads the newest photos of a library. @param limit number of photos */
  readNewest(zone: LibraryZone, limit: number, signal: AbortSignal): Promise<Picture[]>;
  /** Looks photos up by the names of their assets and masters; those that Apple lacks are omitted. */
  lookUpPictures(zone: LibraryZone, names: readonly RecordName[], signal: AbortSignal): Promise<Picture[]>;
}

/** Asks once who is signed in, and again when a session is refused, like the engine's client. */
export function createPictureSource(transport: IcloudTransport): PictureSource {
  let serviceUrl: string | null = null;

  const renew = async (signal: AbortSignal): Promise<string> => {
    const session = parseSession(readReply(await transport.post(buildValidate(), signal)));
    return (serviceUrl = session.serviceUrl);
  };
  const call = async (build: (url: string) => IcloudCall, signal: AbortSignal): Promise<unknown> => {
    const current = serviceUrl ?? (await renew(signal));
    const sent = {
      transport,
      build,
      read: (body: unknown) => body,
      explain: async (error: unknown) => error,
    };
    return renewOnce(current, { ...sent, renew: () => renew(signal) }, signal);
  };

  return {
    async readLibraries(signal) {
      const read = async (build: (url: string) => IcloudCall): Promise<LibraryZone[]> =>
        parseZones(await call(build, signal), 'private').libraries.filter(({ zoneName }) =>
          holdsLibrary(zoneName),
        );
      try {
        return await read((url) => buildZones(url, 'private', null));
      } catch (error) {
        if (!(error instanceof TransferError) || !['bad-response', 'service-down'].includes(error.code))
          throw error;
        return read((url) => buildZoneList(url, 'private'));
      }
    },
    readAlbums: async (zone, folder, signal) =>
      (await readAlbumPages((marker) => call((url) => buildAlbums(url, zone, folder, marker), signal)))
        .albums,
    countPictures: async ({ zone, list }, signal) =>
      parseCounts(await call((url) => buildCounts(url, zone, [list]), signal), 1)[0] ?? 0,
    countEach: async (zone, lists, signal) =>
      parseCounts(await call((url) => buildCounts(url, zone, lists), signal), lists.length),
    readPictures: async ({ zone, list }, rank, signal) =>
      parsePictures(await call((url) => buildPictures(url, zone, list, { rank }), signal)),
    readNewest: async (zone, limit, signal) =>
      parsePictures(await call((url) => buildPictures(url, zone, 'main', { rank: 0, limit }), signal)),
    lookUpPictures: async (zone, names, signal) =>
      parsePictures(await call((url) => buildPictureLookup(url, zone, names), signal)),
  };
}
