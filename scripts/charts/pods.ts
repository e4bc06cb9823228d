import { goTools } from '../go-tools.ts';
import { type ClusterObject, runTool } from './render.ts';

/** A pod as the API server looks at it: with the sidecar that Dapr's injector has added. */
export interface AdmittedPod {
  pod: Pod;
  /** What PodSecurity `restricted` refuses of it. */
  refused: string[];
}

interface Container {
  name: string;
  restartPolicy?: string;
  env?: { name: string; value?: string }[];
}

interface Pod {
  apiVersion: string;
  kind: string;
  metadata: ClusterObject['metadata'];
  spec: { containers: Container[]; initContainers?: Container[] };
}

/** Objects that make pods: the template of the pods is in their spec. */
interface Workload {
  template: Pick<Pod, 'spec'> & { metadata: object };
}

/** The pods that objects make, each with the name of its object. */
export function podsOf(objects: readonly ClusterObject[]): Pod[] {
  return objects.flatMap((object) => {
    const { kind, metadata } = object;
    if (kind === 'Pod') return [object as unknown as Pod];
    if (kind !== 'Deployment' && kind !== 'Job') return [];
    const { template } = object['spec'] as Workload;
    const named = { ...template.metadata, name: metadata.name };
    return [{ apiVersion: 'v1', kind: 'Pod', metadata: named, spec: template.spec }];
  });
}

/** The environment of the injector in an installation of Dapr. */
export function injectorEnvironment(dapr: readonly ClusterObject[]): Record<string, string> {
  const [injector] = podsOf(
    dapr.filter(({ metadata }) => metadata.name === 'dapr-sidecar-injector'),
  );
  const all = injector?.spec.containers.flatMap(({ env = [] }) => env) ?? [];
  return Object.fromEntries(all.map(({ name, value = '' }) => [name, value]));
}

/** What becomes of pods in a cluster. Builds the program once for a machine; throws its words if it fails. */
export async function admitted(
  pods: readonly Pod[],
  injector: Record<string, string>,
): Promise<AdmittedPod[]> {
  const program = (await goTools('pod-security'))('pod-security');
  const input = JSON.stringify(pods);
  const { isGood, stdout, output } = await runTool(program, [], { input, env: injector });
  if (!isGood) throw new Error(`pod-security failed: ${output}`);
  return JSON.parse(stdout) as AdmittedPod[];
}
