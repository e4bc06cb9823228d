import type { App } from 'dapr-actor-runtime/app';
import { join } from 'node:path';
import { formatted } from '../formatted.ts';
import { componentsPage } from './components.ts';
import { releasedText } from '../openapi/released-document.ts';
import { configurationPage } from './configuration.ts';
import { eventsPage } from './events.ts';
import { httpApiPage } from './http-api.ts';
import { imagesPage } from './images.ts';
import { limitsPage } from './limits.ts';
import { metricsPage } from './metrics.ts';
import { tracesPage } from './traces.ts';
import { orderStatesPage } from './order-states.ts';
import { problemsPage } from './problems.ts';

/** The folder of the generated pages, in the repository. */
export const REFERENCE = join('docs', 'reference');

/** Every page of the reference by its file name, as it must be in the repository. */
export async function referencePages(apps: readonly App[]): Promise<Map<string, string>> {
  const pages: [name: string, text: string][] = [
    ['components.md', componentsPage()],
    ['configuration.md', configurationPage(apps)],
    ['events.md', eventsPage(apps)],
    ['http-api.md', httpApiPage()],
    ['images.md', imagesPage()],
    ['limits.md', limitsPage()],
    ['metrics.md', metricsPage(apps)],
    ['traces.md', tracesPage()],
    ['order-states.md', orderStatesPage()],
    ['problems.md', problemsPage()],
  ];
  const written = pages.map(async ([name, text]): Promise<[string, string]> => [
    name,
    await formatted(name, text),
  ]);
  // Only a release changes it.
  return new Map([...(await Promise.all(written)), ['openapi.json', releasedText()]]);
}
