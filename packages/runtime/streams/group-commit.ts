import { createBatcher } from '../batching/index.ts';
import { SidecarError } from '../sidecar/index.ts';
import type { Claim, Standing } from './free-positions.ts';

/** Most inserts of several commits in one transaction: if one commit is lost, all are sent again. */
const MAX_INSERTS = 16;
/** A transaction takes no more commits once it has this many characters; the sidecar's limit is 4 MiB. */
const MAX_LENGTH = 1024 * 1024;

/** The inserts (operations of a state transaction, as JSON) that are stored together or not at all. */
export interface Commit extends Claim {
  inserts: readonly string[];
  /** Whether the store publishes the events; otherwise the commit has one insert. */
  isPublished: boolean;
}

/** `taken`, `busy`: nothing of the commit was sent. `lost`: it was sent, and rolled back. */
export type CommitResult = 'committed' | Exclude<Standing, 'free'> | 'lost';

/**
 * Runs commits, those that wait for each other in one write. Rejects when the store fails: the commit
 * may have happened then, so nothing of its group is tried again.
 */
export function groupCommit(
  write: (commits: Commit[]) => Promise<CommitResult[]>,
): (commit: Commit) => Promise<CommitResult> {
  return createBatcher({
    async run(commits) {
      try {
        return await write(commits);
      } catch (error) {
        if (commits.length === 1 && isLostInsert(error)) return ['lost'];
        throw error;
      }
    },
    fits: (group, next) =>
      group.every(({ stream }) => stream !== next.stream) &&
      insertsIn(group) + next.inserts.length <= MAX_INSERTS &&
      lengthOf(group) + lengthOf([next]) <= MAX_LENGTH,
    // A key of the group was taken, and the store does not say which; nothing of the group was stored.
    splitOnError: isLostInsert,
  });
}

function insertsIn(commits: readonly Commit[]): number {
  return commits.reduce((sum, { inserts }) => sum + inserts.length, 0);
}

function lengthOf(commits: readonly Commit[]): number {
  let length = 0;
  for (const { inserts } of commits) for (const insert of inserts) length += insert.length;
  return length;
}

// Dapr answers a lost insert as a 500 like any other failure; only its text tells them apart.
function isLostInsert(error: unknown): boolean {
  return (
    error instanceof SidecarError &&
    (error.code === 'ERR_STATE_TRANSACTION' || error.code === 'ERR_STATE_SAVE') &&
    (error.message.includes('no item was updated') || error.message.includes('etag mismatch'))
  );
}
