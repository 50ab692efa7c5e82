import { ServiceError } from '@dra/service';
import { tryDecodeId } from '@dra/subgraph';
import type { StatementEditInput } from '../__generated__/resolvers.ts';
import type { Edit } from '../domain/apply-edits.ts';

/** @throws ServiceError BAD_USER_INPUT where an edit is none or several at once, or a statement's id is malformed */
export function fromEdits(inputs: readonly StatementEditInput[]): Edit[] {
  return inputs.map((input, index) => {
    const given = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
    if (given.length !== 1) throw new ServiceError('BAD_USER_INPUT', `edits.${index} must name exactly one of add, change, remove, move.`);
    const { add, change, remove, move } = input;
    if (add) return { kind: 'add', sectionCode: add.sectionCode, text: add.text, position: add.position ?? null };
    if (change) return { kind: 'change', statementId: statementId(change.statementId, index), text: change.text };
    if (remove) return { kind: 'remove', statementId: statementId(remove.statementId, index) };
    return { kind: 'move', statementId: statementId(move!.statementId, index), sectionCode: move!.sectionCode, position: move!.position ?? null };
  });
}

function statementId(id: string, index: number): string {
  const uuid = tryDecodeId('stm', id);
  if (!uuid) throw new ServiceError('BAD_USER_INPUT', `edits.${index}: an id that starts with stm_ is expected here.`);
  return uuid;
}
