/**
 * The only door of this room to the network. The implementation that guards it (address classes, allow-list, caps)
 * is `adapters/http`; tests and the demo map the host names of the test PKI to loopback ports through the same one.
 */
export interface HttpTransport {
  /**
   * One exchange, redirects not followed.
   * @throws SohoaError NETWORK_REFUSED (policy), NETWORK_UNAVAILABLE (no answer, too slow, too large, cut off)
   */
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body?: Uint8Array;
  readonly contentType?: string;
  readonly accept?: string;
  /** Further headers, lower-case names (authorisation of a remote signing service). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  /** From the look-up of the name to the last byte. */
  readonly timeoutMs: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
