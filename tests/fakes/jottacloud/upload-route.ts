import { ConnectionCutError } from '../http/connection-cut-error.ts';
import { UPLOAD_PATH } from './allocate-route.ts';
import { replyJson, replyJsonError } from './answers.ts';
import { isAuthorized } from './identity/bearer.ts';
import { complete } from './store/nodes.ts';
import type { OpenUpload } from './store/open-uploads.ts';
import type { RecordedUpload, Service } from './service.ts';
import type { Exchange } from '../http/exchange.ts';

/** The upload host: `POST <path of upload_url>`. Source: docs/jottacloud.md 3.3, 8.4. */
export async function serveUpload(service: Service, exchange: Exchange): Promise<void> {
  const upload = exchange.rawPath.startsWith(UPLOAD_PATH)
    ? service.openUploads.find(exchange.rawPath.slice(UPLOAD_PATH.length))
    : undefined;
  const { range } = exchange.headers;
  const recorded: RecordedUpload = { path: upload?.path ?? exchange.rawPath, bytes: 0, status: 0 };
  if (range !== undefined) recorded.range = range;
  service.uploads.push(recorded);
  const refuse = (status: number, errorId: string, message: string) => {
    recorded.status = status;
    return replyJsonError(exchange, status, errorId, message);
  };

  if (!isAuthorized(service, exchange)) return refuse(401, 'BadCredentialsException', 'Bad credentials');
  if (!upload || exchange.method !== 'POST') return refuse(404, 'NoSuchFileException', 'No such upload');
  if (exchange.headers['content-type'] !== 'application/octet-stream') {
    service.violations.push(`upload with Content-Type ${exchange.headers['content-type']}`);
  }
  const rangeFault = begin(service, upload, range, exchange.headers['content-length']);
  if (rangeFault) return refuse(416, 'RequestedRangeNotSatisfiedException', rangeFault);

  const writer = Symbol('writer');
  upload.writer = writer;
  let isCorrupted = takeCorruption(service);
  try {
    for await (const chunk of exchange.body) {
      recorded.bytes += chunk.length;
      if (upload.writer !== writer) continue; // someone else took over: what came before is kept, the rest is lost
      if (upload.content.sizeBytes + chunk.length > upload.sizeBytes) {
        return refuse(400, 'InvalidArgumentException', 'More bytes than allocated'); // invented
      }
      upload.content.append(isCorrupted ? withWrongByte(chunk) : chunk);
      isCorrupted = false;
    }
  } catch (error) {
    if (error instanceof ConnectionCutError && upload.writer === writer) upload.writer = undefined;
    throw error;
  }
  if (service.uploadSwitches.checkTokenAtEnd && !isAuthorized(service, exchange))
    return refuse(401, 'BadCredentialsException', 'Bad credentials');
  if (service.uploadSwitches.partsAreFine && range !== undefined && isWholePart(upload, writer, range)) {
    recorded.status = 200;
    const { path, md5, content } = upload;
    return replyJson(exchange, 200, { path, bytes: content.sizeBytes, md5 });
  }
  if (upload.writer !== writer || upload.content.sizeBytes < upload.sizeBytes) {
    return refuse(420, 'IncompleteUploadOpenApiException', 'Incomplete upload');
  }
  recorded.status = settle(service, upload) ? 200 : 421;
  if (recorded.status === 421) return refuse(421, 'CorruptUploadOpenApiException', 'Corrupt upload');
  const { path, sizeBytes: bytes, md5, modifiedMs: modified } = upload;
  return replyJson(exchange, 200, { path, content_id: upload.id.slice(0, 8), bytes, md5, modified });
}

/** Makes ready for the bytes from the range's start on; says why that cannot be. No range: from 0, forgetting what is held. */
function begin(
  service: Service,
  upload: OpenUpload,
  range: string | undefined,
  length: string | undefined,
): string | undefined {
  if (range === undefined) {
    if (upload.content.sizeBytes > 0) service.openUploads.restart(upload);
    return undefined;
  }
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  const [start, end] = [Number(first), Number(last)];
  if (first === '' || start !== upload.content.sizeBytes)
    return `Range does not begin at ${upload.content.sizeBytes}`;
  if (end < start || end >= upload.sizeBytes) return 'Range does not end within the file';
  if (length !== undefined && Number(length) !== end - start + 1) return 'Range and Content-Length differ';
  return undefined;
}

/** Whether all of a part has arrived, from its own sender, and more of the file is to come. */
const isWholePart = (upload: OpenUpload, writer: symbol, range: string): boolean =>
  upload.writer === writer &&
  upload.content.sizeBytes < upload.sizeBytes &&
  upload.content.sizeBytes === Number(/\d+$/.exec(range)?.[0]) + 1;

/** Checks the MD5 at the end, and only there. Source: docs/jottacloud.md 3.4, 8.4. */
function settle(service: Service, upload: OpenUpload): boolean {
  const { file, md5, sizeBytes, createdMs, modifiedMs, content } = upload;
  const number = file.latest?.number ?? 1;
  const revision = { number, md5, sizeBytes, createdMs, modifiedMs, updatedMs: service.now() };
  service.openUploads.drop(upload);
  if (content.md5() !== md5) {
    file.latest = { ...revision, md5: content.md5(), state: 'CORRUPT', content: undefined };
    void content.discard();
    return false;
  }
  service.contents.remember(content);
  complete(file, { ...revision, state: 'COMPLETED', content });
  return true;
}

/** Whether this POST gets one wrong byte. */
function takeCorruption(service: Service): boolean {
  const { uploadSwitches } = service;
  if (uploadSwitches.corruptNext <= 0) return false;
  uploadSwitches.corruptNext -= 1;
  return true;
}

function withWrongByte(chunk: Uint8Array): Uint8Array {
  const copy = new Uint8Array(chunk);
  copy[0] = (copy[0] ?? 0) ^ 0xff;
  return copy;
}
