import test from 'ava';
import { ConfigError, integer, optional, port, readConfig, text, url } from './index.ts';

const what = 'what it is for';
const settings = {
  port: port('APP_PORT', { what }),
  level: text('LOG_LEVEL', { what, byDefault: 'info' }),
  databaseUrl: url('DATABASE_URL', { what }),
  token: text('APP_API_TOKEN', { what }),
  workers: integer('WORKERS', { min: 1, max: 32, byDefault: 4, what }),
  failpointDir: optional('FAILPOINT_DIR', { what }),
};
const complete = {
  APP_PORT: '4101',
  DATABASE_URL: 'postgres://127.0.0.1:4151/bookings',
  APP_API_TOKEN: 'a-secret',
};

test('a complete environment gives typed values, with defaults for optional settings', (t) => {
  t.deepEqual(
    { ...readConfig(settings, complete) },
    {
      port: 4101,
      level: 'info',
      databaseUrl: 'postgres://127.0.0.1:4151/bookings',
      token: 'a-secret',
      workers: 4,
      failpointDir: undefined,
    },
  );
  const chosen = { ...complete, LOG_LEVEL: 'warn', WORKERS: '32', FAILPOINT_DIR: '/points' };
  t.like(readConfig(settings, chosen), { level: 'warn', workers: 32, failpointDir: '/points' });
});

test('a config cannot be changed once it is read', (t) => {
  const config = readConfig(settings, complete) as Record<string, unknown>;
  t.throws(() => (config['port'] = 1), { instanceOf: TypeError });
  t.is(config['port'], 4101);
});

test('one failed start names every missing and malformed setting', (t) => {
  const environment = { APP_PORT: '70000', DATABASE_URL: 'bookings', WORKERS: 'many' };
  const { message } = t.throws(() => readConfig(settings, environment), {
    instanceOf: ConfigError,
  });
  for (const name of ['APP_PORT', 'DATABASE_URL', 'APP_API_TOKEN', 'WORKERS']) {
    t.regex(message, new RegExp(`\\b${name}\\b`));
  }
  t.notRegex(message, /LOG_LEVEL|FAILPOINT_DIR/);
});

test('the message of a failed start contains neither secrets nor URLs with passwords', (t) => {
  const environment = { APP_API_TOKEN: 'a-secret', DATABASE_URL: 'user:pass word@host' };
  const { message } = t.throws(() => readConfig(settings, environment), {
    instanceOf: ConfigError,
  });
  t.notRegex(message, /a-secret|pass word/);
});

test('an empty value counts as not set', (t) => {
  const { message } = t.throws(() => readConfig(settings, { ...complete, APP_API_TOKEN: '' }), {
    instanceOf: ConfigError,
  });
  t.is(message, 'configuration: APP_API_TOKEN is not set');
  t.is(readConfig(settings, { ...complete, LOG_LEVEL: '' }).level, 'info');
  t.is(readConfig(settings, { ...complete, FAILPOINT_DIR: '' }).failpointDir, undefined);
});

for (const given of ['0', '65536', '-1', '80.5', '8o8o', 'NaN', 'Infinity', ' ']) {
  test(`'${given}' is not a port`, (t) => {
    const { message } = t.throws(() => readConfig(settings, { ...complete, APP_PORT: given }), {
      instanceOf: ConfigError,
    });
    t.regex(message, /^configuration: APP_PORT must be a whole number from 1 to 65535/);
  });
}
