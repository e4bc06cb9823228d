import type { Dashboard } from './dashboard.ts';
import { APP, quantile, rateOf, seriesOf, sumBy } from './queries.ts';

const OF_APP = `{{${APP}}}`;
const HANDLING = 'event_handling_duration_seconds';
const EGRESS = 'dapr_component_pubsub_egress_bulk';
const INGRESS = 'dapr_component_pubsub_ingress_bulk';

/** The way of an event: outbox, broker, consumer, inbox, dead letters, sweeps. */
export const events: Dashboard = {
  name: 'events',
  title: 'Commerce: events',
  about: 'From the outbox over the broker to consumers, and what did not arrive.',
  rows: [
    {
      title: 'Outbox',
      panels: [
        {
          title: 'Events that are not published',
          about: 'Waiting, or parked because they are too large.',
          unit: 'short',
          queries: [
            {
              expr: `max by (${APP}, state) (${seriesOf('outbox_events')})`,
              legend: `${OF_APP} {{state}}`,
            },
          ],
        },
        {
          title: 'Age of the oldest event',
          about: 'That waits to be published. Seconds; more than 30 s is an alert.',
          unit: 's',
          queries: [
            {
              expr: `max by (${APP}) (${seriesOf('outbox_oldest_age_seconds')})`,
              legend: OF_APP,
            },
          ],
        },
        {
          title: 'Batches published by sidecars',
          about: 'By topic.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('app_id, topic', rateOf(`${EGRESS}_count`)),
              legend: '{{app_id}} {{topic}}',
            },
          ],
        },
        {
          title: 'Duration of publishing, p95',
          about: 'Of a batch.',
          unit: 'ms',
          queries: [
            {
              expr: quantile(0.95, { metric: `${EGRESS}_latencies`, by: 'app_id' }),
              legend: '{{app_id}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Consumers',
      panels: [
        {
          title: 'Events handled',
          about: 'By consumer and outcome. A failed one counts with each try.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('consumer, outcome', rateOf('events_handled_total')),
              legend: '{{consumer}} {{outcome}}',
            },
          ],
        },
        {
          title: 'Duration of handling, p95',
          about: 'Of a batch.',
          unit: 's',
          queries: [
            { expr: quantile(0.95, { metric: HANDLING, by: 'consumer' }), legend: '{{consumer}}' },
          ],
        },
        {
          title: 'Events delivered by sidecars',
          about: 'By topic and status.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('app_id, topic, process_status', rateOf(`${INGRESS}_event_count`)),
              legend: '{{app_id}} {{topic}} {{process_status}}',
            },
          ],
        },
        {
          title: 'Repeated events',
          about:
            'That a consumer had applied before, and so ignored. Deliveries come at least once.',
          unit: 'cps',
          queries: [
            { expr: sumBy('consumer', rateOf('inbox_duplicates_total')), legend: '{{consumer}}' },
          ],
        },
      ],
    },
    {
      title: 'What did not arrive',
      panels: [
        {
          title: 'Dead letters',
          about: 'Parked ones wait for a person: npm run dead-letters.',
          unit: 'short',
          queries: [
            {
              expr: `max by (${APP}, state) (${seriesOf('dead_letters')})`,
              legend: `${OF_APP} {{state}}`,
            },
          ],
        },
        {
          title: 'New dead letters',
          about: 'Events that a consumer gave up.',
          unit: 'cps',
          queries: [{ expr: sumBy(APP, rateOf('dead_letters_stored_total')), legend: OF_APP }],
        },
        {
          title: 'Periodic jobs',
          about:
            'Rounds by outcome. They find what was lost on the way; failed ones are in the logs.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('sweep, outcome', rateOf('sweep_rounds_total')),
              legend: '{{sweep}} {{outcome}}',
            },
          ],
        },
      ],
    },
  ],
};
