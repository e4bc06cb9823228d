/** What JSON carries of a value, as its receiver gets it over the wire. */
export function asJson<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
