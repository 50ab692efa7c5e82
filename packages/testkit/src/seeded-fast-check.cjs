// The same cases in every run: a property that fails must fail for whoever looks, and for nobody by chance. DRA_SEED=… tries
// others. jest.config.mjs puts this in fast-check's place.
const fc = require('../../../node_modules/fast-check/lib/cjs/fast-check.js');

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.DRA_SEED ?? 20_261_124) });
module.exports = fc;
