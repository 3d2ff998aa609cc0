import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';

/** Ways of an answer to be of little use. `short`: its last records are missing, with the marker of the next page. */
export const FAULTS = ['failed', 'empty', 'short', 'unusable', 'without token'] as const;
export type Fault = (typeof FAULTS)[number];

interface Answer {
  records?: { recordName: string; recordType: string; fields: Record<string, { value: unknown }> }[];
  batch?: Answer[];
  continuationMarker?: string;
  syncToken?: string;
}

const failure = { serverErrorCode: 'INTERNAL_ERROR', reason: 'said by Apple' };

/** Spoils the answer of a list. Other answers stay as they are. */
export function spoil(fault: Fault, call: IcloudCall, reply: IcloudReply): IcloudReply {
  if (call.host !== 'cloudkit') return reply;
  if (fault === 'failed') return { ...reply, status: 500, body: JSON.stringify({ error: 'Api Error' }) };
  const answer = JSON.parse(reply.body) as Answer;
  const { records, continuationMarker, syncToken, ...rest } = answer;
  if (!records || !call.body.includes('CPLAsset')) return reply;
  const answerWith = (changed: Partial<Answer>): IcloudReply => ({
    ...reply,
    body: JSON.stringify({ ...rest, ...changed }),
  });
  if (fault === 'empty') return answerWith({ records: [], ...(syncToken && { syncToken }) });
  if (fault === 'without token')
    return answerWith({ records, ...(continuationMarker && { continuationMarker }) });
  if (fault === 'short') {
    const assets = records.filter(({ recordType }) => recordType === 'CPLAsset');
    const gone = new Set(assets.slice(Math.ceil(assets.length / 2)));
    return answerWith({
      records: records.filter((record) => !gone.has(record)),
      ...(syncToken && { syncToken }),
    });
  }
  const bad = records.find(({ recordType }) => recordType === 'CPLAsset')?.recordName;
  const spoilt = records.map((record) => (record.recordName === bad ? { ...record, ...failure } : record));
  return answerWith({ ...answer, records: spoilt });
}

/** Adds a number to each count. */
export function miscount(by: number, call: IcloudCall, reply: IcloudReply): IcloudReply {
  if (by === 0 || !call.path.endsWith('/internal/records/query/batch') || reply.status !== 200) return reply;
  const { batch } = JSON.parse(reply.body) as Answer;
  for (const { fields } of (batch ?? []).flatMap(({ records }) => records ?? [])) {
    const count = fields['itemCount'];
    if (typeof count?.value === 'number') count.value = Math.max(0, count.value + by);
  }
  return { ...reply, body: JSON.stringify({ batch }) };
}
