import { literal, quote } from './generated-code.ts';

export type Values = Readonly<Record<string, unknown>>;

/** The client's variables that a fetch uses, as the inside of a JSON object. */
export function variablesText(names: readonly string[], values: Values): string {
  let text = '';
  for (const name of names) {
    const value = values[name];
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}"${name}":${jsonOf(value)}`;
  }
  return text;
}

const jsonOf = (value: unknown) => (typeof value === 'string' ? quote(value) : JSON.stringify(value));

/** Everything of a request's body before its variables. */
export function bodyHead(operation: string, operationName: string | undefined): string {
  return `{"query":${literal(operation)}${operationName === undefined ? '' : `,"operationName":${literal(operationName)}`},"variables":{`;
}
