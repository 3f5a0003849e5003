/** Works a thing out when first asked and keeps it (a promise as it is), or the exception that it ended with. */
export function once<T>(make: () => T): () => T {
  let kept: { readonly value: T } | { readonly thrown: unknown } | null = null;
  return () => {
    if (kept === null) {
      try {
        kept = { value: make() };
      } catch (thrown) {
        kept = { thrown };
      }
    }
    if ('thrown' in kept) throw kept.thrown;
    return kept.value;
  };
}
