import { join } from 'node:path';
import { during, type Progress, serviceClients } from '@commerce/local-stack';
import { writeArchive } from '../images/archive.ts';
import { programs } from '../images/image.ts';
import { repositoryVersion } from '../release/version.ts';
import { writeBackingArchive } from './archives.ts';
import type { Check, Subject } from './checks/check.ts';
import { disruptionChecks } from './checks/disruptions.ts';
import { orderChecks } from './checks/orders.ts';
import { podChecks } from './checks/pods.ts';
import { assertDapr, installDapr } from './dapr.ts';
import { diagnosis } from './diagnosis.ts';
import type { Kube } from './kube.ts';
import type { Places } from './layout.ts';
import { endNode } from './node.ts';
import {
  clusterSecrets,
  installBacking,
  installPlatform,
  platformValues,
  preparePlatform,
} from './platform.ts';
import { type ClusterPrograms, importImages, startCluster } from './up.ts';

/** All checks, in their order: what restarts things comes last. */
export const CHECKS: readonly Check[] = [...orderChecks, ...podChecks, ...disruptionChecks];

/** Where the platform is tested: on our own node, or on a cluster of the user. */
export type Target =
  | { kube: Kube; places: Places; own: ClusterPrograms }
  | { kube: Kube; places: Places; own: undefined };

/** One line of the result. */
export interface Outcome {
  title: string;
  ms: number;
  ok: boolean;
  detail: string;
}

/** Writes the images that a test needs beside those of the cluster, and returns their files. */
export async function platformArchives(folder: string, progress: Progress): Promise<string[]> {
  const platform = join(folder, 'platform.tar');
  const backing = join(folder, 'backing.tar');
  writeArchive(platform, programs(), { VERSION: repositoryVersion(), REVISION: 'cluster' });
  const step = progress.step('image of PostgreSQL and Redis');
  await writeBackingArchive(backing, step);
  step.done();
  return [platform, backing];
}

/** Installs Dapr (on our own node), PostgreSQL and Redis, and the chart. Returns what checks work with. */
export async function install(
  target: Target,
  { progress, values: files }: { progress: Progress; values: readonly string[] },
): Promise<Subject> {
  const { kube, places, own } = target;
  const version = repositoryVersion();
  const secrets = clusterSecrets(places.home);
  const clients = serviceClients(secrets);
  if (own === undefined) await assertDapr(kube);
  else {
    await during(progress, 'images of the platform', async () => {
      for (const file of await platformArchives(places.home, progress)) importImages(places, file);
    });
    await during(progress, 'Dapr', () => installDapr(kube, places));
  }
  await during(progress, 'PostgreSQL and Redis', () => installBacking(kube, secrets));
  const values = platformValues(version, own !== undefined);
  const upgrade = (settings: readonly string[]) =>
    installPlatform(kube, values, { files, settings });
  await during(progress, 'the chart', async () => {
    await preparePlatform(kube, secrets, clients);
    await upgrade([]);
  });
  const restartNode = own && (() => restart(places, own, progress));
  return { kube, secrets, clients, version, upgrade, restartNode };
}

async function restart(places: Places, own: ClusterPrograms, progress: Progress): Promise<void> {
  await endNode(places);
  await startCluster(places, own, progress);
}

/** Runs checks one after another, all of them, and returns their outcomes. Stops when the signal aborts. */
export async function runChecks(
  subject: Subject,
  checks: readonly Check[],
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { title, run } of checks) {
    signal.throwIfAborted();
    const since = performance.now();
    const result = await during(
      progress,
      title,
      () => run(subject),
      (detail) => detail,
    ).then(
      (detail) => ({ ok: true, detail }),
      (error: Error) => ({ ok: false, detail: error.message }),
    );
    outcomes.push({ title, ms: Math.round(performance.now() - since), ...result });
    if (result.ok) continue;
    progress.line(`    ${result.detail}`);
    progress.line(await diagnosis(subject.kube));
  }
  return outcomes;
}
