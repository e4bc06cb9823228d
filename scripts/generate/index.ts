import { join } from 'node:path';
import type { App } from 'dapr-actor-runtime/app';
import { dashboardFiles, DASHBOARDS } from '../dashboards/index.ts';
import { formatted } from '../formatted.ts';
import { CLIENT_TYPES, clientFile } from '../openapi/client-file.ts';
import { CHART_README, chartPage } from '../reference/chart.ts';
import { REFERENCE, referencePages } from '../reference/index.ts';
import { terraformPages } from '../reference/terraform.ts';
import { API_REPORT, apiReport } from '../runtime-package/api-report.ts';
import { SCHEMA_FILE, schemaFile } from '../runtime-package/schema-file.ts';
import { accessTable } from './access-table.ts';
import { COMPOSE_DAPR, COMPOSE_OBSERVE, composeFiles } from './compose/index.ts';
import { COMPONENT_SETS, componentFiles } from './components.ts';
import { CONTRACTS_FILE, contractsFile } from './contracts-file.ts';
import { chartFiles } from './chart-files.ts';
import { resiliencyFile } from './resiliency.ts';
import { runFile } from './run-file.ts';
import { tiltFile } from './tilt.ts';

/** The folders with a generated file for each app or component. */
export const GENERATED_FOLDERS = [
  ...COMPONENT_SETS.map((set) => join('components', set)),
  COMPOSE_DAPR,
  COMPOSE_OBSERVE,
  DASHBOARDS,
];

/** The generated files that Dapr and the code read: path in the repository and text. */
export async function configurationFiles(apps: readonly App[]): Promise<Map<string, string>> {
  const texts: [file: string, text: string][] = [
    ['dapr/dapr.yaml', runFile(apps)],
    ['dapr/access.yaml', accessTable(apps)],
    ['dapr/resources/resiliency.yaml', resiliencyFile(apps)],
    ...composeFiles(apps),
    ...COMPONENT_SETS.flatMap((set) =>
      [...componentFiles(apps, set)].map(([name, text]): [string, string] => [
        join('components', set, name),
        text,
      ]),
    ),
    ...chartFiles(apps),
    ...dashboardFiles(),
    ['tilt/derived.json', tiltFile(apps)],
  ];
  const written = texts.map(async ([file, text]): Promise<[string, string]> => [
    file,
    file.endsWith('.sql') ? text : await formatted(file, text),
  ]);
  return new Map([[CONTRACTS_FILE, contractsFile()], ...(await Promise.all(written))]);
}

/**
 * The generated files for readers and clients: docs/reference, the types of the client, the API
 * and the SQL of the runtime, and the READMEs of the chart and the Terraform modules.
 */
export async function referenceFiles(apps: readonly App[]): Promise<Map<string, string>> {
  const pages = await referencePages(apps);
  const modules = terraformPages().map(async ([file, text]): Promise<[string, string]> => [
    file,
    await formatted(file, text),
  ]);
  return new Map([
    [CLIENT_TYPES, await clientFile()],
    [API_REPORT, await apiReport()],
    [SCHEMA_FILE, schemaFile()],
    [CHART_README, await formatted(CHART_README, chartPage(apps))],
    ...(await Promise.all(modules)),
    ...[...pages].map(([name, text]): [string, string] => [join(REFERENCE, name), text]),
  ]);
}
