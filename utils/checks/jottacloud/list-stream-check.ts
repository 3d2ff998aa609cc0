import { pathBelow } from '../../jottacloud/jfs-path.ts';
import type { ListedFile } from '../../jottacloud/responses/list-stream.ts';
import type { Check } from '../check.ts';
import { type JottacloudContext, runFolder } from './context.ts';
import { makeFile, observeClient, store } from './observed-client.ts';

/** Checks that the recursive listing shows a stored file. Source: docs/jottacloud.md 2.5. */
export const listStreamCheck: Check<JottacloudContext> = {
  id: 'listStream',
  side: 'jottacloud',
  asked: 'GET of the folder of this check with mode=liststream',
  async run(context, signal) {
    const observed = observeClient(context);
    const file = await makeFile(context, 'list.txt', 1_024);
    const outcome = await store(observed, file, signal);
    if (outcome !== 'verified') return { verdict: 'not-understood', answer: observed.describe(outcome) };
    let files = 0;
    let found: ListedFile | null = null;
    for await (const listed of observed.client.list(runFolder(context), signal)) {
      files += 1;
      if (pathBelow(runFolder(context), listed) === 'list.txt') found = listed;
    }
    const count = `${files} files`;
    if (found?.md5 !== file.wanted.md5 || found.sizeBytes !== file.wanted.sizeBytes)
      return {
        verdict: 'not-understood',
        answer: observed.describe(`${count}, not the one that was stored`),
      };
    const shape = observed.answers.at(-1)?.shape ?? '';
    const isUsual = shape === '<filelist>, md5 in lower case';
    return { verdict: isUsual ? 'expected' : 'other-way', answer: `${count} in ${shape}` };
  },
};
