import { createLineWriter } from './line-writer.ts';
import { createLogger } from './logger.ts';

const setUp = (level = 'info') => {
  const lines: string[] = [];
  const logger = createLogger({ name: 'test', level, destination: { write: (line) => void lines.push(line) } });
  return { lines, logger };
};
const timeless = (line: string | undefined) => line?.replace(/"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/, '"time":""');

test('a line reads as the logger itself would have written it', () => {
  const { lines, logger } = setUp();
  const one = logger.child({ part: 'a "part"' });
  one.info({ id: 'x', count: 3 }, 'done');
  createLineWriter(one)(',"id":"x","count":3', 'done');
  createLineWriter(one)('', 'done');
  expect(timeless(lines[1])).toBe(timeless(lines[0]));
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ level: 30, service: 'test', part: 'a "part"', msg: 'done' });
  expect(Math.abs(Date.parse((JSON.parse(lines[1] ?? '') as { time: string }).time) - Date.now())).toBeLessThan(60_000);
});

test('nothing is written where the logger would write nothing, and that may change', () => {
  const { lines, logger } = setUp('warn');
  const write = createLineWriter(logger);
  write('', 'done');
  expect(lines).toEqual([]);
  logger.level = 'info';
  write('', 'done');
  expect(lines).toHaveLength(1);
});
