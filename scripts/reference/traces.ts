import { spanAttributes } from '@commerce/platform/span-attributes';
import { code, page, table } from './markdown.ts';

/** The page of the attributes of spans that are the platform's own. */
export function tracesPage(): string {
  const rows = Object.entries(spanAttributes).map(([name, what]) => [code(name), what]);
  return page(
    'Traces',
    'The spans of apps have the attributes of the semantic conventions of OpenTelemetry, and these of our own. ' +
      'No attribute has personal data, a token, a path, a statement or a key of Redis. How to see traces is ' +
      'in [the architecture](../architecture.md#traces).',
    table(['attribute', 'meaning'], rows),
  );
}
