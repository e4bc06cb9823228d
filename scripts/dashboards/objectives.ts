import type { Dashboard, Panel } from './dashboard.ts';
import { APP, seriesOf, shareOf } from './queries.ts';

const REQUESTS = 'http_server_request_duration_seconds';
/** Orders at the gateway: what the objectives are about. */
const PLACE = `${APP}="gateway", http_request_method="POST", http_route="/orders"`;
const METHOD = 'http_request_method';

/** An objective: the share of requests that may miss it. */
interface Objective {
  title: string;
  /** The most that may be missed, as a share. */
  budget: number;
  about: string;
  /** The share that missed it in a window. */
  missed: (window: string) => string;
}

/** The bucket of the histogram that is the limit, s; Prometheus 3 writes `1.0`, older ones `1`. */
const LIMIT_S = 1;

const OBJECTIVES: readonly Objective[] = [
  {
    title: 'An order is answered',
    budget: 0.001,
    about: '99.9 % of POST /orders have a status below 500.',
    missed: (window) =>
      shareOf('http_response_status_code=~"5.."', {
        ...{ metric: `${REQUESTS}_count`, by: METHOD, where: PLACE, window },
      }),
  },
  {
    title: `An order is answered within ${LIMIT_S} s`,
    budget: 0.01,
    about: `99 % of POST /orders take less than ${LIMIT_S} s.`,
    missed(window) {
      const within = seriesOf(`${REQUESTS}_bucket`, `${PLACE}, le=~"${LIMIT_S}(\\\\.0)?"`);
      const all = seriesOf(`${REQUESTS}_count`, PLACE);
      const rate = (series: string) => `sum by (${METHOD}) (rate(${series}[${window}]))`;
      return `1 - ${rate(within)} / (${rate(all)} > 0)`;
    },
  },
];

/**
 * Pairs of windows with the burn rate at which a person is woken or told: so fast that the budget of 30 days
 * is gone in two, five or thirty days. The short window ends the alarm when the cause has ended.
 */
const BURN: readonly [windows: readonly [long: string, short: string], rate: number][] = [
  [['1h', '5m'], 14.4],
  [['6h', '30m'], 6],
  [['3d', '6h'], 1],
];

function panelsOf({ title, budget, about, missed }: Objective): Panel[] {
  return [
    {
      title,
      about: `${about} Over the chosen time.`,
      unit: 'percentunit',
      numbers: true,
      queries: [{ expr: `1 - (${missed('$__range')})`, legend: 'met' }],
    },
    {
      title: `${title}: left of the budget`,
      about: 'Over the chosen time: 100 % is untouched, below 0 the objective is missed.',
      unit: 'percentunit',
      numbers: true,
      queries: [{ expr: `1 - (${missed('$__range')}) / ${budget}`, legend: 'left' }],
    },
    ...BURN.map(([windows, rate]): Panel => ({
      title: `${title}: burn rate over ${windows.join(' and ')}`,
      about: `1 uses up exactly the budget. Act while both curves are above ${rate}.`,
      unit: 'short',
      queries: windows.map((window) => ({
        expr: `(${missed(window)}) / ${budget}`,
        legend: window,
      })),
    })),
  ];
}

/** Service level objectives of ordering, with the rates at which their budgets burn. */
export const objectives: Dashboard = {
  name: 'objectives',
  title: 'Commerce: objectives',
  about:
    'Service level objectives of ordering: how well they are met, and how fast they are missed.',
  rows: OBJECTIVES.map((objective) => ({ title: objective.title, panels: panelsOf(objective) })),
};
