import { publicOperations } from '@commerce/platform/documents';
import { requestOf, type OperationId, type RequestOf } from '@commerce/client';
import { compileSchema } from 'dapr-actor-runtime/http';
import { connectStack } from '@commerce/testing';
import test from 'ava';
import { openFixtures, type Fixture } from './example-fixtures.ts';

// Every documented example is sent unchanged except for real ids, tokens and secrets. The order of
// the operations is a scenario: Ada registers, verifies, and is disabled in the end.
const stack = connectStack();
const { fixtures, credentials } = openFixtures(stack);
test.after.always(() => stack.close());

const STREAMED_BYTES = 200;
/**
 * These run before the operations that use their results, in this order, or after those whose results
 * they end.
 */
const FIRST = ['createProduct', 'receiveStock', 'registerAccount', 'verifyAddress'];
const LAST = ['signOut', 'endAllSessions', 'setAccountRoles', 'disableAccount'];
const rank = (id: string) =>
  FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length + (LAST.includes(id) ? 1 : 0);
const operations = [...publicOperations].sort((a, b) => rank(a.operationId) - rank(b.operationId));

/** The body, or the beginning of one that never ends. */
async function readBody(answer: Response, streamed: boolean): Promise<string> {
  if (!streamed) return answer.text();
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (reader !== undefined && text.length < STREAMED_BYTES) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return text;
}

/** Headers of a repeat, and of a request with a preference: no example is one. */
const ON_OCCASION = new Set(['idempotent-replayed', 'Preference-Applied']);

for (const operation of operations) {
  const { operationId, answers, example, access, streamed = false } = operation;

  test.serial(`the example of ${operationId} works`, async (t) => {
    if (example === undefined) return t.fail('there is no example');
    const fixture: Fixture | undefined = (fixtures as Record<string, Fixture>)[operationId];
    const roles = access === undefined || access === 'public' ? [] : (access.roles ?? []);
    const real = (await fixture?.(example)) ?? {};
    const caller = real.headers?.['authorization'] === undefined ? await credentials(roles) : {};
    const wire = requestOf(
      operationId as OperationId,
      {
        ...example,
        ...real,
        headers: { ...example.headers, ...caller, ...real.headers },
      } as unknown as RequestOf<OperationId>,
    );

    const answer = await fetch(stack.gatewayUrl + wire.path, {
      method: wire.method,
      headers: wire.headers,
      redirect: 'manual',
      ...(wire.body === undefined ? {} : { body: wire.body }),
    });
    const text = await readBody(answer, streamed);
    t.is(answer.status, example.status, text);
    const { schema, type, headers: told = [] } = answers[answer.status] ?? {};
    for (const name of told.filter((one) => !ON_OCCASION.has(one))) {
      t.truthy(answer.headers.get(name), name);
    }
    if (schema === undefined) {
      if (type !== undefined) t.true(answer.headers.get('content-type')?.startsWith(type));
      else t.is(text, '');
      return;
    }
    const value: unknown = JSON.parse(text);
    const { validator } = compileSchema(schema);
    t.true(validator.Check(value), JSON.stringify(validator.Errors(value)));
  });
}
