import { canonicalJson } from '../../pipeline/canonical-json.ts';
import type { SharingSink, SinkAnswer } from '../../pipeline/ports/outbox.ts';
import type { HttpResponse, HttpTransport } from '../../pki/http-transport.ts';

/** Answers that may change by themselves; 401 and 403 too, because a credential is put right at the other end. */
const passing = new Set([401, 403, 408, 409, 425, 429]);
const receiptChars = 500;

/**
 * A receiver that takes `POST <url>` with a JSON record. The header `Idempotency-Key` (IETF draft
 * idempotency-key-header) names the record: (mã hồ sơ, mã giấy tờ, phiên bản, sha256), rules.md R7.1.
 */
export function httpSink(url: string, transport: HttpTransport, timeoutMs = 30_000): SharingSink {
  return {
    async deliver({ idempotencyKey, payload }) {
      const response = await transport.request({
        url,
        method: 'POST',
        body: new TextEncoder().encode(canonicalJson({ idempotencyKey, ...payload })),
        contentType: 'application/json; charset=utf-8',
        accept: 'application/json',
        headers: { 'idempotency-key': idempotencyKey },
        maxBytes: 64 * 1024,
        timeoutMs,
      });
      return answerOf(response);
    },
  };
}

function answerOf({ status, headers, body }: HttpResponse): SinkAnswer {
  const said = new TextDecoder().decode(body).slice(0, receiptChars);
  if (status >= 200 && status < 300) return { kind: 'received', receipt: said || `HTTP ${status}` };
  const reason = `HTTP ${status}${said ? `: ${said}` : ''}`;
  if (status < 500 && status >= 400 && !passing.has(status)) return { kind: 'refused', reason };
  const seconds = Number(headers['retry-after']);
  return { kind: 'later', reason, ...(seconds > 0 ? { afterMs: seconds * 1000 } : {}) };
}
