import type { Check } from '../check.ts';
import { photoService, signedIn, zones } from './account-checks.ts';
import { albums } from './album-check.ts';
import { addressLife, checksum, range } from './byte-checks.ts';
import { changes } from './change-check.ts';
import type { IcloudContext } from './context.ts';
import { counts, hidden, listPage, marker } from './list-checks.ts';
import { lookup } from './lookup-check.ts';
import { pageParameters, pagePictures } from './page-checks.ts';

/** All checks of iCloud in order: some need findings of earlier ones. They only read, in about 20 requests. */
export const icloudChecks: readonly Check<IcloudContext>[] = [
  signedIn,
  photoService,
  pageParameters,
  zones,
  listPage,
  counts,
  marker,
  albums,
  lookup,
  addressLife,
  range,
  checksum,
  hidden,
  changes,
  pagePictures,
];
