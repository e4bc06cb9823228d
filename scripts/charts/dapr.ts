import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { daprChart } from '../cluster/programs.ts';
import { goTools } from '../go-tools.ts';
import { root } from '../places.ts';
import { type ClusterObject, parseObjects, runTool } from './render.ts';

const PAGE = 'docs/how-to/deploy-with-helm.md';
const COMMAND = /helm upgrade --install dapr dapr\/dapr(?:.*\\\n)*.*/;

/**
 * What the command on the page about deployment installs, rendered with Dapr's own chart. Throws SetupError if the
 * chart cannot be had, and helm's words if it refuses the command.
 */
export async function documentedDapr(): Promise<ClusterObject[]> {
  const [command] = COMMAND.exec(readFileSync(join(root, PAGE), 'utf8')) ?? [];
  if (command === undefined) throw new Error(`${PAGE} has no command that installs Dapr`);
  const program = (await goTools('helm'))('helm');
  // `upgrade --install dapr dapr/dapr` becomes a rendering of the chart in the cache.
  const script = `helm() { "$HELM" template dapr "$CHART" "\${@:5}"; }\n${command}`;
  const env = { HELM: program, CHART: await daprChart() };
  const { isGood, stdout, output } = await runTool('bash', ['-c', script], { env });
  if (!isGood) throw new Error(`helm template failed: ${output}`);
  return parseObjects(stdout);
}
