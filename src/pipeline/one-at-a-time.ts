/**
 * Makes work that must not overlap itself safe to ask for at any time: while it runs, all who ask share one more run
 * after it, so that nothing asked for is missed and nothing piles up. Faults go to `onError`; the promise never rejects.
 */
export function oneAtATime(work: () => Promise<unknown>, onError: (error: Error) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running = work()
      .then(
        () => undefined,
        (thrown) => onError(thrown instanceof Error ? thrown : new Error(String(thrown))),
      )
      .finally(() => {
        running = null;
      });
    return running;
  };
  return () => {
    if (running === null) return run();
    next ??= running.then(() => {
      next = null;
      return run();
    });
    return next;
  };
}
