import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { daysOfWeek, doseUnitTable, eventTimings, flagTable, parseSig, periodUnits, routeTable } from '@dra/sig';
import { isMedicineWord } from '../clients/src/sig/medicine-words.ts';
import { ordersOfLines } from '../subgraphs/inference/src/engines/orders/index.ts';

type Schema = { $id: string; examples: { text?: string }[]; $comment?: string; $defs: Record<string, { oneOf?: { const?: string }[]; enum?: string[] }> };
const read = (name: string): Schema => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as Schema;
const sig = read('sig.schema.json');
const orders = read('orders.schema.json');
const ajv = new Ajv2020({ strict: false, allErrors: false });
ajv.addSchema(sig);
const isSig = ajv.getSchema(sig.$id)!;
const isOrder = ajv.compile(orders);
const codes = (name: string): (string | undefined)[] => (sig.$defs[name]?.oneOf ?? []).map((row) => row.const);

describe('sig.schema.json', () => {
  test('lists the codes that the grammar has', () => {
    expect(codes('doseUnit')).toEqual(doseUnitTable.map(({ code }) => code));
    expect(codes('route')).toEqual(routeTable.map(({ code }) => code));
    expect(codes('flag')).toEqual(Object.keys(flagTable));
    expect(codes('timing').slice(0, -1)).toEqual([...Object.keys(eventTimings), ...daysOfWeek]);
    expect(sig.$defs['periodUnit']?.enum).toEqual(periodUnits);
  });

  test('its examples are what the grammar says', () => {
    for (const example of sig.examples) expect(parseSig(example.text ?? '', isMedicineWord)).toEqual(example);
  });

  test('any line gives a valid reading', () => {
    const words = fc.constantFrom('take', '1', '2', '0', 'ii', 'tabs', 'mg', 'mL', '½', 'po', 'bid', 'q4-6h', 'prn', 'pain', 'then', 'and', 'x', '5', 'days', 'mon', '8', 'am', 'max', 'per', 'day', 'until', 'gone', 'every', 'other', '1-0-1', 'U', 'in', 'left', 'eye', '99', '<', '💊');
    const lines = fc.oneof(fc.array(words, { maxLength: 14 }).map((list) => list.join(' ')), fc.string({ unit: 'binary', maxLength: 80 }));
    fc.assert(
      fc.property(lines, (line) => {
        if (!isSig(JSON.parse(JSON.stringify(parseSig(line, isMedicineWord))))) throw new Error(`${line}: ${ajv.errorsText(isSig.errors)}`);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('orders.schema.json', () => {
  test('its examples are the orders of the dialogue that it names', () => {
    const lines = (orders.$comment ?? '').replace('The examples are the orders of: ', '').split(' | ');
    // Codes come from the formulary, which grows.
    const withoutCodes = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, one: unknown) => (key === 'rxcui' ? undefined : one)));
    expect(withoutCodes(ordersOfLines(lines))).toEqual(withoutCodes(orders.examples));
  });

  test('any dialogue gives valid orders', () => {
    const words = fc.constantFrom('start', 'stop', 'hold', 'lisinopril', 'metformin', 'zorbaxil', 'ten', 'twenty', '500', 'milligrams', 'tablets', 'no', ',', '.', 'daily', 'twice', 'a', 'day', 'for', 'five', 'days', 'then', 'as', 'needed', 'refills', 'two', 'make', 'that', 'if', 'we', 'could', 'take', 'it', 'by', 'mouth');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('Doctor: ', 'Patient: ', '[doctor] ', ''), fc.array(words, { maxLength: 20 })), { maxLength: 6 }), (turns) => {
        const lines = turns.map(([mark, list]) => `${mark}${list.join(' ')}`);
        for (const order of ordersOfLines(lines)) {
          if (!isOrder(JSON.parse(JSON.stringify(order)))) throw new Error(`${lines.join('\n')}: ${ajv.errorsText(isOrder.errors)}`);
          for (const { line, start, end } of order.evidence) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(lines[line]?.length ?? -1);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
