export { createOrdersEngine } from './orders-engine.ts';
export { extractOrders, hearOrders } from './extract-orders.ts';
export { ordersOfLines, type LinedOrder } from './lined-orders.ts';
