import type { Dashboard } from './dashboard.ts';
import { APP, quantile, rateOf, seriesOf, shareOf, sumBy } from './queries.ts';

const REQUESTS = 'http_server_request_duration_seconds';
const CALLS = 'sidecar_call_duration_seconds';
const OF_APP = `{{${APP}}}`;
const EDGE = `${APP}, api, target`;
const OF_EDGE = `${OF_APP} {{api}} {{target}}`;
const APPS = 'endpoint="metrics"';
const SIDECARS = 'endpoint="dapr-metrics"';
/** Without deliveries, actor calls and health checks, which have no route. */
const ROUTES = 'http_route!=""';

/** Rate, errors and duration of apps, operations and calls; use, saturation and errors of processes. */
export const platform: Dashboard = {
  name: 'platform',
  title: 'Commerce: platform',
  about: 'Requests, errors and durations by app, operation and call; what the processes use.',
  rows: [
    {
      title: 'Apps',
      panels: [
        {
          title: 'Requests',
          about: 'Answered requests of each app, with deliveries and actor calls.',
          unit: 'reqps',
          queries: [{ expr: sumBy(APP, rateOf(`${REQUESTS}_count`)), legend: OF_APP }],
        },
        {
          title: 'Faults',
          about: 'Share of answers with a status from 500. Above 0.1 % the objective is at risk.',
          unit: 'percentunit',
          queries: [
            {
              expr: shareOf('http_response_status_code=~"5.."', {
                ...{ metric: `${REQUESTS}_count`, by: APP },
              }),
              legend: OF_APP,
            },
          ],
        },
        {
          title: 'Duration, p99',
          about: 'One request in a hundred takes longer.',
          unit: 's',
          queries: [{ expr: quantile(0.99, { metric: REQUESTS, by: APP }), legend: OF_APP }],
        },
        {
          title: 'Processes that can be read',
          about: 'Apps and sidecars whose metrics Prometheus reads.',
          unit: 'short',
          queries: [{ expr: sumBy('endpoint', seriesOf('up')), legend: '{{endpoint}}' }],
        },
      ],
    },
    {
      title: 'Operations of the gateway',
      panels: [
        {
          title: 'Requests by operation',
          about: 'What clients ask for.',
          unit: 'reqps',
          queries: [
            {
              expr: sumBy(
                'http_request_method, http_route',
                rateOf(`${REQUESTS}_count`, `${APP}="gateway", ${ROUTES}`),
              ),
              legend: '{{http_request_method}} {{http_route}}',
            },
          ],
        },
        {
          title: 'Refused and failed requests',
          about: '4xx is the fault of clients (429: too many requests), 5xx that of the platform.',
          unit: 'reqps',
          emptyWhen: 'no request was refused or failed',
          queries: [
            {
              expr: sumBy(
                'http_route, http_response_status_code',
                rateOf(
                  `${REQUESTS}_count`,
                  `${APP}="gateway", http_response_status_code=~"[45].."`,
                ),
              ),
              legend: '{{http_response_status_code}} {{http_route}}',
            },
          ],
        },
        {
          title: 'Duration by operation, p99',
          about: 'As the gateway measures it, without the network to the client.',
          unit: 's',
          queries: [
            {
              expr: quantile(0.99, {
                ...{ metric: REQUESTS, by: 'http_request_method, http_route' },
                where: `${APP}="gateway", ${ROUTES}`,
              }),
              legend: '{{http_request_method}} {{http_route}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Calls of apps through their sidecars',
      panels: [
        {
          title: 'Calls',
          about: 'By app, by Dapr API, and by the app, actor type or component that is called.',
          unit: 'reqps',
          queries: [{ expr: sumBy(EDGE, rateOf(`${CALLS}_count`)), legend: OF_EDGE }],
        },
        {
          title: 'Calls without 2xx or 4xx',
          about:
            'Share of calls that the called side failed to answer, or whose answer never came.',
          unit: 'percentunit',
          queries: [
            {
              expr: shareOf('outcome!~"2xx|4xx"', { metric: `${CALLS}_count`, by: EDGE }),
              legend: OF_EDGE,
            },
          ],
        },
        {
          title: 'Duration of calls, p99',
          about: 'With both sidecars and the network.',
          unit: 's',
          queries: [{ expr: quantile(0.99, { metric: CALLS, by: EDGE }), legend: OF_EDGE }],
        },
        {
          title: 'Open circuits',
          about: '1 while an app is not called because it fails too often.',
          unit: 'short',
          queries: [
            {
              expr: `max by (${APP}, target) (${seriesOf('circuit_breaker_open')})`,
              legend: `${OF_APP} to {{target}}`,
            },
          ],
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'CPU of apps',
          about: 'Cores; an app has one thread for its code, so 1 is its end.',
          unit: 'short',
          queries: [
            { expr: sumBy(APP, rateOf('process_cpu_seconds_total', APPS)), legend: OF_APP },
          ],
        },
        {
          title: 'CPU of sidecars',
          about: 'Cores.',
          unit: 'short',
          queries: [
            {
              expr: sumBy('pod', rateOf('process_cpu_seconds_total', SIDECARS)),
              legend: '{{pod}}',
            },
          ],
        },
        {
          title: 'Memory',
          about: 'Resident memory of apps and sidecars; both are ended at their limit.',
          unit: 'bytes',
          queries: [
            {
              expr: `max by (pod, endpoint) (${seriesOf('process_resident_memory_bytes')})`,
              legend: '{{pod}} {{endpoint}}',
            },
          ],
        },
        {
          title: 'Heap of apps',
          about: 'A heap that grows for hours is a leak.',
          unit: 'bytes',
          queries: [
            {
              expr: `max by (${APP}) (${seriesOf('nodejs_heap_size_used_bytes')})`,
              legend: OF_APP,
            },
          ],
        },
        {
          title: 'Lag of the event loop, p99',
          about:
            'How late timers are. 10 ms is the resolution; above 100 ms the app has too much to do.',
          unit: 's',
          queries: [
            {
              expr: `max by (${APP}) (${seriesOf('nodejs_eventloop_lag_p99_seconds')})`,
              legend: OF_APP,
            },
          ],
        },
        {
          title: 'Garbage collection',
          about: 'Share of time.',
          unit: 'percentunit',
          queries: [{ expr: sumBy(APP, rateOf('nodejs_gc_duration_seconds_sum')), legend: OF_APP }],
        },
        {
          title: 'Connections of database pools',
          about: 'Used and idle ones.',
          unit: 'short',
          queries: [
            {
              expr: sumBy(`${APP}, state`, seriesOf('db_client_connections')),
              legend: `${OF_APP} {{state}}`,
            },
          ],
        },
        {
          title: 'Requests that wait for a connection',
          about: 'More than a few for minutes: the pool is too small or the database too slow.',
          unit: 'short',
          queries: [{ expr: sumBy(APP, seriesOf('db_client_pending_requests')), legend: OF_APP }],
        },
        {
          title: 'Open files',
          about: 'Share of the limit of each process.',
          unit: 'percentunit',
          queries: [
            {
              expr: `max by (pod, endpoint) (${seriesOf('process_open_fds')} / ${seriesOf('process_max_fds')})`,
              legend: '{{pod}} {{endpoint}}',
            },
          ],
        },
        {
          title: 'Gauges that could not be read',
          about:
            'Numbers that an app could not read from its database in time; they are missing above.',
          unit: 'cps',
          emptyWhen: 'every gauge could be read',
          queries: [
            {
              expr: sumBy(`${APP}, metric`, rateOf('metrics_reading_faults_total')),
              legend: `${OF_APP} {{metric}}`,
            },
          ],
        },
      ],
    },
  ],
};
