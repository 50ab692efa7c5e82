import { SelectionSet } from '@apollo/federation-internals';
import { correctly } from './planner-corrections.ts';

it('leaves Apollo\'s own as it was, however planning ends', () => {
  const before = SelectionSet.prototype.canRebaseOn;
  expect(correctly(() => correctly(() => SelectionSet.prototype.canRebaseOn !== before))).toBe(true);
  expect(SelectionSet.prototype.canRebaseOn).toBe(before);
  expect(() =>
    correctly(() => {
      throw new Error('no plan');
    }),
  ).toThrow('no plan');
  expect(SelectionSet.prototype.canRebaseOn).toBe(before);
});
