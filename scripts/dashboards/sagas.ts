import type { Dashboard } from './dashboard.ts';
import { quantile, rateOf, seriesOf, sumBy } from './queries.ts';

const STEP = 'saga_step_duration_seconds';
const WORKFLOW = 'dapr_runtime_workflow';

/** Cancellations, edits and other work of several steps, with the workflows of Dapr under it. */
export const sagas: Dashboard = {
  name: 'sagas',
  title: 'Commerce: sagas',
  about: 'Work of several steps that is undone or repeated when a step fails.',
  rows: [
    {
      title: 'Sagas',
      panels: [
        {
          title: 'Ends',
          about: 'Done or undone is well; parked waits for a person; unfinished starts again.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('saga, outcome', rateOf('saga_ends_total')),
              legend: '{{saga}} {{outcome}}',
            },
          ],
        },
        {
          title: 'Running and parked',
          about: 'A parked one needs the decision of a person: GET /orders/parked.',
          unit: 'short',
          queries: [{ expr: `max by (state) (${seriesOf('order_sagas')})`, legend: '{{state}}' }],
        },
        {
          title: 'Oldest running saga',
          about: 'Time since its last change. More than 5 min: it is stuck.',
          unit: 's',
          queries: [
            { expr: `max(${seriesOf('order_oldest_saga_age_seconds')})`, legend: 'oldest' },
          ],
        },
        {
          title: 'Steps',
          about: 'By outcome: done, refused for good, or failed and tried again.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('step, outcome', rateOf(`${STEP}_count`)),
              legend: '{{step}} {{outcome}}',
            },
          ],
        },
        {
          title: 'Duration of steps, p95',
          about: 'Of one try.',
          unit: 's',
          queries: [{ expr: quantile(0.95, { metric: STEP, by: 'step' }), legend: '{{step}}' }],
        },
      ],
    },
    {
      title: 'Workflows of Dapr',
      panels: [
        {
          title: 'Ends of workflows',
          about: 'By name and status.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('workflow_name, status', rateOf(`${WORKFLOW}_execution_count`)),
              legend: '{{workflow_name}} {{status}}',
            },
          ],
        },
        {
          title: 'Duration of workflows, p95',
          about: 'From the start to the end.',
          unit: 'ms',
          queries: [
            {
              expr: quantile(0.95, {
                ...{ metric: `${WORKFLOW}_execution_latency`, by: 'workflow_name' },
              }),
              legend: '{{workflow_name}}',
            },
          ],
        },
        {
          title: 'Wait before the start, p95',
          about: 'More than a second: the scheduler or the worker cannot follow.',
          unit: 'ms',
          queries: [
            {
              expr: quantile(0.95, {
                ...{ metric: `${WORKFLOW}_scheduling_latency`, by: 'workflow_name' },
              }),
              legend: '{{workflow_name}}',
            },
          ],
        },
        {
          title: 'Activities',
          about: 'By name and status.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('activity_name, status', rateOf(`${WORKFLOW}_activity_execution_count`)),
              legend: '{{activity_name}} {{status}}',
            },
          ],
        },
        {
          title: 'Duration of activities, p95',
          about: 'With the way from the scheduler and back.',
          unit: 'ms',
          queries: [
            {
              expr: quantile(0.95, {
                ...{ metric: `${WORKFLOW}_activity_execution_latency`, by: 'activity_name' },
              }),
              legend: '{{activity_name}}',
            },
          ],
        },
        {
          title: 'Requests for workflows',
          about: 'Starts, reads and purges by status.',
          unit: 'cps',
          queries: [
            {
              expr: sumBy('operation, status', rateOf(`${WORKFLOW}_operation_count`)),
              legend: '{{operation}} {{status}}',
            },
          ],
        },
      ],
    },
  ],
};
