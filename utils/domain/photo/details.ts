/** What people wrote or set about a photo, and where it was taken: no part of its bytes. */
export interface PhotoDetails {
  /** `captionEnc`; null where there is none. */
  title: string | null;
  /** `extendedDescEnc`, which Apple's page calls the caption; null where there is none. */
  description: string | null;
  keywords: string[];
  place: Place | null;
  /** E.g. `Europe/Oslo`; null where Apple does not say. */
  timeZoneName: string | null;
}

/** Degrees and metres. */
export interface Place {
  latitude: number;
  longitude: number;
  altitude: number | null;
}

export const noDetails: PhotoDetails = {
  title: null,
  description: null,
  keywords: [],
  place: null,
  timeZoneName: null,
};
