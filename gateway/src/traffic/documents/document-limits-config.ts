import { z } from 'zod';
import { defaultQueryLimits } from '../../plugins/use-query-limits.ts';

const most = (value: number) => z.int().min(1).default(value);

/** How much one document may ask for; see plugins/use-query-limits.ts. Bodies and batches are measured at the front. */
export const documentLimitsConfig = z.strictObject({
  depth: most(defaultQueryLimits.depth).describe('Brackets within each other; selections within each other, fragments spread.'),
  aliases: most(defaultQueryLimits.aliases).describe('Fields under another name.'),
  tokens: most(defaultQueryLimits.tokens).describe('Names, values and signs of the text.'),
  directives: most(defaultQueryLimits.directives).describe('On all of it together.'),
  repeats: most(defaultQueryLimits.repeats).describe('One name, this often.'),
  fields: most(defaultQueryLimits.fields).describe('Fields after every fragment was spread.'),
  rootFields: most(defaultQueryLimits.rootFields).describe('Fields of the root, fragments spread.'),
});
