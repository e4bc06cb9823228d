/** A field of a form: text, or more fields by their names. */
export type Field = string | Form;
export interface Form {
  [name: string]: Field;
}

/** Reads Stripe's form encoding: `a[b][c]=x` is `{a: {b: {c: 'x'}}}`, and a list has its positions as names. */
export function readForm(text: string): Form {
  const form: Form = {};
  for (const [path, value] of new URLSearchParams(text)) {
    const names = path.split(/[[\]]+/).filter((name) => name !== '');
    const last = names.pop() ?? '';
    let place = form;
    for (const name of names) {
      const known = place[name];
      const next = typeof known === 'object' ? known : {};
      place[name] = next;
      place = next;
    }
    place[last] = value;
  }
  return form;
}

/** The texts in a form or list; none if it is absent. */
export function textsOf(field: Field | undefined): Record<string, string> {
  if (typeof field !== 'object') return {};
  return Object.fromEntries(
    Object.entries(field).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** A whole number; undefined if it is absent. */
export function numberOf(field: Field | undefined): number | undefined {
  return typeof field === 'string' && /^\d+$/.test(field) ? Number(field) : undefined;
}
