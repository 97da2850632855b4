/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const inbound = {} as const;
