// A server's first start on a machine may be a build; jest takes a test's timeout per project only this way.
jest.setTimeout(60_000);
