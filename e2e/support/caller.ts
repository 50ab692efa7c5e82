/** A person with an app: speaks GraphQL to the gateway and nothing else. */
export type Caller = {
  userId: string;
  tenant: string;
  /** The answer as it came, errors included. */
  ask<T = Record<string, never>>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  /** The data, or a failed test that shows the errors. */
  get<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
};

export type GraphError = { message: string; path?: (string | number)[]; extensions?: { code?: string; [key: string]: unknown } };
export type Answer<T> = { status: number; data: T | null; errors: GraphError[] };

export type UserError = { code: string; message: string; path: string[] | null };

export function callerOf(url: string, userId: string, tenant: string, token: string): Caller {
  const ask = async <T>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    });
    const body = (await response.json()) as { data?: T; errors?: GraphError[] };
    return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
  };
  return {
    userId,
    tenant,
    ask,
    async get<T>(query: string, variables?: Record<string, unknown>) {
      const answer = await ask<T>(query, variables);
      if (answer.errors.length > 0 || !answer.data) throw new Error(`asked in vain: ${JSON.stringify(answer.errors)}`);
      return answer.data;
    },
  };
}

export const codesOf = (answer: Answer<unknown>): (string | undefined)[] => answer.errors.map((error) => error.extensions?.code);
