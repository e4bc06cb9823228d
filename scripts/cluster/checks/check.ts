import type { Secrets, ServiceClients } from '@commerce/local-stack';
import type { Kube } from '../kube.ts';

/** What a check works with. */
export interface Subject {
  kube: Kube;
  secrets: Secrets;
  clients: ServiceClients;
  /** The version of the images. */
  version: string;
  /** Installs the chart as at the start, with settings on top. */
  upgrade: (settings: readonly string[]) => Promise<void>;
  /** Ends the node at once and starts it again; undefined on a cluster that is not ours. */
  restartNode: (() => Promise<void>) | undefined;
}

/** A check: throws if it fails, and returns what it saw, in a few words. */
export interface Check {
  title: string;
  /** Whether it needs our own node. */
  ownOnly?: boolean;
  run: (subject: Subject) => Promise<string>;
}

/** Throws an Error with the message unless the condition holds. */
export function assure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
