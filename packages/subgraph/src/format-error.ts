import { ServiceError } from '@dra/service';
import type { Logger } from '@dra/service';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

/**
 * What a caller may see of an error: registered codes as they are, everything else masked. The original goes to the log.
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown, logger: Logger): GraphQLFormattedError {
  const original = unwrapResolverError(thrown);
  const where = { ...(formatted.path ? { path: formatted.path } : {}), ...(formatted.locations ? { locations: formatted.locations } : {}) };
  if (original instanceof ServiceError) {
    if (original.code === 'INTERNAL_SERVER_ERROR') logger.error({ error: original, path: formatted.path }, 'request failed');
    else if (original.cause !== undefined) logger.warn({ error: original, path: formatted.path }, 'request could not be served');
    return { message: original.message, ...where, extensions: { ...original.details, code: original.code } };
  }
  const code = formatted.extensions?.['code'];
  const isGraphQLs = original instanceof GraphQLError || thrown instanceof GraphQLError;
  if (isGraphQLs && typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    return { message: withoutValues(formatted.message), ...where, extensions: { code } };
  }
  logger.error({ error: original, path: formatted.path }, 'request failed');
  return { message: 'Something went wrong on our side.', ...where, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

/**
 * graphql-js quotes the offending value in errors about variables and literals, and a value may be about a patient. Of a
 * variable only what quotes the schema is kept: where in a value its quotation ends cannot be told from its text.
 */
export function withoutValues(message: string): string {
  const variable = /^Variable "(\$\w+)" got invalid value /.exec(message);
  if (variable) {
    const at = / at "([\w.[\]]+)"; /.exec(message)?.[1];
    const expected = /(?:Field "[\w.]+" of required type "[\w![\]]+" was not provided|Expected non-nullable type "[\w![\]]+" not to be null|Expected (?:value of )?type "[\w![\]]+"|\w+ expects (?:a calendar date|an instant|a decimal|a JSON object)[^;]*)\.?/.exec(message)?.[0];
    return `Variable "${variable[1]}" got an invalid value${at ? ` at "${at}"` : ''}.${expected ? ` ${expected.replace(/\.$/, '')}.` : ''}`;
  }
  return message
    .replace(/(cannot represent (?:an? )?[\w -]*?value): [\s\S]*$/, '$1')
    .replace(/Value "[\s\S]*" does not exist/, 'The value does not exist')
    .replace(/(Expected value of type "[^"]*"), found [\s\S]*$/, '$1');
}
