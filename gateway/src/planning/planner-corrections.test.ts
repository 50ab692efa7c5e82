import { MapWithCachedArrays, SelectionSet } from '@apollo/federation-internals';
import { GraphPath } from '@apollo/query-graphs';
import { correctly } from './planner-corrections.ts';

it('leaves Apollo\'s own as it was, however planning ends', () => {
  const methods = () => [SelectionSet.prototype.canRebaseOn, GraphPath.prototype.checkDirectPathFromPreviousSubgraphTo, MapWithCachedArrays.prototype.set];
  const before = methods();
  expect(correctly(() => correctly(() => methods().every((method, index) => method !== before[index])))).toBe(true);
  expect(methods()).toEqual(before);
  expect(() =>
    correctly(() => {
      throw new Error('no plan');
    }),
  ).toThrow('no plan');
  expect(methods()).toEqual(before);
});
