import { type Choice, everything } from './choice.ts';

/** What somebody wants to send from iCloud Photos: photos by record or by small picture, an album, or all. */
export type WantedSend =
  { assetNames: string[]; thumbs: string[] } | { albumName: string } | { everything: true };

/** The choice of a run that sends this. @param albumKeys keys in the log of albums of that record name */
export function choiceOf(wanted: WantedSend, albumKeys: (recordName: string) => string[]): Choice {
  if ('everything' in wanted) return everything;
  if ('albumName' in wanted) return { ...everything, albums: albumKeys(wanted.albumName) };
  return { ...everything, picks: { assets: wanted.assetNames, thumbs: wanted.thumbs } };
}
