import { types } from 'node:util';
import { ServiceError } from '@dra/service';

/**
 * A database error with what is safe to log: the SQLSTATE and the names of our own constraint and table. The driver's
 * message and detail quote rows and parameters, so they are dropped here and never travel as a `cause`.
 */
export class StoreError extends Error {
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;

  constructor(code: string, constraint?: string, table?: string) {
    super(`database error ${code}${constraint ? ` on ${constraint}` : ''}`);
    this.name = 'StoreError';
    this.code = code;
    this.constraint = constraint;
    this.table = table;
  }
}

/** True for a duplicate key, of `constraint` when it is named. Catch it outside of `transact`: inside, the transaction is lost. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return error instanceof StoreError && error.code === '23505' && (constraint === undefined || error.constraint === constraint);
}

/** True for a lost race that a second run of the whole transaction can win. */
export function isRetryableConflict(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40001' || code === '40P01';
}

/** What left `transact`: our own errors as they are, the driver's as DEPENDENCY_UNAVAILABLE, DEADLINE_EXCEEDED or StoreError. */
export function translateError(error: unknown): unknown {
  if (error instanceof ServiceError || error instanceof StoreError) return error;
  if (isConnectionError(error)) return new ServiceError('DEPENDENCY_UNAVAILABLE', 'The database did not answer.');
  const code = sqlState(error);
  if (code === '57014' || code === '55P03') return new ServiceError('DEADLINE_EXCEEDED', 'The database took too long.');
  // A login that is refused is the server's or the operator's trouble, not the caller's.
  if (code?.startsWith('28')) return new ServiceError('DEPENDENCY_UNAVAILABLE', 'The database refused the service.');
  if (code === undefined) return error;
  const driver = driverError(error);
  return new StoreError(code, text(driver['constraint']), text(driver['table']));
}

const socketErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const serverGone = new Set(['57P01', '57P02', '57P03', '53300', '53400', '25P03']);

/** The server is away, going away, or has no connection left for us. */
export function isConnectionError(error: unknown): boolean {
  // Not `instanceof`: the runtime's own errors may come from another realm than ours.
  if (!types.isNativeError(error)) return false;
  const code = sqlState(error) ?? text(driverError(error)['code']) ?? '';
  if (socketErrors.has(code) || serverGone.has(code) || /^08/.test(code)) return true;
  if (error.name === 'QueryRunnerAlreadyReleasedError') return true;
  const several = (error as { errors?: unknown }).errors;
  if (Array.isArray(several)) return several.some(isConnectionError);
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Driver not Connected/i.test(error.message);
}

function sqlState(error: unknown): string | undefined {
  const code = text(driverError(error)['code']);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !socketErrors.has(code) ? code : undefined;
}

function driverError(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return {};
  const inner = (error as { driverError?: unknown }).driverError;
  return (typeof inner === 'object' && inner !== null ? inner : error) as Record<string, unknown>;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
