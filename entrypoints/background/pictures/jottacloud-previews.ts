import {
  createJottacloudPreviews,
  type JottacloudPreviews,
} from '../../../utils/pictures/jottacloud-previews.ts';
import { sharedLog } from '../../../utils/store/database.ts';
import { findCopiedFile } from '../../../utils/store/reads/find-copied-file.ts';
import type { JottacloudSignIn } from '../jottacloud-sign-in.ts';

/** Jottacloud's previews of copied photos. The token stays in the background. */
export const openJottacloudPreviews = ({ files }: JottacloudSignIn): JottacloudPreviews =>
  createJottacloudPreviews({
    find: async (photo) => findCopiedFile(await sharedLog(), photo),
    client: files,
  });
