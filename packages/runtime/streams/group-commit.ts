import { createBatcher } from '../batching/index.ts';
import { SidecarError } from '../sidecar/index.ts';

/** Inserts that one transaction carries at most: one that is lost makes all of them go again. */
const MAX_INSERTS = 16;
/** A transaction takes no more once it has this many characters; the sidecar's limit is 4 MiB. */
const MAX_LENGTH = 1024 * 1024;

/**
 * Commits inserts (operations of a state transaction, as JSON), those that wait for each other in
 * one transaction. Resolves to false when the key was taken. Rejects when the store fails: the
 * insert may have happened then, so none of its group is tried again.
 */
export function groupCommit(
  transact: (inserts: string[]) => Promise<void>,
): (insert: string) => Promise<boolean> {
  return createBatcher({
    async run(inserts) {
      try {
        await transact(inserts);
        return inserts.map(() => true);
      } catch (error) {
        if (inserts.length === 1 && isLostInsert(error)) return [false];
        throw error;
      }
    },
    fits: (group, next) =>
      group.length < MAX_INSERTS &&
      group.reduce((sum, { length }) => sum + length, next.length) <= MAX_LENGTH,
    // One key of the group was taken, and nobody says which; nothing of the group was stored.
    splitOnError: isLostInsert,
  });
}

// Dapr answers a lost insert as a 500 like any other failure; only its text tells.
function isLostInsert(error: unknown): boolean {
  return (
    error instanceof SidecarError &&
    error.code === 'ERR_STATE_TRANSACTION' &&
    (error.message.includes('no item was updated') || error.message.includes('etag mismatch'))
  );
}
