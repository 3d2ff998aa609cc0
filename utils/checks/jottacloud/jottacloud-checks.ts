import type { Check } from '../check.ts';
import { mountpointCheck, originCheck, quotaCheck, tokenCheck } from './account-checks.ts';
import { allocateCheck, allocatePlainCheck, conflictCheck, sameContentCheck } from './allocate-checks.ts';
import type { JottacloudContext } from './context.ts';
import { listStreamCheck } from './list-stream-check.ts';
import { namesCheck } from './names-check.ts';
import { md5Check, partsCheck, uploadHostCheck } from './upload-checks.ts';

/** All checks of Jottacloud in the order of the page. Together they store less than 100 kB. */
export const jottacloudChecks: readonly Check<JottacloudContext>[] = [
  tokenCheck,
  quotaCheck,
  mountpointCheck,
  originCheck,
  allocateCheck,
  allocatePlainCheck,
  conflictCheck,
  uploadHostCheck,
  sameContentCheck,
  partsCheck,
  md5Check,
  listStreamCheck,
  namesCheck,
];
