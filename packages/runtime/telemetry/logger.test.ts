import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';

const LOGGER = join(import.meta.dirname, 'index.ts');

/** The output of a process that runs this code, with `log` and `inContext` in scope. */
function printedBy(code: string): string {
  const program = `
    import { createLogger, inContext } from ${JSON.stringify(LOGGER)};
    const log = createLogger({ service: 'test', level: 'info', secretFields: ['diagnosis'] });
    ${code}`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
}

const linesOf = (printed: string) =>
  printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('fields named like secrets are redacted, also one level down', (t) => {
  const printed = printedBy(`
    log.info({ token: 'SECRET', password: 'SECRET', refreshToken: 'SECRET', port: 1 }, 'a');
    log.info({ body: { email: 'SECRET', diagnosis: { text: 'SECRET' }, item: 'A' } }, 'b');
  `);
  t.notRegex(printed, /SECRET/);
  t.like(linesOf(printed), [{ port: 1 }, { body: { item: 'A' } }]);
});

test('an error is logged without the data that caused it', (t) => {
  const printed = printedBy(`
    const refused = Object.assign(new Error('duplicate key'), {
      code: '23505', constraint: 'accounts_email_key', detail: 'Key (email)=(SECRET) exists.',
      where: 'SECRET', internalQuery: 'SECRET',
    });
    const redis = Object.assign(new Error('NOAUTH'), { command: { name: 'auth', args: ['SECRET'] } });
    const err = new Error('request failed', { cause: new AggregateError([refused, redis], 'both') });
    log.error({ err: Object.assign(err, { headers: { authorization: 'SECRET' } }) }, 'failed');
    log.error({ err: { token: 'SECRET' } }, 'thrown, but not an Error');
  `);
  t.notRegex(printed, /SECRET/);
  t.like(linesOf(printed), [
    {
      err: {
        type: 'Error',
        message: 'request failed',
        cause: {
          type: 'AggregateError',
          errors: [
            { message: 'duplicate key', code: '23505', constraint: 'accounts_email_key' },
            { message: 'NOAUTH' },
          ],
        },
      },
    },
    { err: 'object' },
  ]);
  t.regex(printed, /at file:|at \[eval/, 'with its stack');
});

test('circular causes are cut off', (t) => {
  const [line] = linesOf(
    printedBy(`
    const one = new Error('one');
    const other = new Error('other', { cause: one });
    one.cause = other;
    log.error({ err: one }, 'failed');
  `),
  );
  t.like(line, { err: { message: 'one', cause: { message: 'other', cause: { message: 'one' } } } });
});

test('line feeds, escapes and quotes in data cannot forge a log line', (t) => {
  const forged = '\r\n{"level":50,"service":"test","msg":"forged"}\u2028\u001b[2K\u001b]0;x\u0007"';
  const printed = printedBy(`
    const forged = ${JSON.stringify(forged)};
    log.info({ item: forged, [forged]: 1, err: new Error(forged) }, 'one');
    inContext({ correlationId: forged, traceparent: forged }, () => log.info('two'));
  `);
  const lines = linesOf(printed);
  t.deepEqual(
    lines.map(({ msg }) => msg),
    ['one', 'two'],
  );
  t.is(lines[0]?.['item'], forged);
  t.notRegex(printed, /(?!\n)\p{Cc}/u, 'no control characters');
});
