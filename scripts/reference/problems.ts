import { problems } from '@commerce/contracts/problems';
import { httpProblems } from 'dapr-actor-runtime/server';
import { code, page, table } from './markdown.ts';

type ProblemRows = Record<string, { status: number; title: string }>;

/** The page of every problem that an app can return. */
export function problemsPage(): string {
  return page(
    'Problems',
    'Errors are returned as `application/problem+json` (RFC 9457): `type` (`/problems/<code>`, never ' +
      'changes), `title`, `status`, `detail`, `instance` and, where it helps, `errors`, a list of ' +
      '`{pointer, detail}` with the invalid fields. Branch on `type`, not on the texts.',
    '## Problems of the platform',
    rows(problems),
    '## Problems of every HTTP app',
    rows(httpProblems),
  );
}

function rows(table_: ProblemRows): string {
  return table(
    ['code', 'status', 'title'],
    Object.entries(table_)
      .sort(([, a], [, b]) => a.status - b.status)
      .map(([name, { status, title }]) => [code(name), String(status), title]),
  );
}
