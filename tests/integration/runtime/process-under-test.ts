import { createFailpoint } from 'dapr-actor-runtime/failpoints';
import { stopOnSignal } from 'dapr-actor-runtime/lifecycle';
import { createLogger, inContext } from 'dapr-actor-runtime/telemetry';

const [scene, argument] = process.argv.slice(2);
const log = createLogger({ service: 'tested', level: 'info', secretFields: ['shippingAddress'] });

const scenes: Record<string, () => void> = {
  /** Stops in three steps; the second one fails. */
  stop() {
    const alive = setInterval(() => {}, 60_000);
    stopOnSignal(log, [
      async () => console.log('step one'),
      async () => {
        throw new Error('step two');
      },
      async () => {
        clearInterval(alive);
        console.log('step three');
      },
    ]);
    console.log('ready');
  },

  /** Reaches a failpoint that a test may have armed. */
  failpoint() {
    const failpoint = createFailpoint('tested', argument);
    console.log('before');
    failpoint('in-the-middle');
    console.log('after');
  },

  /** Writes log lines that must not contain secrets. */
  log() {
    log.info(
      { token: 's3cret', payment: { token: 's3cret', amount: 5 } },
      'top and one level down',
    );
    log.info({ shippingAddress: { city: 's3cret' }, password: 's3cret' }, 'address and password');
    log.warn({ err: new Error('outer', { cause: new Error('inner') }) }, 'a failure');
    log.debug('below the level');
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    inContext({ traceparent, correlationId: 'because' }, () => log.info('in context'));
  },
};

scenes[scene ?? '']?.();
