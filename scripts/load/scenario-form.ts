import { Type, type Static } from 'typebox';

/** Where a scenario can run: smoke and local start a platform of their own. */
export const ENVIRONMENTS = ['smoke', 'local', 'k8s'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
/** Who sends a request: nobody, one of the two service clients, a demo account, or the account that signed in. */
const CALLERS = ['guest', 'shop', 'warehouse'] as const;
export const PEOPLE = ['support', 'finance', 'customer', 'self'] as const;

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const Codes = Type.Array(Type.String(), { minItems: 1 });
const Texts = Type.Record(Type.String(), Type.String());

/** What is ordered; everything has a default. */
const OrderShape = Type.Object(
  {
    /** Cards and their weights. */
    cards: optional(Type.Record(Type.String(), Type.Number({ minimum: 0 }))),
    lines: optional(Type.Integer({ minimum: 1, maximum: 20 })),
    units: optional(Type.Integer({ minimum: 1 })),
    policy: optional(Type.String()),
  },
  closed,
);
export type OrderShape = Static<typeof OrderShape>;

/** A request of one operation of the public API. */
const Call = Type.Object(
  {
    call: Type.String(),
    as: optional(Type.Union([...CALLERS, ...PEOPLE].map((one) => Type.Literal(one)))),
    params: optional(Texts),
    query: optional(Texts),
    body: optional(Type.Unknown()),
    order: optional(OrderShape),
    /** The idempotency key; by default a new one for each request. */
    key: optional(Type.String()),
    webhook: optional(Type.Union([Type.Literal('genuine'), Type.Literal('forged')])),
    /** Sends the request again, under its key, while the answer asks for that: 503, or one in flight. */
    repeat: optional(Type.Literal(true)),
    /** Problems that are no fault here. After one of them the virtual user has no further requests. */
    may: optional(Codes),
  },
  closed,
);
export type Call = Static<typeof Call>;

/** A call, or a step of artillery's own: `think`, `function`, `parallel`, `loop` with `count`. */
export type Step =
  | Call
  | { think: number }
  | { function: string }
  | { parallel: Step[] }
  | { loop: Step[]; count: number };

export const Steps = Type.Cyclic(
  {
    Step: Type.Union([
      Call,
      Type.Object({ think: Type.Number({ minimum: 0 }) }, closed),
      Type.Object({ function: Type.String() }, closed),
      Type.Object({ parallel: Type.Array(Type.Ref('Step')) }, closed),
      Type.Object({ loop: Type.Array(Type.Ref('Step')), count: Type.Integer() }, closed),
    ]),
  },
  'Step',
);

const Phase = Type.Object(
  {
    name: Type.String(),
    /** s */
    duration: Type.Integer({ minimum: 1 }),
    /** Arrivals per second. */
    arrivalRate: Type.Number({ exclusiveMinimum: 0 }),
    rampTo: optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
);
export type Phase = Static<typeof Phase>;
const Phases = Type.Array(Phase, { minItems: 1 });

const Disturbance = Type.Object(
  {
    /** When, as a share of the load. */
    at: Type.Number({ minimum: 0, maximum: 1 }),
    process: Type.String(),
    /** Kills it, or freezes it for some seconds. */
    do: Type.Union([Type.Literal('kill'), Type.Literal('freeze')]),
    seconds: optional(Type.Number({ exclusiveMinimum: 0, maximum: 60 })),
  },
  closed,
);
export type Disturbance = Static<typeof Disturbance>;

export const Limits = Type.Object(
  {
    p95Ms: Type.Number(),
    p99Ms: Type.Number(),
    /** Virtual users that end with an error, such as no answer, as a share of all. */
    failedShare: Type.Number({ minimum: 0, maximum: 1 }),
  },
  closed,
);
export type Limits = Static<typeof Limits>;

export const ScenarioFile = Type.Object(
  {
    title: Type.String(),
    products: optional(
      Type.Object(
        {
          count: Type.Integer({ minimum: 1, maximum: 1_000 }),
          stock: Type.Integer({ minimum: 0 }),
          draw: optional(Type.Union([Type.Literal('evenly'), Type.Literal('zipf')])),
        },
        closed,
      ),
    ),
    phases: optional(
      Type.Object(
        {
          smoke: optional(Phases),
          local: optional(Phases),
          k8s: optional(Phases),
        } satisfies Record<Environment, unknown>,
        closed,
      ),
    ),
    limits: optional(Type.Partial(Limits)),
    may: optional(Codes),
    disturbances: optional(Type.Array(Disturbance)),
    flows: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          weight: optional(Type.Integer({ minimum: 1 })),
          steps: Type.Array(Type.Unknown()),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);

export interface Scenario extends Omit<Static<typeof ScenarioFile>, 'flows'> {
  name: string;
  flows: { name: string; weight?: number; steps: Step[] }[];
}
