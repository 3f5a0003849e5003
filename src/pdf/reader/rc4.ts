/**
 * RC4, for reading old encrypted files only: OpenSSL 3 keeps it in its legacy provider, which Node does not load. Nothing
 * is ever written with it.
 */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  let j = 0;
  for (let i = 0; i < 256; i++) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) & 255;
    swap(state, i, j);
  }
  const out = new Uint8Array(data.length);
  j = 0;
  for (let at = 0, i = 0; at < data.length; at++) {
    i = (i + 1) & 255;
    j = (j + (state[i] as number)) & 255;
    swap(state, i, j);
    out[at] = (data[at] as number) ^ (state[((state[i] as number) + (state[j] as number)) & 255] as number);
  }
  return out;
}

function swap(state: Uint8Array, i: number, j: number): void {
  const kept = state[i] as number;
  state[i] = state[j] as number;
  state[j] = kept;
}
