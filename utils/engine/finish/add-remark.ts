import type { ErrorRecord } from '../../errors.ts';
import type { RunLog } from '../../ports/run-log.ts';

/** Adds a remark to the run. It replaces an earlier one of the same kind. */
export async function addRemark(store: RunLog, remark: Omit<ErrorRecord, 'detail'>): Promise<void> {
  const { remarks = [] } = (await store.readRun()) ?? {};
  const others = remarks.filter(({ code }) => code !== remark.code);
  await store.changeRun({ remarks: [...others, { ...remark, detail: '' }] });
}
