import type { GraphQLFormattedError } from 'graphql';
import { answerText, errorsText } from './answer-text.ts';
import type { Answered } from './answered.ts';
import type { OperationRequest } from './read-request.ts';

/** A batch is answered as a list, in the order asked, with status 200: each answer tells of its own faults. */
export async function answerBatch(
  requests: readonly OperationRequest[],
  answer: (request: OperationRequest) => Promise<Answered>,
  formatErrors: (errors: readonly GraphQLFormattedError[]) => readonly GraphQLFormattedError[],
): Promise<Answered> {
  const parts = await Promise.all(
    requests.map(async (request) => {
      const answered = await answer(request);
      if (answered.kind === 'outcome') return answerText(answered.outcome, answered.outcome.errors.length === 0 ? [] : formatErrors(answered.outcome.errors));
      return answered.kind === 'answer' ? answered.answer.body : errorsText(answered.errors);
    }),
  );
  return { kind: 'answer', operation: undefined, answer: { status: 200, body: `[${parts.join(',')}]` } };
}
