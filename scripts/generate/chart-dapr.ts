import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessControl, apiSpec } from '@commerce/local-stack';
import type { App } from 'dapr-actor-runtime/app';
import { parse } from 'yaml';
import { root } from '../places.ts';
import { accessOfApps } from './access-table.ts';
import { componentsOf } from './components.ts';
import { resiliencyFile } from './resiliency.ts';

/** The namespace of a release, as Helm writes it: Dapr puts it into the names of outbox topics. */
export const RELEASE_NAMESPACE = '{{ .Release.Namespace }}';

/** Parts of dapr/config.yaml that Kubernetes or the values of the chart replace. */
const LOCAL_PARTS = ['nameResolution', 'mtls', 'secrets', 'tracing', 'logging', 'metrics'];

/** The Dapr objects of the chart, whose texts are templates: namespace and names of secrets are the release's. */
export function chartDapr(apps: readonly App[]): object {
  const access = accessOfApps(apps);
  return {
    components: componentsOf(apps, { set: 'local', namespace: RELEASE_NAMESPACE }).map(
      ({ name, type, version = 'v1', scopes, metadata }) => ({
        ...{ name, type, version, scopes },
        metadata: metadata
          .filter((entry) => typeof entry !== 'string')
          .map(([setting, value]) =>
            typeof value === 'string' ? { name: setting, value } : { name: setting, secret: value },
          ),
      }),
    ),
    resiliency: (parse(resiliencyFile(apps)) as { spec: object }).spec,
    configuration: commonConfiguration(),
    access: Object.fromEntries(
      [...access].map(([app, entry]) => [
        app,
        { api: apiSpec(entry), accessControl: accessControl(entry, RELEASE_NAMESPACE) },
      ]),
    ),
    workflows: apps.filter(({ sagas }) => sagas.length > 0).map(({ name }) => name),
  };
}

/** What all sidecars have in common, without what only the local stack needs. */
function commonConfiguration(): object {
  const { spec } = parse(readFileSync(join(root, 'dapr', 'config.yaml'), 'utf8')) as {
    spec: Record<string, unknown>;
  };
  return Object.fromEntries(Object.entries(spec).filter(([part]) => !LOCAL_PARTS.includes(part)));
}
