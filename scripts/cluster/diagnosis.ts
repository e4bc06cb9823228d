import type { Kube } from './kube.ts';
import { PLATFORM } from './platform.ts';

const NAMESPACES = [PLATFORM, 'dapr-system', 'backing'];
const LAST_EVENTS = 15;

/** What a reader of a failure asks first: the pods, and the last events. */
export async function diagnosis(kube: Kube): Promise<string> {
  const said = async (args: readonly string[], lines = Infinity) => {
    const text = await kube.kubectl(args).catch((error: Error) => error.message);
    return text.trimEnd().split('\n').slice(-lines);
  };
  const parts = await Promise.all(
    NAMESPACES.map((namespace) => said(['get', 'pods', '--namespace', namespace])),
  );
  const events = ['get', 'events', '--namespace', PLATFORM, '--sort-by=.lastTimestamp'];
  parts.push(await said([...events, '--field-selector', 'type=Warning'], LAST_EVENTS));
  return parts.flatMap((lines) => lines.map((line) => `    ${line}`)).join('\n');
}
