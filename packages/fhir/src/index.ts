export * from './bundle.ts';
export * from './elements.ts';
export * from './observation-codes.ts';
export * from './references.ts';
export * from './resources.ts';
export * from './slice.ts';
