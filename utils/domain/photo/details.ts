/** Texts and settings of a photo and its place, which its bytes do not hold. */
export interface PhotoDetails {
  /** `captionEnc`; null: none. */
  title: string | null;
  /** `extendedDescEnc`, which iCloud Photos calls the caption; null: none. */
  description: string | null;
  keywords: string[];
  place: Location | null;
  /** E.g. `Europe/Oslo`; null: unknown. */
  timeZoneName: string | null;
}

/** Degrees and metres. */
export interface Location {
  latitude: number;
  longitude: number;
  altitude: number | null;
}

/** The details of a photo about which Apple says nothing. */
export const noDetails: PhotoDetails = {
  title: null,
  description: null,
  keywords: [],
  place: null,
  timeZoneName: null,
};
