// As in main.ts: the stock gateway reports its use to its vendor unless told not to before it is made.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
