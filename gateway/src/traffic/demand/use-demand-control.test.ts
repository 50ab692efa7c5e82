import { composeServices } from '@apollo/composition';
import { createLogger, createMetrics } from '@dra/service';
import { parse } from 'graphql';
import type { Outcome } from '../../execution/contract.ts';
import { viewOf } from '../supergraph/supergraph-view.ts';
import { exchangeOf, operationOf } from '../testing/exchange.ts';
import { demandConfig } from './demand-config.ts';
import { useDemandControl } from './use-demand-control.ts';

const { supergraphSdl } = composeServices([{ name: 'a', url: 'http://a.invalid', typeDefs: parse('type Query { books: [Book] } type Book { title: String }') }]);
const supergraph = { version: '1', sdl: supergraphSdl! };

/** How often the answer's text was asked for: one that nobody looks into goes out as bytes. */
function textsAsked(config: object, random: () => number): number {
  const hook = useDemandControl(demandConfig.parse(config), { metrics: createMetrics('test'), logger: createLogger({ name: 'test', level: 'silent' }), tierOf: () => 'clinic', supergraph: () => supergraph, viewOf, random });
  let asked = 0;
  const outcome: Outcome = {
    get data() {
      asked += 1;
      return '{"books":[{"title":"a"},{"title":"b"}]}';
    },
    errors: [],
  };
  const [exchange, operation] = [exchangeOf(), operationOf({ text: '{ books { title } }' })];
  expect(hook.onOperation?.(exchange, operation)).toBeUndefined();
  hook.onOutcome?.(exchange, operation, outcome);
  return asked;
}

test.each([
  ['counted as one in a hundred', { actual: { mode: 'measure', sample: 0.01 } }, 0.005, 1],
  ['one of the other ninety-nine', { actual: { mode: 'measure', sample: 0.01 } }, 0.5, 0],
  ['never counted', { actual: { mode: 'off' } }, 0, 0],
  ['held to its budget', { mode: 'enforce', actual: { mode: 'enforce' } }, 0.999, 1],
])('an answer %s has its text read %#', (_, config, drawn, times) => {
  expect(textsAsked(config, () => drawn)).toBe(times);
});
