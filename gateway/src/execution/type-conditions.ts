import { isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Whether an object of type `typename` fits `... on condition`. Interfaces count: an @interfaceObject answers with one. */
export function fits(schema: GraphQLSchema, condition: string, typename: string): boolean {
  if (condition === typename) return true;
  const wanted = schema.getType(condition);
  const given = schema.getType(typename);
  return wanted !== undefined && isAbstractType(wanted) && (isObjectType(given) || isInterfaceType(given)) && schema.isSubType(wanted, given);
}
