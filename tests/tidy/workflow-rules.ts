import { isMap, isScalar, isSeq, type Node, parse, parseDocument, visit } from 'yaml';

/** The longest that a job may run, minutes. */
const MAX_JOB_MINUTES = 90;
/** An action of another repository, by the digest of a commit. */
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const VERSION_COMMENT = /^ v\d+(?:\.\d+){2}$/;

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  environment?: unknown;
  steps?: Step[];
}

interface Workflow {
  on?: unknown;
  permissions?: unknown;
  concurrency?: unknown;
  jobs?: Record<string, Job>;
}

/** The steps of a workflow, or of an action of the repository. */
export function stepsOf(text: string): Step[] {
  const { jobs = {}, runs } = parse(text) as Workflow & { runs?: Job };
  return [...Object.values(jobs), ...(runs === undefined ? [] : [runs])].flatMap(
    ({ steps = [] }) => steps,
  );
}

/** Every action of another repository that a file uses, with the comment behind it. */
export function usedActions(text: string): { action: string; comment: string }[] {
  const found: { action: string; comment: string }[] = [];
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value)) return;
      if (String(value.value).startsWith('./')) return;
      found.push({ action: String(value.value), comment: commentOf(value) });
    },
  });
  return found;
}

const commentOf = (node: Node) => node.comment ?? '';

/** What is wrong with the steps of a workflow or an action, as sentences. */
export function stepFaults(text: string, scripts: ReadonlySet<string>): string[] {
  const pins = usedActions(text).flatMap(({ action, comment }) => [
    ...(PINNED.test(action) ? [] : [`${action} is not named by the digest of a commit`]),
    ...(VERSION_COMMENT.test(comment) ? [] : [`${action} has no comment with its version`]),
  ]);
  const others = stepsOf(text).flatMap(({ uses = '', run = '', with: values }) => [
    ...(uses.startsWith('actions/checkout@') && values?.['persist-credentials'] !== false
      ? ['a checkout leaves the credentials behind']
      : []),
    ...(run.includes('${{') ? [`an expression is in the script: ${run}`] : []),
    ...(run.trimEnd().includes('\n') ? [`more than one line of script: ${run}`] : []),
    ...[...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)]
      .filter(([, name = '']) => !scripts.has(name))
      .map(([command]) => `package.json has no script for '${command}'`),
  ]);
  return [...pins, ...others];
}

/** What is wrong with a job, as sentences. */
function jobFaults(job: Job): string[] {
  const { uses, permissions, steps = [] } = job;
  const minutes = job['timeout-minutes'];
  const isTrusted =
    job.environment !== undefined || Object.values(permissions ?? {}).includes('write');
  const isCached = steps.some(
    (step) =>
      step.uses?.startsWith('actions/cache@') ||
      (step.uses === './.github/actions/setup' && step.with?.['cache'] !== 'false'),
  );
  return [
    ...(typeof permissions === 'object' ? [] : ['its permissions are not listed']),
    ...(uses !== undefined || (minutes !== undefined && minutes <= MAX_JOB_MINUTES)
      ? []
      : [`it has no timeout-minutes up to ${MAX_JOB_MINUTES}`]),
    ...(isTrusted && isCached ? ['it may write, and uses a cache that others can fill'] : []),
  ];
}

/** The events that start a workflow. */
function eventsOf(text: string): string[] {
  const on = parseDocument(text).get('on', true);
  if (isMap(on)) return on.items.map(({ key }) => String(key));
  if (isSeq(on)) return on.items.map(String);
  return [String(on)];
}

/** What is wrong with a workflow by the rules of this repository, as sentences. */
export function workflowFaults(text: string, scripts: ReadonlySet<string>): string[] {
  const { permissions, concurrency, jobs = {} } = parse(text) as Workflow;
  return [
    ...(JSON.stringify(permissions) === '{}' ? [] : ['it does not begin with permissions: {}']),
    ...(concurrency === undefined ? ['it has no concurrency'] : []),
    ...(eventsOf(text).includes('pull_request_target')
      ? ['pull_request_target gives the rights of the repository to the code of strangers']
      : []),
    ...Object.entries(jobs).flatMap(([name, job]) =>
      jobFaults(job).map((fault) => `job ${name}: ${fault}`),
    ),
    ...stepFaults(text, scripts),
  ];
}
