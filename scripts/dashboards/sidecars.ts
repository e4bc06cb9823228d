import type { Dashboard } from './dashboard.ts';
import { quantile, rateOf, seriesOf, shareOf, sumBy } from './queries.ts';

const TURN = 'actor_turn_duration_seconds';
const STATE = 'dapr_component_state';
const INVOKED = 'dapr_runtime_service_invocation';
const SIDECARS = 'endpoint="dapr-metrics"';

/** Actors, and what the sidecars measure themselves. */
export const sidecars: Dashboard = {
  name: 'sidecars',
  title: 'Commerce: actors and sidecars',
  about:
    'Turns of actors, reminders, calls between sidecars, state stores, refusals, certificates.',
  rows: [
    {
      title: 'Actors',
      panels: [
        {
          title: 'Turns',
          about:
            'That sidecars asked for. New orders and holds run where their request arrives, without.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('actor_type, method, outcome', rateOf(`${TURN}_count`)),
              legend: '{{actor_type}} {{method}} {{outcome}}',
            },
          ],
        },
        {
          title: 'Duration of turns, p99',
          about: 'With the wait for turns before them.',
          unit: 's',
          queries: [
            {
              expr: quantile(0.99, { metric: TURN, by: 'actor_type, method' }),
              legend: '{{actor_type}} {{method}}',
            },
          ],
        },
        {
          title: 'Calls that wait for their actor',
          about: 'Inside of sidecars.',
          unit: 'short',
          queries: [
            {
              expr: sumBy('actor_type', seriesOf('dapr_runtime_actor_pending_actor_calls')),
              legend: '{{actor_type}}',
            },
          ],
        },
        {
          title: 'Reminders',
          about: 'That fired; workflows are driven by them too.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy(
                'actor_type, success',
                rateOf('dapr_runtime_actor_reminders_fired_total'),
              ),
              legend: '{{actor_type}} {{success}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Calls between sidecars',
      panels: [
        {
          title: 'Calls',
          about: 'From app to app.',
          unit: 'reqps',
          queries: [
            {
              expr: sumBy('app_id, dst_app_id', rateOf(`${INVOKED}_req_sent_total`)),
              legend: '{{app_id}} to {{dst_app_id}}',
            },
          ],
        },
        {
          title: 'Answers from 500',
          about: 'Share of answers that a sidecar received.',
          unit: 'percentunit',
          queries: [
            {
              expr: shareOf('status=~"5.."', {
                ...{ metric: `${INVOKED}_res_recv_total`, by: 'app_id, src_app_id' },
              }),
              legend: '{{src_app_id}} to {{app_id}}',
            },
          ],
        },
        {
          title: 'Duration of calls, p99',
          about: 'As the sidecar of the caller measures it.',
          unit: 'ms',
          queries: [
            {
              expr: quantile(0.99, {
                ...{ metric: `${INVOKED}_res_recv_latency_ms`, by: 'app_id, src_app_id' },
              }),
              legend: '{{app_id}} to {{src_app_id}}',
            },
          ],
        },
        {
          title: 'Resiliency policies',
          about: 'How often a policy was applied to a target, tries included.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('app_id, target, policy', rateOf('dapr_resiliency_count')),
              legend: '{{app_id}} {{target}} {{policy}}',
            },
          ],
        },
        {
          title: 'Refused calls',
          about:
            'By the access list of the called app. Anything here is a wrong list or a stranger.',
          unit: 'cps',
          emptyWhen: 'nobody called what the access lists forbid',
          queries: [
            {
              expr: sumBy('app_id', rateOf('dapr_runtime_acl_app_policy_action_blocked_total')),
              legend: '{{app_id}}',
            },
            {
              expr: sumBy('app_id', rateOf('dapr_runtime_acl_global_policy_action_blocked_total')),
              legend: '{{app_id}}, no list names it',
            },
          ],
        },
      ],
    },
    {
      title: 'State stores and components',
      panels: [
        {
          title: 'Operations',
          about: 'By component and operation.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('component, operation, success', rateOf(`${STATE}_count`)),
              legend: '{{component}} {{operation}} {{success}}',
            },
          ],
        },
        {
          title: 'Duration of operations, p95',
          about: 'With the database.',
          unit: 'ms',
          queries: [
            {
              expr: quantile(0.95, {
                ...{ metric: `${STATE}_latencies`, by: 'component, operation' },
              }),
              legend: '{{component}} {{operation}}',
            },
          ],
        },
        {
          title: 'Loaded components',
          about: 'Of each sidecar.',
          unit: 'short',
          queries: [
            {
              expr: `max by (app_id) (${seriesOf('dapr_runtime_component_loaded')})`,
              legend: '{{app_id}}',
            },
          ],
        },
        {
          title: 'Components that did not start',
          about: 'A sidecar counts one when it starts.',
          unit: 'short',
          emptyWhen: 'every component started',
          queries: [
            {
              expr: sumBy('app_id, component', seriesOf('dapr_runtime_component_init_fail_total')),
              legend: '{{app_id}} {{component}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Processes of sidecars',
      panels: [
        {
          title: 'Goroutines',
          about: 'A number that only grows is a leak.',
          unit: 'short',
          queries: [
            { expr: `max by (pod) (${seriesOf('go_goroutines', SIDECARS)})`, legend: '{{pod}}' },
          ],
        },
        {
          title: 'Heap of sidecars',
          about: 'Go keeps below GOMEMLIMIT as long as it can.',
          unit: 'bytes',
          queries: [
            {
              expr: `max by (pod) (${seriesOf('go_memstats_heap_inuse_bytes', SIDECARS)})`,
              legend: '{{pod}}',
            },
          ],
        },
        {
          title: 'Certificates not renewed',
          about: 'A sidecar without a valid certificate reaches nobody.',
          unit: 'cps',
          emptyWhen: 'every certificate was renewed',
          queries: [
            {
              expr: sumBy('app_id', rateOf('dapr_runtime_mtls_workload_cert_rotated_fail_total')),
              legend: '{{app_id}}',
            },
          ],
        },
      ],
    },
  ],
};
