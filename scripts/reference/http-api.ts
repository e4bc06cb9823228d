import { publicOperations } from '@commerce/gateway/routes/index';
import { problems } from '@commerce/contracts/problems';
import { httpProblems } from '@commerce/runtime/http';
import { code, page, table } from './markdown.ts';
import { answerShapes, type Operation, operations } from './operations.ts';
import { fieldTable } from './schema-fields.ts';

const statusOf: Record<string, { status: number }> = { ...httpProblems, ...problems };

/** The page of the public HTTP API: what the gateway sends on, with the schemas of the contracts. */
export function httpApiPage(): string {
  const listed = publicOperations.map(({ method, path, app }) => ({
    name: `${method} ${path}`,
    app,
  }));
  const names = new Set(listed.map(({ name }) => name));
  const stale = Object.keys(operations).filter((name) => !names.has(name));
  if (stale.length > 0) throw new Error(`the gateway has no ${stale.join(', ')} any more`);
  const sections = listed.flatMap(({ name, app }) => {
    const operation = operations[name];
    if (operation === undefined)
      throw new Error(`describe ${name} in scripts/reference/operations.ts`);
    return operationSection(name, app, operation);
  });
  return page(
    'HTTP API',
    'Through the gateway, `http://127.0.0.1:8080` by default (`GATEWAY_PORT`). Bodies are JSON, at ' +
      'most 1 MiB. Money is a whole number of minor units (pence) with its currency; instants are ' +
      'ISO 8601 in UTC. `x-correlation-id` (up to 100 of `A-Za-z0-9_.:-`) goes along into calls, ' +
      'events and logs.',
    'Any operation can also answer `malformed-json`, `invalid-request`, `body-too-large`, ' +
      '`unsupported-media-type`, `method-not-allowed`, `internal-error` and `unavailable`: see ' +
      '[problems](problems.md).',
    ...sections,
    '## GET /healthz, GET /readyz',
    'On every app, the gateway included: 200 while the process lives; 200 while it can do its work, ' +
      'else 503 with the part that is away.',
    ...Object.entries(answerShapes).flatMap(([name, schema]) => [`## ${name}`, fieldTable(schema)]),
  );
}

function operationSection(name: string, app: string, operation: Operation): string[] {
  const { what, notes = [], query, body, answers, answer, problems: refusals } = operation;
  const refusalList = refusals
    .map((refusal) => `${statusOf[refusal]?.status} ${code(refusal)}`)
    .join(', ');
  return [
    `## ${name.replaceAll(/:(\w+)/g, '{$1}')}`,
    `${what} App: ${app}.`,
    notes.map((note) => `- ${note}`).join('\n'),
    ...(query === undefined ? [] : ['Query:', fieldTable(query)]),
    ...(body === undefined ? [] : ['Body:', fieldTable(body)]),
    table(
      ['status', 'answer'],
      answers.map(([status, text]) => [String(status), text]),
    ),
    `Answer: [${answer}](#${answer.toLowerCase().replaceAll(' ', '-')}).`,
    refusalList === '' ? '' : `Refused with ${refusalList}.`,
  ].filter((block) => block !== '');
}
