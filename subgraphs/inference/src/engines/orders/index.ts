export { createOrdersEngine } from './orders-engine.ts';
