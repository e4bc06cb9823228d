import { problems } from '@commerce/contracts/problems';
import { httpProblems } from '@commerce/runtime/http';
import { code, page, table } from './markdown.ts';

type ProblemRows = Record<string, { status: number; title: string }>;

/** The page of every problem that an app can answer with. */
export function problemsPage(): string {
  return page(
    'Problems',
    'An error is answered as `application/problem+json` (RFC 9457): `type` (`/problems/<code>`, ' +
      'never changes), `title`, `status`, `detail`, `instance`, and where it helps `errors`, a list ' +
      'of `{pointer, detail}` that name the fields. Branch on `type`, not on texts.',
    '## Rules of the platform',
    rows(problems),
    '## Of every HTTP app',
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
